-- Monthly sheets: whose adoptions stand on them, and who fills them in. With the owner's rights: nobody else reads posts and mandates for it.

-- Down from the unit, so that a section's page doesn't ask for the whole tree.
create or replace function sheet_units(p_month date, p_unit text) returns table (unit_id bigint, version_id bigint, sheet_id bigint, bureau_id bigint)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  days constant daterange := month_days(p_month);
  top constant bigint := (select u.id from units u where u.code = p_unit);
  above bigint := top;
  section bigint;
  bureau bigint;
  step record;
begin
  while above is not null loop
    select u.parent_id, v.kind into step from unit_periods u join unit_versions v on v.id = u.version_id where u.unit_id = above and u.period && days order by u.period desc limit 1;
    if step.kind = 'section' then section := coalesce(section, above); end if;
    if step.kind = 'bureau' then bureau := coalesce(bureau, above); end if;
    above := step.parent_id;
  end loop;
  return query
  with recursive walk as (
    select u.unit_id, u.version_id, section as section_id, bureau as bureau_id
    from unit_periods u
    where u.unit_id = top and u.period && days and not exists (select from unit_periods l where l.unit_id = u.unit_id and l.period && days and l.period >> u.period)
    union all
    select u.unit_id, u.version_id, null, null
    from unit_periods u
    where p_unit is null and u.parent_id is null and u.period && days and not exists (select from unit_periods l where l.unit_id = u.unit_id and l.period && days and l.period >> u.period)
    union all
    select u.unit_id, u.version_id, case when v.kind = 'section' then u.unit_id else w.section_id end, case when v.kind = 'bureau' then u.unit_id else w.bureau_id end
    from walk w join unit_periods u on u.parent_id = w.unit_id and u.period && days join unit_versions v on v.id = u.version_id
    where not exists (select from unit_periods l where l.unit_id = u.unit_id and l.period && days and l.period >> u.period))
  select w.unit_id, w.version_id, coalesce(w.section_id, w.unit_id), w.bureau_id from walk w;
end $$;
comment on function sheet_units is 'A unit (code; null: all of them) with all under it in a month, each with the unit on whose sheet its adoptions stand (the nearest section, else itself) and its bureau.';

-- By way of the units' people, so that a sheet asks for a section's own rather than for everybody's adoptions.
create or replace function people_at(p_units bigint[], p_month date) returns table (person_id bigint, unit_id bigint)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if not sees_named_time() then return; end if;
  perform require_viewer();
  return query
  with here as (
    select distinct p.person_id from post_periods p where p.unit_id = any (p_units) and p.is_primary and p.period && month_days(p_month)),
  last_posts as (
    select distinct on (d.person_id) d.person_id, d.unit_id
    from here h join post_days d on d.person_id = h.person_id where d.is_primary and d.period && month_days(p_month) order by d.person_id, d.period desc)
  select l.person_id, l.unit_id from last_posts l where l.unit_id = any (p_units);
end $$;
comment on function people_at is 'Whose last primary post in a month is at which of some units; nobody''s for those who don''t see named minutes.';

create or replace function clerks_today() returns table (unit_id bigint, names text[], logins text[])
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform require_viewer();
  return query
  select m.unit_id, array_agg(a.name order by a.login), array_agg(a.login order by a.login)
  from mandates m join accounts a on a.id = m.account_id
  where m.role = 'clerk' and a.revoked_at is null and daterange(m.valid_from, m.valid_to, '[]') @> current_date
  group by m.unit_id;
end $$;
comment on function clerks_today is 'Who fills in sheets today, by the unit of the mandate: HR reads nobody''s mandates, but knows whom to remind.';
