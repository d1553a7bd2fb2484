-- A row a day and bureau: posts that start within the next 60 days. Unit: posts.
-- $1 whether names are English.
with recursive starting as materialized (
  select p.unit_id, p.valid_from as day, count(*) as posts from posts p where p.valid_from between current_date + 1 and current_date + 60 group by p.unit_id, p.valid_from),
climb as (
  select s.unit_id as start, s.day, s.unit_id as at, 0 as steps from starting s
  union all
  select c.start, c.day, u.parent_id, c.steps + 1 from climb c join unit_periods u on u.unit_id = c.at and u.period @> c.day where u.parent_id is not null),
named as (
  select c.start, c.day, v.name, v.name_en
  from climb c join unit_periods u on u.unit_id = c.at and u.period @> c.day join unit_versions v on v.id = u.version_id where v.kind = 'bureau')
select s.day::text as day, coalesce(case when $1::boolean then n.name_en end, n.name) as bureau, sum(s.posts)::int as count
from starting s left join named n on n.start = s.unit_id and n.day = s.day
group by s.day, n.name, n.name_en
order by s.day, count desc, 2
