-- Contracted minutes of a month, the measure of the caps.

create or replace function contracted_minutes(p_month date, p_persons bigint[]) returns table (person_id bigint, unit_id bigint, minutes bigint)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
  with primary_days as (
    select d.person_id, d.unit_id, d.contracted_minutes, d.period from month_posts(p_month) d where d.is_primary and d.person_id = any (p_persons)),
  away as (
    select s.person_id, range_agg(daterange(l.valid_from, l.valid_to, '[]')) as days
    from leaves l join staff s on s.id = l.staff_id
    where s.person_id = any (p_persons) and daterange(l.valid_from, l.valid_to, '[]') && month_days(p_month)
    group by s.person_id),
  last_units as (
    select distinct on (p.person_id) p.person_id, p.unit_id from primary_days p order by p.person_id, p.period desc)
  select p.person_id, l.unit_id,
    sum(p.contracted_minutes::bigint * (upper(p.period) - lower(p.period)
      - coalesce((select sum(upper(r) - lower(r)) from unnest(a.days * datemultirange(p.period)) r), 0)))::bigint / 28
  from primary_days p
  join last_units l on l.person_id = p.person_id
  left join away a on a.person_id = p.person_id
  group by p.person_id, l.unit_id;
end $$;
comment on function contracted_minutes is 'Per person with a primary post in the month: the unit of the last one, and contracted minutes of the days in force and not on leave, rounded down.';
