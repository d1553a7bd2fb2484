-- A row an indicator with a value for the unit and month.
-- $1 month: its first day; $2 unit: its id (null: none).
select i.code, i.title, i.unit, i.better, v.value::float8 as value
from indicator_values v join indicators i on i.id = v.indicator_id
where v.month = $1::date and v.unit_id = $2::bigint
order by i.code
