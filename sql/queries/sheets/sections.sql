-- A row a sheet of the month with adoptions in force, in the order of bureaus and codes: how many report, which don't, when these reported last, and who fills it in.
-- $1 month: its first day; $2 unit: code, null for all: only sheets of units that are it or stand under it. Unit: adoptions.
with recursive tree as materialized (
  select t.unit_id, t.parent_id, v.kind, v.name, v.name_en, u.code from month_tree($1::date) t join unit_versions v on v.id = t.version_id join units u on u.id = t.unit_id),
climb as materialized (
  select t.unit_id as start, t.unit_id as at, t.kind, t.parent_id, 0 as steps from tree t
  union all
  select c.start, t.unit_id, t.kind, t.parent_id, c.steps + 1 from climb c join tree t on t.unit_id = c.parent_id),
sections as materialized (select distinct on (c.start) c.start, c.at from climb c where c.kind = 'section' order by c.start, c.steps),
bureaus as materialized (select distinct on (c.start) c.start, c.at from climb c where c.kind = 'bureau' order by c.start, c.steps),
sheets as materialized (
  select c.start as unit_id, coalesce(s.at, c.start) as sheet_id
  from climb c join tree t on t.unit_id = c.at left join sections s on s.start = c.start where t.code = $2::text or $2::text is null and c.steps = 0),
placed as (
  select a.id, a.unit_id from adoptions a join sheets s on s.unit_id = a.unit_id where daterange(a.started_on, a.ended_on, '[]') && month_days($1::date)
  union all
  select a.id, p.unit_id
  from people_at(array(select s.unit_id from sheets s), $1::date) p
  join staff st on st.person_id = p.person_id
  join adoptions a on a.staff_id = st.id and daterange(a.started_on, a.ended_on, '[]') && month_days($1::date)),
counted as (
  select s.sheet_id, count(*)::int as in_force, count(t.adoption_id)::int as reported,
    array_agg(w.id) filter (where t.adoption_id is null) as missing
  from placed w join sheets s on s.unit_id = w.unit_id left join time_records t on t.adoption_id = w.id and t.month = $1::date
  group by s.sheet_id)
select h.code, h.name, h.name_en, b.code as bureau_code, b.name as bureau_name, b.name_en as bureau_name_en, c.in_force, c.reported,
  (select array_agg(a.code order by a.code collate "C") from adoptions a where a.id = any (c.missing) and a.unit_id is not null)::text[] as missing_codes,
  (select count(*) from adoptions a where a.id = any (c.missing) and a.staff_id is not null)::int as missing_persons,
  (select max(l.month) from unnest(c.missing) m (id) cross join lateral (
    select t.month from time_records t where t.adoption_id = m.id and t.month < $1::date order by t.month desc limit 1) l) as last_reported
from counted c
join tree h on h.unit_id = c.sheet_id
left join bureaus o on o.start = c.sheet_id
left join tree b on b.unit_id = o.at
order by b.code collate "C" nulls first, h.code collate "C"
