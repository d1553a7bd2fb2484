-- A row a use case that is adopted now: until when it has a valid measurement, how many self-reported minutes a month go by it, and what has been timed of it so far.
-- $1 month: its first day, the newest whole one. Those that need a measurement first, by self-reported minutes. Unit: minutes of the month, adoptions, cases.
with adopted as (
  select a.use_case_id, count(*)::int as adoptions from adoptions a where daterange(a.started_on, a.ended_on, '[]') @> current_date group by a.use_case_id),
reported as (
  select r.use_case_id, sum(r.gross) filter (where r.evidence = 1)::bigint as self_reported, sum(r.gross)::bigint as gross from account r where r.month = $1::date group by r.use_case_id),
measured as (select m.use_case_id, max(m.last_day) as last_day from measurements m group by m.use_case_id),
timed as (
  select t.use_case_id, count(*) filter (where t.with_ai)::int as with_ai, count(*) filter (where not t.with_ai)::int as without_ai
  from timed_cases t where t.measurement_id is null group by t.use_case_id)
select u.code, u.title, a.adoptions, coalesce(r.self_reported, 0)::bigint as self_reported, coalesce(r.gross, 0)::bigint as gross, m.last_day,
  case when m.last_day is null then 'none' when m.last_day < current_date then 'expired' when m.last_day <= current_date + 60 then 'ending' else 'valid' end as state,
  coalesce(t.with_ai, 0) as with_ai, coalesce(t.without_ai, 0) as without_ai
from adopted a
join use_cases u on u.id = a.use_case_id
left join reported r on r.use_case_id = u.id
left join measured m on m.use_case_id = u.id
left join timed t on t.use_case_id = u.id
order by coalesce(m.last_day > current_date + 60, false), coalesce(r.self_reported, 0) desc, u.code collate "C"
