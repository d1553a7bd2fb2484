-- A row a use case in use whose risk is to be reviewed within the next 60 days, or was to be, soonest first.
select u.review_on::text as review_on, u.code, u.title, u.risk, 1 as count
from use_cases u
where u.review_on <= current_date + 60 and exists (select from adoptions a where a.use_case_id = u.id and daterange(a.started_on, a.ended_on, '[]') @> current_date)
order by u.review_on, u.code collate "C"
