-- A row a course and bureau: persons whose training ends within the next 60 days and who haven't taken the course again. Unit: persons.
-- $1 whether names are English.
with recursive climb as (
  select u.unit_id as start, u.unit_id as at, u.parent_id, v.kind, v.name, v.name_en, 0 as steps
  from unit_periods u join unit_versions v on v.id = u.version_id where u.period @> current_date
  union all
  select c.start, u.unit_id, u.parent_id, v.kind, v.name, v.name_en, c.steps + 1
  from climb c join unit_periods u on u.unit_id = c.parent_id and u.period @> current_date join unit_versions v on v.id = u.version_id where c.kind <> 'bureau'),
ending as materialized (
  select s.person_id, t.course_id, max((t.completed_on + make_interval(months => c.valid_months))::date - 1) as last_day
  from courses c
  join training_records t on t.course_id = c.id
    -- Widened by what months differ in length, so that an index finds them; the exact day is asked below.
    and t.completed_on between (current_date - make_interval(months => c.valid_months))::date - 3 and (current_date + 61 - make_interval(months => c.valid_months))::date + 3
  join staff s on s.id = t.staff_id
  where c.valid_months is not null
  group by s.person_id, t.course_id),
lasting as (
  select e.* from ending e
  where e.last_day between current_date and current_date + 60
    and not exists (
      select from staff o join training_records n on n.staff_id = o.id and n.course_id = e.course_id join courses c on c.id = n.course_id
      where o.person_id = e.person_id and (n.completed_on + make_interval(months => c.valid_months))::date - 1 > e.last_day))
select c.code || ' ' || c.title as course, coalesce(case when $1::boolean then b.name_en end, b.name) as bureau, min(l.last_day)::text as first_day, count(*)::int as count
from lasting l
join courses c on c.id = l.course_id
-- Whoever has left needs it no more.
join post_periods p on p.person_id = l.person_id and p.is_primary and p.period @> current_date
left join climb b on b.start = p.unit_id and b.kind = 'bureau'
group by c.code, c.title, b.name, b.name_en
order by c.code collate "C", count(*) desc, 2
