-- A row a scheme that is in force on a day of the month, with how many units are enrolled in it on a day of the month.
-- $1 month: its first day. Unit: yen.
select s.code, s.title, s.kind, s.rewards, s.cost_yen, s.starts_on::text as starts_on, s.ends_on::text as ends_on,
  (select count(distinct e.unit_id) from scheme_units e where e.scheme_id = s.id and daterange(e.starts_on, e.ends_on, '[]') && month_days($1::date)) as units
from schemes s
where daterange(s.starts_on, s.ends_on, '[]') && month_days($1::date)
order by s.code
