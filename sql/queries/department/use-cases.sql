-- A row a use case that units have in force in the month, those used most first: how many of their own adoptions, of how many units.
-- $1 month: its first day; $2 unit: its code, with all under it in the month; null for all. Of persons' own adoptions there are none here. Unit: adoptions, units.
-- Counted before the names are looked up, so that each adoption is met once.
with own as materialized (
  select a.use_case_id, count(*) as adoptions, count(distinct a.unit_id) as units
  from sheet_units($1::date, $2::text) s
  join adoptions a on a.unit_id = s.unit_id and daterange(a.started_on, a.ended_on, '[]') && month_days($1::date)
  group by a.use_case_id)
select k.title as use_case, l.name as tool, r.title as area, o.adoptions, o.units
from own o
join use_cases k on k.id = o.use_case_id
join tools l on l.id = k.tool_id
join tasks t on t.id = k.task_id
join areas r on r.id = t.area_id
order by o.adoptions desc, k.code
