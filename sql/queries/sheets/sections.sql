-- A row a sheet of the month with adoptions in force, in the order of bureaus and codes: how many report, which don't, when these reported last, and who fills it in.
-- $1 month: its first day; $2 unit: code, null for all: only sheets of units that are it or stand under it. Unit: adoptions.
with sheets as materialized (select s.unit_id, s.sheet_id, s.bureau_id from sheet_units($1::date, $2::text) s),
placed as (
  select a.id, a.unit_id from adoptions a join sheets s on s.unit_id = a.unit_id where daterange(a.started_on, a.ended_on, '[]') && month_days($1::date)
  union all
  select a.id, p.unit_id
  from people_at(array(select s.unit_id from sheets s), $1::date) p
  join staff st on st.person_id = p.person_id
  join adoptions a on a.staff_id = st.id and daterange(a.started_on, a.ended_on, '[]') && month_days($1::date)),
counted as (
  select s.sheet_id, min(s.bureau_id) as bureau_id, count(*)::int as in_force, count(t.adoption_id)::int as reported,
    array_agg(w.id) filter (where t.adoption_id is null) as missing
  from placed w join sheets s on s.unit_id = w.unit_id left join time_records t on t.adoption_id = w.id and t.month = $1::date
  group by s.sheet_id)
select h.code, h.name, h.name_en, b.code as bureau_code, b.name as bureau_name, b.name_en as bureau_name_en, c.in_force, c.reported,
  (select array_agg(a.code order by a.code collate "C") from adoptions a where a.id = any (c.missing) and a.unit_id is not null)::text[] as missing_codes,
  (select count(*) from adoptions a where a.id = any (c.missing) and a.staff_id is not null)::int as missing_persons,
  (select max(l.month) from unnest(c.missing) m (id) cross join lateral (
    select t.month from time_records t where t.adoption_id = m.id and t.month < $1::date order by t.month desc limit 1) l) as last_reported
from counted c
cross join lateral (
  select n.code, v.name, v.name_en from units n join unit_periods p on p.unit_id = n.id join unit_versions v on v.id = p.version_id
  where n.id = c.sheet_id and p.period && month_days($1::date) order by p.period desc limit 1) h
left join lateral (
  select n.code, v.name, v.name_en from units n join unit_periods p on p.unit_id = n.id join unit_versions v on v.id = p.version_id
  where n.id = c.bureau_id and p.period && month_days($1::date) order by p.period desc limit 1) b on true
order by b.code collate "C" nulls first, h.code collate "C"
