-- A row a case that was timed of a use case at a unit and hasn't gone into a measurement, newest first.
-- $1 use case: its code; $2 unit: its code, null: cases of no unit in particular. Unit: minutes per case.
select c.id::int as number, c.timed_on, c.with_ai, c.is_timed, trim_scale(c.minutes)::text as minutes, trim_scale(c.verify_minutes)::text as verify_minutes,
  trim_scale(c.rework_minutes)::text as rework_minutes, c.account_id = viewer() as is_own
from timed_cases c join use_cases u on u.id = c.use_case_id left join units n on n.id = c.unit_id
where u.code = $1::text and n.code is not distinct from $2::text and c.measurement_id is null
order by c.id desc limit 200
