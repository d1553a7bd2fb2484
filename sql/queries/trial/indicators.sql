-- A row a unit, month and indicator with a value.
-- $1 units: ids; $2 from, $3 to: months, their first days.
select u.code as unit_code, v.month, i.code, v.value::float8 as value
from indicator_values v join indicators i on i.id = v.indicator_id join units u on u.id = v.unit_id
where v.unit_id = any ($1::bigint[]) and v.month between $2::date and $3::date
