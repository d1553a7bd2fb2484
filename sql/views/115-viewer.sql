-- Who asks: whose account a transaction works for, as what, and what of the record is that account's. The policies of access.sql ask these; most look with the owner's rights, which a policy could not.

create or replace function viewer() returns bigint language sql stable parallel safe
return nullif(current_setting('tedori.account_id', true), '')::bigint;
comment on function viewer is 'The account for which the transaction works; null: none.';

create or replace function role_of(p_role text) returns text language sql immutable parallel safe
return 'tedori_' || case when p_role in ('head', 'ai_lead') then 'department' else p_role end;
comment on function role_of is 'The role of the database under which a mandate is used.';

create or replace function viewer_mandates() returns table (id bigint, role text, unit_id bigint, allowed daterange) language sql stable security definer set search_path = public, pg_temp
begin atomic
  select * from (
    select m.id, m.role, m.unit_id, mandate_days(m.role, m.valid_from, m.valid_to) as allowed
    from mandates m join accounts a on a.id = m.account_id
    where a.id = viewer() and a.revoked_at is null and role_of(m.role) = current_setting('role')) x
  where x.allowed is not null;
end;
comment on function viewer_mandates is 'The mandates under which the viewer''s account may use the role of the transaction, and for which days of the record.';

create or replace function viewing() returns boolean language sql stable security definer set search_path = public, pg_temp
return exists (select from viewer_mandates());
comment on function viewing is 'Whether the viewer''s account has a mandate for the role of the transaction.';

create or replace function require_viewer() returns void language plpgsql stable as $$
begin
  if current_setting('role') <> 'none' and not viewing() then raise exception 'nobody is looking' using errcode = '42501'; end if;
end $$;
comment on function require_viewer is 'Refuses a role without an account that has such a mandate: for functions that read with the owner''s rights.';

create or replace function viewer_person() returns bigint language sql stable security definer set search_path = public, pg_temp
return (select s.person_id from accounts a join staff s on s.id = a.staff_id where a.id = viewer() and exists (select from viewer_mandates()));
comment on function viewer_person is 'Which person of the record the viewer is; null: none.';

create or replace function viewer_scope() returns table (unit_id bigint, period daterange) language sql stable security definer set search_path = public, pg_temp
begin atomic
  with recursive scope as (
    select u.unit_id, u.period * m.allowed as period from viewer_mandates() m join unit_periods u on u.unit_id = m.unit_id and u.period && m.allowed
    union
    select u.unit_id, u.period * s.period from scope s join unit_periods u on u.parent_id = s.unit_id and u.period && s.period)
  select s.unit_id, s.period from scope s;
end;
comment on function viewer_scope is 'The units that the viewer''s mandates are for, with all under them, and on which days.';

-- Of most units it needn't be asked row by row on which days they are in the scope.
create or replace function viewer_units() returns setof bigint language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.unit_id from viewer_scope() s
  group by s.unit_id having range_agg(s.period) @> (select range_agg(u.period) from unit_periods u where u.unit_id = s.unit_id);
end;
comment on function viewer_units is 'The units that are in the viewer''s scope for as long as they are in force.';

-- Up from the unit rather than down from the mandate: a tree is deep by five and wide by thousands.
create or replace function in_scope(p_unit bigint, p_days daterange) returns boolean language sql stable security definer set search_path = public, pg_temp
begin atomic
  with recursive climb as (
    select u.unit_id, u.parent_id, u.period * p_days as days from unit_periods u where u.unit_id = p_unit and u.period && p_days
    union all
    select u.unit_id, u.parent_id, u.period * c.days from climb c join unit_periods u on u.unit_id = c.parent_id and u.period && c.days)
  select exists (select from climb c join viewer_mandates() m on m.unit_id = c.unit_id and m.allowed && c.days);
end;
comment on function in_scope is 'Whether a unit is in the viewer''s scope on any of the days.';

