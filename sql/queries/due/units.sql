-- A row an adoption that goes on although its unit ends within the next 60 days or has ended, soonest first.
-- $1 whether names are English.
select e.last_day::text as last_day, coalesce(case when $1::boolean then v.name_en end, v.name) as unit, a.code, c.title, 1 as count
from outlasting_adoptions e
join adoptions a on a.id = e.adoption_id
join use_cases c on c.id = a.use_case_id
join unit_periods p on p.unit_id = e.unit_id and p.period @> e.last_day
join unit_versions v on v.id = p.version_id
where e.last_day <= current_date + 60
order by e.last_day, a.code collate "C"
