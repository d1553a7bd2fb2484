-- A row an adoption in force in the month, by the section whose sheet it stands on (its unit's nearest section above it, or the unit itself).
-- $1 month: its first day; $2 unit: code, null for all: only sheets of units that are it or stand under it; $3 only the one sheet that is the unit's own. Unit: minutes, cases, persons.
with sheets as materialized (
  select s.unit_id, s.version_id, s.sheet_id from sheet_units($1::date, $2::text) s
  where not $3::boolean or s.sheet_id = (select u.id from units u where u.code = $2::text)),
-- Persons by way of the units' people: of all adoptions only those of the scope are looked at.
placed as (
  select a.id, a.unit_id from adoptions a join sheets s on s.unit_id = a.unit_id where daterange(a.started_on, a.ended_on, '[]') && month_days($1::date)
  union all
  select a.id, p.unit_id
  from people_at(array(select s.unit_id from sheets s), $1::date) p
  join staff st on st.person_id = p.person_id
  join adoptions a on a.staff_id = st.id and daterange(a.started_on, a.ended_on, '[]') && month_days($1::date))
select h.code as sheet_code, h.name as sheet_name, h.name_en as sheet_name_en, a.code as adoption_code, u.title, coalesce(un.name, st.name) as adopter, un.name_en as adopter_en,
  a.unit_id is not null as is_unit, t.users, t.cases, t.gross_minutes, case when t.adoption_id is not null then tm.code when y.is_measured then vm.code end as measurement_code,
  t.adoption_id is not null as is_recorded, t.comment,
  trim_scale(y.baseline_minutes)::text as baseline_minutes, trim_scale(y.ai_minutes)::text as ai_minutes, y.new_task, y.evidence,
  nullif(t.verify_minutes, 0) as verify_minutes, nullif(t.rework_minutes, 0) as rework_minutes, nullif(t.learn_minutes, 0) as learn_minutes, nullif(t.operate_minutes, 0) as operate_minutes,
  l.users as last_users, l.cases as last_cases, l.freed as last_freed, c.months_in_a_row, d.redirected::text as redirected, d.confirmed::text as confirmed, d.output,
  -- The measurement that the row goes by, or could: minutes per case.
  pm.code as proposed_code, pm.evidence as proposed_evidence, trim_scale(pm.baseline_minutes)::text as proposed_baseline, trim_scale(pm.ai_minutes)::text as proposed_ai,
  trim_scale(pm.verify_minutes)::text as proposed_verify, trim_scale(pm.rework_minutes)::text as proposed_rework, trim_scale(pm.learn_minutes)::text as proposed_learn,
  trim_scale(pm.operate_minutes)::text as proposed_operate,
  n.gross, n.net, n.freed,
  array(select x.code from measurements x where x.use_case_id = a.use_case_id and $1::date between x.first_month and x.last_day
    and (x.unit_id is null or x.unit_id = w.unit_id or unit_under(w.unit_id, x.unit_id, $1::date)) order by x.code) as measurement_codes,
  -- What is recorded, in short: whoever changes a row says which state of it was seen.
  encode(substr(sha256(convert_to(jsonb_build_array(t.users, t.cases, tm.code, t.gross_minutes, t.baseline_minutes, t.ai_minutes, t.verify_minutes, t.rework_minutes,
    t.learn_minutes, t.operate_minutes, t.new_task, t.evidence, t.comment, d.whole)::text, 'UTF8')), 1, 12), 'hex') as state
from placed w
join adoptions a on a.id = w.id
join use_cases u on u.id = a.use_case_id
left join staff st on st.id = a.staff_id
join sheets s on s.unit_id = w.unit_id
cross join lateral (
  select n.code, v.name, v.name_en from units n join unit_periods p on p.unit_id = n.id join unit_versions v on v.id = p.version_id
  where n.id = s.sheet_id and p.period && month_days($1::date) order by p.period desc limit 1) h
left join unit_versions un on un.id = s.version_id and a.unit_id is not null
left join time_records t on t.adoption_id = a.id and t.month = $1::date
left join measurements tm on tm.id = t.measurement_id
left join account n on n.adoption_id = a.id and n.month = $1::date
left join (select r.adoption_id, r.month, r.users, x.cases, r.freed, x.baseline_minutes, x.ai_minutes, x.new_task, x.evidence
    from account r join time_records x on x.adoption_id = r.adoption_id and x.month = r.month) l
  on l.adoption_id = a.id and l.month = ($1::date - interval '1 month')::date
-- Held apart, so that it is asked once a row.
cross join lateral (select valid_measurement(a.use_case_id, w.unit_id, $1::date) as id offset 0) vi
left join measurements vm on vm.id = vi.id
left join measurements pm on pm.id = coalesce(tm.id, vm.id)
-- How the record was typed, this month's or else last month's: minutes per case, whether the task is new, and E0 where it is one.
-- What was a reference value or a new task stays one until somebody names a measurement.
cross join lateral (select t.adoption_id is null and vm.id is not null and not coalesce(l.new_task or l.evidence = 'E0', false) as is_measured) z
cross join lateral (
  select z.is_measured,
    case when t.adoption_id is not null then t.baseline_minutes when not z.is_measured then l.baseline_minutes end as baseline_minutes,
    case when t.adoption_id is not null then t.ai_minutes when not z.is_measured then l.ai_minutes end as ai_minutes,
    nullif(case when t.adoption_id is not null then t.new_task when not z.is_measured then l.new_task end, false) as new_task,
    nullif(case when t.adoption_id is not null then t.evidence when not z.is_measured then l.evidence end, 'E1') as evidence) y
cross join lateral (
  select jsonb_object_agg(g.code, d.minutes) as redirected, jsonb_object_agg(g.code, d.minutes) filter (where d.confirmed_by_id is not null) as confirmed, min(d.output) as output,
    jsonb_agg(jsonb_build_array(g.code, d.minutes, d.output, d.confirmed_by_id) order by g.code) as whole
  from redirections d join categories g on g.id = d.category_id where d.adoption_id = a.id and d.month = $1::date) d
-- Held apart, so that only the adoption's own months are numbered.
left join lateral (select c.months_in_a_row from carried_records c where c.adoption_id = a.id and c.month = coalesce(t.month, l.month) offset 0) c on true
order by h.code collate "C", a.code collate "C"
