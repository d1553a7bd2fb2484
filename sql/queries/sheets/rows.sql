-- A row an adoption in force in the month, by the section whose sheet it stands on (its unit's nearest section above it, or the unit itself).
-- $1 month: its first day; $2 unit: code, null for all: only sheets of units that are it or stand under it. Unit: minutes, cases, persons.
with recursive tree as materialized (
  select t.unit_id, t.parent_id, v.kind, v.name, u.code from month_tree($1::date) t join unit_versions v on v.id = t.version_id join units u on u.id = t.unit_id),
climb as (
  select t.unit_id as start, t.unit_id as at, t.kind, t.parent_id, 0 as steps from tree t
  union all
  select c.start, t.unit_id, t.kind, t.parent_id, c.steps + 1 from climb c join tree t on t.unit_id = c.parent_id),
scope as (select distinct c.start from climb c join tree t on t.unit_id = c.at where $2::text is null or t.code = $2::text),
sheets as (
  select s.start as unit_id, coalesce((select c.at from climb c where c.start = s.start and c.kind = 'section' order by c.steps limit 1), s.start) as sheet_id from scope s)
select h.code as sheet_code, h.name as sheet_name, a.code as adoption_code, u.title, coalesce(un.name, st.name) as adopter, a.unit_id is not null as is_unit,
  t.users, t.cases, t.gross_minutes, coalesce(tm.code, m.code) as measurement_code, t.adoption_id is not null as is_recorded, t.comment,
  trim_scale(y.baseline_minutes)::text as baseline_minutes, trim_scale(y.ai_minutes)::text as ai_minutes, y.new_task, y.evidence,
  nullif(t.verify_minutes, 0) as verify_minutes, nullif(t.rework_minutes, 0) as rework_minutes, nullif(t.learn_minutes, 0) as learn_minutes, nullif(t.operate_minutes, 0) as operate_minutes,
  l.users as last_users, l.cases as last_cases, l.freed as last_freed, c.months_in_a_row,
  (select jsonb_object_agg(g.code, d.minutes) from redirections d join categories g on g.id = d.category_id where d.adoption_id = a.id and d.month = $1::date)::text as redirected,
  (select min(d.output) from redirections d where d.adoption_id = a.id and d.month = $1::date) as output,
  array(select x.code from measurements x where x.use_case_id = a.use_case_id and $1::date between x.first_month and x.last_day
    and (x.unit_id is null or x.unit_id = w.unit_id or unit_under(w.unit_id, x.unit_id, $1::date)) order by x.code) as measurement_codes
from adoptions a
join use_cases u on u.id = a.use_case_id
left join staff st on st.id = a.staff_id
cross join lateral (select coalesce(a.unit_id, last_unit(st.person_id, $1::date)) as unit_id) w
join sheets s on s.unit_id = w.unit_id
join tree h on h.unit_id = s.sheet_id
left join tree un on un.unit_id = a.unit_id
left join time_records t on t.adoption_id = a.id and t.month = $1::date
left join measurements tm on tm.id = t.measurement_id
left join (select r.adoption_id, r.month, r.users, x.cases, r.freed, x.baseline_minutes, x.ai_minutes, x.new_task, x.evidence
    from account r join time_records x on x.adoption_id = r.adoption_id and x.month = r.month) l
  on l.adoption_id = a.id and l.month = ($1::date - interval '1 month')::date
-- What was a reference value or a new task stays one until somebody names a measurement.
left join measurements m on t.adoption_id is null and not coalesce(l.new_task or l.evidence = 'E0', false) and m.id = valid_measurement(a.use_case_id, w.unit_id, $1::date)
-- How the record was typed, this month's or else last month's: minutes per case, whether the task is new, and E0 where it is one.
cross join lateral (
  select case when t.adoption_id is not null then t.baseline_minutes when m.id is null then l.baseline_minutes end as baseline_minutes,
    case when t.adoption_id is not null then t.ai_minutes when m.id is null then l.ai_minutes end as ai_minutes,
    nullif(case when t.adoption_id is not null then t.new_task when m.id is null then l.new_task end, false) as new_task,
    nullif(case when t.adoption_id is not null then t.evidence when m.id is null then l.evidence end, 'E1') as evidence) y
left join carried_records c on c.adoption_id = a.id and c.month = coalesce(t.month, l.month)
where daterange(a.started_on, a.ended_on, '[]') && month_days($1::date)
order by h.code collate "C", a.code collate "C"
