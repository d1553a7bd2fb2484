-- One adopter's month, for whoever enters it: how much of it there is.

create or replace function adopter_month(p_adoption bigint, p_month date) returns table (net bigint, redirected bigint, contracted bigint)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  person constant bigint := adoption_person(p_adoption);
  unit constant bigint := adoption_unit(p_adoption);
  persons bigint[] := array[person];
begin
  perform require_viewer();
  -- Minutes of a named person aren't for those who work without them.
  if person is not null and current_setting('role') = 'tedori_hr_unnamed' then return; end if;
  if unit is not null then
    persons := array(select distinct p.person_id from month_posts(p_month) p where p.is_primary and unit_under(p.unit_id, unit, p_month));
  end if;
  return query
  select coalesce(sum(c.net), 0)::bigint,
    coalesce(sum((select sum(d.minutes) from redirections d where d.adoption_id = c.adoption_id and d.month = p_month)), 0)::bigint,
    -- As the caps count it: whoever has the last primary post of the month in the unit or under it.
    coalesce((select sum(k.minutes) from contracted_minutes(p_month, persons) k where unit is null or unit_under(k.unit_id, unit, p_month)), 0)::bigint
  from account c
  where c.month = p_month and c.evidence > 0
    and c.adoption_id in (select a.id from adoptions a left join staff s on s.id = a.staff_id where a.unit_id = unit or s.person_id = person);
end $$;
comment on function adopter_month is 'Net and redirected minutes of all adoptions of one adopter in a month, and the contracted minutes that they are measured by.';