create or replace function enters_adoption(p_unit bigint, p_ended_on date) returns boolean language sql stable security definer set search_path = public, pg_temp
return in_scope(p_unit, daterange(least(p_ended_on, current_date), least(p_ended_on, current_date), '[]'));
comment on function enters_adoption is 'Whether a unit''s adoption is the viewer''s to enter: the unit is in the scope today or, where the adoption has ended, was on its last day.';

-- The nearest head above confirms: the month's own until the deadline, then whoever is head now. A month that had none is its present head's from the start.
create or replace function may_confirm(p_unit bigint, p_month date) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  month_end constant date := last_day(p_month);
  deadline constant date := month_end + (select s.confirmation_days from settings s);
  above bigint := p_unit;
  heads bigint[];
begin
  while above is not null loop
    if current_date <= deadline then
      heads := array(select a.id from mandates m join accounts a on a.id = m.account_id
        where m.unit_id = above and m.role in ('head', 'ai_lead') and a.revoked_at is null and daterange(m.valid_from, m.valid_to, '[]') @> month_end);
    end if;
    if coalesce(heads, '{}') = '{}' then
      heads := array(select a.id from mandates m join accounts a on a.id = m.account_id
        where m.unit_id = above and m.role in ('head', 'ai_lead') and a.revoked_at is null and daterange(m.valid_from, m.valid_to, '[]') @> current_date);
    end if;
    if heads <> '{}' then return viewer() = any (heads) and current_setting('role') = 'tedori_department'; end if;
    above := (select u.parent_id from unit_periods u where u.unit_id = above and u.period && month_days(p_month) order by u.period desc limit 1);
  end loop;
  return false;
end $$;
comment on function may_confirm is 'Whether the viewer confirms a unit''s redirections of a month.';

-- Down from the viewer's units to where others are heads: the same rule as above, of all units at once.
create or replace function units_to_confirm(p_month date) returns setof bigint
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  days constant daterange := month_days(p_month);
  -- null: the time of the month's own heads has passed.
  of_month constant date := (select last_day(p_month) from settings s where current_date <= last_day(p_month) + s.confirmation_days);
begin
  if current_setting('role') <> 'tedori_department' then return; end if;
  return query
  with recursive
  appointed as (
    select m.unit_id, a.id, daterange(m.valid_from, m.valid_to, '[]') @> of_month as was, daterange(m.valid_from, m.valid_to, '[]') @> current_date as is_now
    from mandates m join accounts a on a.id = m.account_id where m.role in ('head', 'ai_lead') and a.revoked_at is null),
  led as materialized (
    select p.unit_id, bool_or(p.id = viewer()) filter (where p.was) as was_mine, bool_or(p.id = viewer()) filter (where p.is_now) as is_mine
    from appointed p group by p.unit_id having bool_or(p.was) or bool_or(p.is_now)),
  mine as (
    select l.unit_id from led l where coalesce(l.was_mine, l.is_mine)
    union
    select u.unit_id
    from mine n join unit_periods u on u.parent_id = n.unit_id and u.period && days
    where not exists (select from unit_periods l where l.unit_id = u.unit_id and l.period && days and l.period >> u.period)
      and u.unit_id not in (select l.unit_id from led l))
  select m.unit_id from mine m;
end $$;
comment on function units_to_confirm is 'The units whose redirections of a month the viewer confirms, as may_confirm says of each.';

create or replace function sees_named_time() returns boolean language sql stable
return current_setting('role') in ('none', 'tedori_hr');
comment on function sees_named_time is 'Whether who asks may be told what a person''s time records say.';

create or replace function adoption_unit(p_adoption bigint) returns bigint language sql stable security definer set search_path = public, pg_temp
return (select a.unit_id from adoptions a where a.id = p_adoption);
comment on function adoption_unit is 'The unit whose own adoption it is; null: a person''s.';

create or replace function adoption_person(p_adoption bigint) returns bigint language sql stable security definer set search_path = public, pg_temp
return (select s.person_id from adoptions a join staff s on s.id = a.staff_id where a.id = p_adoption);
comment on function adoption_person is 'The person whose adoption it is; null: a unit''s own.';

create or replace function staff_person(p_staff bigint) returns bigint language sql stable security definer set search_path = public, pg_temp
return (select s.person_id from staff s where s.id = p_staff);
comment on function staff_person is 'The person of an employment.';

