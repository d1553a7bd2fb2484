-- Monthly sheets: whose adoptions stand on them, and who fills them in. With the owner's rights: nobody else reads posts and mandates for it.

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
