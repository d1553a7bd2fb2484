-- A row an adoption that goes on although its unit ends within the next 60 days or has ended, soonest first.
-- $1 whether names are English.
with ended as materialized (
  select u.unit_id, max(upper(u.period)) - 1 as last_day from unit_periods u group by u.unit_id
  having bool_and(upper(u.period) is not null) and max(upper(u.period)) - 1 <= current_date + 60)
select e.last_day::text as last_day, coalesce(case when $1::boolean then v.name_en end, v.name) as unit, a.code, c.title, 1 as count
from ended e
join adoptions a on a.unit_id = e.unit_id and coalesce(a.ended_on > e.last_day, true)
join use_cases c on c.id = a.use_case_id
join unit_periods p on p.unit_id = e.unit_id and p.period @> e.last_day
join unit_versions v on v.id = p.version_id
order by e.last_day, a.code collate "C"