create or replace function staff_number(p_staff bigint) returns text language sql stable security definer set search_path = public, pg_temp
return (select s.staff_no from staff s where s.id = p_staff
  and case current_setting('role') when 'none' then true when 'tedori_hr' then viewing() when 'tedori_hr_unnamed' then viewing() when 'tedori_auditor' then viewing() else false end);
comment on function staff_number is 'The number of an employment, for whoever sees everybody''s; null for all others.';

-- A try to delete the row would say as much: so whoever may delete it is answered.
create or replace function is_referred_to(p_child regclass, p_field name, p_id bigint) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  is_one boolean;
begin
  perform require_viewer();
  if not exists (
    select from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.conrelid = p_child and a.attname = p_field
      and case current_setting('role') when 'none' then true else has_table_privilege(current_setting('role'), c.confrelid, 'delete') end)
  then raise exception 'who may not delete a row does not learn what refers to it' using errcode = '42501'; end if;
  execute format('select exists (select from %s where %I = $1)', p_child, p_field) into is_one using p_id;
  return is_one;
end $$;
comment on function is_referred_to is 'Whether rows of a table refer by a field to a row that the viewer may delete, whether or not the viewer sees them.';

-- With the owner's rights, since an index on words can't be used under row-level security: a comparison of texts might tell what it has seen.
create or replace function people_sought(p_words text, p_limit integer) returns setof bigint language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  words constant text[] := array(select '% ' || replace(replace(replace(sought(w), '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from regexp_split_to_table(p_words, '[[:space:]　]+') with ordinality x (w, place) where sought(w) <> '' order by length(sought(w)) desc, place);
begin
  perform require_viewer();
  if cardinality(words) between 1 and 8 then
    return query select s.id from staff s
      where sought_person(s.staff_no, s.name, s.kana, s.former_name, s.email) like words[1]
        and (cardinality(words) = 1 or sought_person(s.staff_no, s.name, s.kana, s.former_name, s.email) like all (words[2:]))
      limit p_limit;
  end if;
end $$;
comment on function people_sought is 'Employments with a number, name, kana, former name or address that begins with each of some words; nothing is told of them but which.';

create or replace function account_name(p_account bigint) returns text language sql stable security definer set search_path = public, pg_temp
return (select a.name from accounts a where a.id = p_account and viewing());
comment on function account_name is 'The name of an account that others see.';

create or replace function account_login(p_account bigint) returns text language sql stable security definer set search_path = public, pg_temp
return (select a.login from accounts a where a.id = p_account and (viewing() or current_setting('role') = 'none'));
comment on function account_login is 'The name under which an account stands in the audit trail.';

-- What a section is told that is too small for figures of its own: those of the nearest unit above that has some. They are published, and so tell nothing new.
-- Of time only: a head reads nothing else of the units above.
create or replace function snapshot_group(p_month date, p_unit text) returns table (code text, name text, name_en text, kind text, figures jsonb)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.code, a.name, a.name_en, a.kind, (
    select jsonb_object_agg(f.key, f.value) from jsonb_each(a.figures) f
    where f.key in ('gross', 'net', 'loss', 'freed') or f.key like '%.claimed' or f.key like '%.confirmed' or f.key ~ '^(E[0-5]|tool\..*|area\..*)\.(gross|net|freed)$')
  from snapshot_units u
  join snapshot_units a on a.month = u.month and not a.own and a.unit_id is distinct from u.unit_id and (a.unit_id is null or a.unit_id = any (u.path))
  where u.month = p_month and u.code = p_unit and not u.own and not u.figures ? 'net' and a.figures ? 'net'
    and case current_setting('role') when 'none' then true when 'tedori_department' then exists (
        select from viewer_mandates() m where m.unit_id = any (u.path) and m.allowed && month_days(p_month)) else viewing() end
  order by cardinality(a.path) desc limit 1;
end;
comment on function snapshot_group is 'The published figures of time of the nearest unit above (without code: the whole organisation) for a unit whose time is withheld, where the viewer may read on that unit.';
