-- A row a unit that a plan names and that there is, in their order: its name and bureau in the month of registration, since when and until when it is in force without a break.
-- $1 codes; $2 month: of the registration, its first day.
with recursive named as (
  select n.code, n.place, u.id from unnest($1::text[]) with ordinality n (code, place) join units u on u.code = n.code),
tree as materialized (select t.unit_id, t.parent_id, t.version_id from month_tree($2::date) t),
climb as (
  select n.id as unit_id, n.id as above, 0 as height from named n
  union all
  select c.unit_id, t.parent_id, c.height + 1 from climb c join tree t on t.unit_id = c.above where t.parent_id is not null),
bureaus as (
  select distinct on (c.unit_id) c.unit_id, u.code from climb c join tree t on t.unit_id = c.above join unit_versions v on v.id = t.version_id join units u on u.id = t.unit_id
  where v.kind = 'bureau' order by c.unit_id, c.height),
days as (
  select p.unit_id, d.days from (select p.unit_id, range_agg(p.period) as days from unit_periods p where p.unit_id in (select n.id from named n) group by p.unit_id) p
  cross join lateral unnest(p.days) d (days) where d.days && month_days($2::date))
select n.id, n.code, v.name, coalesce(b.code, '-') as bureau, lower(d.days) as since, upper(d.days) as until,
  (select min(u.code) from climb c join named o on o.id = c.above and c.height > 0 join units u on u.id = o.id where c.unit_id = n.id) as under
from named n join tree t on t.unit_id = n.id join unit_versions v on v.id = t.version_id join days d on d.unit_id = n.id left join bureaus b on b.unit_id = n.id
order by n.place
