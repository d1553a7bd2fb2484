-- A row a measurement that ends within the next 60 days and is used in the month before this one, soonest first.
-- $1 whether names are English.
select m.last_day::text as last_day, m.code, u.title, coalesce(case when $1::boolean then v.name_en end, v.name) as unit, 1 as count
from measurements m
join use_cases u on u.id = m.use_case_id
left join unit_periods p on p.unit_id = m.unit_id and p.period @> current_date
left join unit_versions v on v.id = p.version_id
where m.last_day between current_date and current_date + 60
  and exists (select from time_records t where t.measurement_id = m.id and t.month >= (date_trunc('month', current_date) - interval '1 month')::date)
order by m.last_day, m.code collate "C"
