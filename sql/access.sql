-- Who may see and change which row. Applied whole, after the views. A transaction takes on its viewer's role (roles.sql) and says whose account it is
-- (tedori.account_id); without a role nothing is permitted, without an account that has such a mandate there are no rows. The owner of the record, who
-- migrates it and works on the command line, is not bound by this.

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

-- What may be executed: nothing, unless it is said here. Functions that only calculate are anybody's; what keeps the books runs with the owner's rights.
do $$
declare
  f record;
begin
  for f in
    select p.oid::regprocedure as name, p.prorettype = 'trigger'::regtype or p.proname in ('touch', 'settle', 'current_change', 'take_statistics', 'part_people', 'part_minutes', 'part_categories', 'flags', 'adopter_month') as keeps_books,
      p.proname in ('begin_sign_in', 'begin_session', 'begin_claimed_session', 'resume_session', 'end_session', 'change_role', 'resume_token', 'invited', 'accept_invitation') as is_gate, p.provolatile = 'i' as calculates
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('revoke execute on function %s from public', f.name);
    if f.calculates then execute format('grant execute on function %s to public', f.name); end if;
    if f.is_gate then execute format('grant execute on function %s to tedori_gate', f.name); end if;
    if f.keeps_books or f.is_gate then execute format('alter function %s security definer set search_path = public, pg_temp', f.name); end if;
  end loop;
end $$;

revoke all on schema public from public;
grant usage on schema public to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff, tedori_administrator, tedori_auditor, tedori_gate;

do $$
declare
  name text;
  old record;
  everybody constant text := 'tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff, tedori_administrator, tedori_auditor';
  lists constant text[] := array['units', 'unit_versions', 'unit_periods', 'grades', 'courses', 'areas', 'tools', 'tasks', 'use_cases', 'measurements', 'categories', 'schemes',
    'scheme_units', 'indicators'];
  codes constant text[] := array['grades', 'areas', 'categories', 'indicators'];
  -- A person's rows, by the person they are of.
  personal constant jsonb := '{"staff": "person_id", "posts": "staff_person(staff_id)", "post_periods": "person_id", "leaves": "staff_person(staff_id)",
    "training_records": "staff_person(staff_id)", "usage_days": "staff_person(staff_id)"}';
  derived constant text[] := array['unit_periods', 'post_periods'];
  kept constant text[] := array['changes', 'audit_rows', 'seals', 'touched', 'settlements', 'rolled_months', 'stale_marks', 'rollup_people', 'rollup_minutes', 'rollup_categories',
    'migrations'];
begin
  for old in select p.polname, p.polrelid::regclass as of_table from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = 'public'::regnamespace loop
    execute format('drop policy %I on %s', old.polname, old.of_table);
  end loop;
  for name in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') loop
    execute format('revoke all on %I from public, %s, tedori_gate', name, everybody);
  end loop;
  for name in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') loop
    execute format('alter table %I enable row level security', name);
    -- Auditors read all of the record and its trail, but nobody's secrets.
    if name <> all (array['accounts', 'sessions', 'tokens', 'invitations']) then
      execute format('grant select on %I to tedori_auditor', name);
      execute format('create policy auditor on %I for select to tedori_auditor using ((select viewing()))', name);
    end if;
  end loop;
  foreach name in array lists loop
    execute format('grant select on %I to %s', name, everybody);
    execute format('create policy listed on %I for select to %s using ((select viewing()))', name, replace(everybody, ', tedori_auditor', ''));
  end loop;
  foreach name in array lists || array(select jsonb_object_keys(personal)) || array['adoptions', 'awards', 'indicator_values'] loop
    execute format('grant select on %I to tedori_hr, tedori_hr_unnamed', name);
    if name <> all (derived) then
      execute format('grant insert, update, delete on %I to tedori_hr, tedori_hr_unnamed', name);
      execute format('create policy hr on %I to tedori_hr, tedori_hr_unnamed using ((select viewing())) with check ((select viewing()))', name);
    elsif name <> all (lists) then
      execute format('create policy hr on %I for select to tedori_hr, tedori_hr_unnamed using ((select viewing()))', name);
    end if;
  end loop;
  foreach name in array codes loop
    execute format('grant insert, update, delete on %I to tedori_administrator', name);
    execute format('create policy administrator on %I to tedori_administrator using ((select viewing())) with check ((select viewing()))', name);
  end loop;
  for name in select jsonb_object_keys(personal) loop
    execute format('grant select on %I to tedori_staff', name);
    execute format('create policy own on %I for select to tedori_staff using (%s = (select viewer_person()))', name, personal ->> name);
  end loop;
end $$;

-- The account: named minutes for HR, a unit's own for its department, one's own for oneself.
-- Who is one person is derived, never entered.
revoke insert, update on staff from tedori_hr, tedori_hr_unnamed;
grant insert (id, staff_no, name, kana, former_name, email, joined_on, left_on, previous_id), update (staff_no, name, kana, former_name, email, joined_on, left_on, previous_id)
  on staff to tedori_hr, tedori_hr_unnamed;
grant select, insert, update, delete on time_records, redirections to tedori_hr, tedori_hr_unnamed, tedori_clerk;
-- A department reads claims one by one only where it confirms them; its figures are those that were frozen and tested for small groups.
grant select on adoptions, redirections to tedori_department, tedori_clerk, tedori_staff;
grant select on time_records to tedori_clerk, tedori_staff;
-- The account of the own rows.
grant select on account to tedori_staff;
grant insert, update on adoptions to tedori_clerk;
grant update (confirmed_by_id, confirmed_on) on redirections to tedori_department;
create policy hr on time_records to tedori_hr using ((select viewing())) with check ((select viewing()));
create policy hr on redirections to tedori_hr using ((select viewing())) with check ((select viewing()));
create policy unnamed on time_records to tedori_hr_unnamed
  using ((select viewing()) and adoption_unit(adoption_id) is not null) with check ((select viewing()) and adoption_unit(adoption_id) is not null);
create policy unnamed on redirections to tedori_hr_unnamed
  using ((select viewing()) and adoption_unit(adoption_id) is not null) with check ((select viewing()) and adoption_unit(adoption_id) is not null);
-- The units of the scope are hashed once, so that the climb is spared for all others.
create policy department on adoptions for select to tedori_department, tedori_clerk
  using (unit_id in (select s.unit_id from viewer_scope() s) and in_scope(unit_id, daterange(started_on, ended_on, '[]')));
create policy department on redirections for select to tedori_department using (may_confirm(adoption_unit(adoption_id), month));
create policy confirmation on redirections for update to tedori_department
  using (may_confirm(adoption_unit(adoption_id), month))
  with check (may_confirm(adoption_unit(adoption_id), month) and (confirmed_by_id is null and confirmed_on is null or staff_person(confirmed_by_id) = (select viewer_person()) and confirmed_on = current_date));
-- Whoever has the unit now changes its adoptions; what ended before a reorganisation stays with whoever had it then.
create policy clerk_takes_up on adoptions for insert to tedori_clerk with check (enters_adoption(unit_id, ended_on));
create policy clerk_changes on adoptions for update to tedori_clerk using (enters_adoption(unit_id, ended_on)) with check (enters_adoption(unit_id, ended_on));
create policy clerk on time_records to tedori_clerk
  using (in_scope(adoption_unit(adoption_id), month_days(month))) with check (in_scope(adoption_unit(adoption_id), month_days(month)));
create policy clerk on redirections to tedori_clerk
  using (in_scope(adoption_unit(adoption_id), month_days(month))) with check (in_scope(adoption_unit(adoption_id), month_days(month)) and confirmed_by_id is null);
-- A clerk knows who has confirmed what stands on the own sheet, and so keeps it confirmed where nothing changes.
grant select (id, staff_no, name, person_id) on staff to tedori_clerk;
create policy confirmers on staff for select to tedori_clerk using (exists (select from redirections d where d.confirmed_by_id = staff.id));
create policy own on adoptions for select to tedori_staff using (staff_person(staff_id) = (select viewer_person()));
create policy own on time_records for select to tedori_staff using (adoption_person(adoption_id) = (select viewer_person()));
create policy own on redirections for select to tedori_staff using (adoption_person(adoption_id) = (select viewer_person()));

grant select on awards, indicator_values to tedori_department;
grant select on awards to tedori_staff;
create policy own on awards for select to tedori_staff using (staff_person(staff_id) = (select viewer_person()));
create policy department on awards for select to tedori_department using (unit_id is not null and in_scope(unit_id, daterange(awarded_on, awarded_on, '[]')));
create policy department on indicator_values for select to tedori_department using (in_scope(unit_id, month_days(month)));

-- Accounts: the administrator's, but for their secrets; everybody has the own.
grant select (id, login, name, staff_id, issuer, subject, created_at, revoked_at), insert (login, name, staff_id, issuer, subject), update (name, staff_id, issuer, subject, revoked_at)
  on accounts to tedori_administrator;
grant select (id, login, name, staff_id, issuer, subject, created_at, revoked_at) on accounts to tedori_auditor;
grant select (id, login, name, staff_id, created_at, revoked_at) on accounts to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff;
create policy administrator on accounts to tedori_administrator using ((select viewing())) with check ((select viewing()) and id <> (select viewer()));
create policy auditor on accounts for select to tedori_auditor using ((select viewing()));
create policy own on accounts for select to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff using (id = (select viewer()) and (select viewing()));
grant select, insert, update (valid_to) on mandates to tedori_administrator;
grant select on mandates to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff;
-- Nobody gives oneself a role.
create policy administrator on mandates to tedori_administrator using ((select viewing())) with check ((select viewing()) and account_id <> (select viewer()));
create policy own on mandates for select to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff
  using (account_id = (select viewer()) and (select viewing()));

do $$
declare
  everybody constant text := 'tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff, tedori_administrator, tedori_auditor';
begin
  execute format('grant select (account_id, role, began_at, seen_at, ended_at), update (ended_at) on sessions to %s', everybody);
  execute format('create policy own on sessions to %s using (account_id = (select viewer()) and (select viewing())) with check (ended_at is not null)', everybody);
  execute format('grant select (id, account_id, role, title, created_at, expires_at, used_at, revoked_at), update (revoked_at) on tokens to %s', everybody);
  execute format('create policy own on tokens to %s using (account_id = (select viewer()) and (select viewing())) with check (revoked_at is not null)', everybody);
  execute format('grant select on settings to %s', everybody);
  execute format('create policy listed on settings for select to %s using ((select viewing()))', replace(everybody, ', tedori_auditor', ''));
  execute format('grant execute on function viewing(), viewer(), viewer_person(), viewer_mandates(), viewer_scope(), in_scope(bigint, daterange), enters_adoption(bigint, date), may_confirm(bigint, date), look_at(bigint[], text), account_name(bigint), account_login(bigint),
    adoption_unit(bigint), adoption_person(bigint), staff_person(bigint), staff_number(bigint), report_parts(date, bigint), month_tree(date), unit_under(bigint, bigint, date), settle(), sees_named_time(), is_referred_to(regclass, name, bigint) to %s', everybody);
end $$;
grant select (id, account_id, role, title, created_at, expires_at, used_at, revoked_at), update (revoked_at) on tokens to tedori_administrator;
create policy administrator on tokens to tedori_administrator using ((select viewing())) with check ((select viewing()) and revoked_at is not null);
grant insert on invitations to tedori_administrator;
create policy administrator on invitations for insert to tedori_administrator with check ((select viewing()));
grant select on sign_ins to tedori_administrator;
create policy administrator on sign_ins for select to tedori_administrator using ((select viewing()));
grant update (confirmation_days, reporting_days, idle_minutes, session_hours, retention_years) on settings to tedori_administrator;
create policy administrator on settings for update to tedori_administrator using ((select viewing())) with check ((select viewing()));

-- Oversight.
grant select on looks to tedori_staff, tedori_hr, tedori_hr_unnamed;
create policy own on looks for select to tedori_staff using (person_id = (select viewer_person()));
create policy looked on looks for select to tedori_hr, tedori_hr_unnamed using (account_id = (select viewer()) and (select viewing()));
grant select on corrections to tedori_staff, tedori_hr, tedori_hr_unnamed;
grant insert (person_id, asked_by_id, text) on corrections to tedori_staff;
grant update (answer, answered_by_id, answered_at) on corrections to tedori_hr, tedori_hr_unnamed;
create policy own on corrections for select to tedori_staff using (person_id = (select viewer_person()));
create policy asking on corrections for insert to tedori_staff with check (person_id = (select viewer_person()) and asked_by_id = (select viewer()));
create policy hr on corrections for select to tedori_hr, tedori_hr_unnamed using ((select viewing()));
create policy answering on corrections for update to tedori_hr, tedori_hr_unnamed using ((select viewing())) with check ((select viewing()) and answered_by_id = (select viewer()));
grant select on named_exports to tedori_hr;
grant insert (kind, asked_by_id, reason) on named_exports to tedori_hr;
create policy hr on named_exports for select to tedori_hr using ((select viewing()));
create policy asking on named_exports for insert to tedori_hr with check ((select viewing()) and asked_by_id = (select viewer()));
grant execute on function approve_named_export(bigint), take_named_export(bigint) to tedori_hr;

-- Cases that were timed: a clerk's are those of the own units. Once they have gone into a measurement they stay.
grant select, delete on timed_cases to tedori_hr, tedori_hr_unnamed, tedori_clerk;
grant insert (use_case_id, unit_id, account_id, key, with_ai, is_timed, minutes, verify_minutes, rework_minutes) on timed_cases to tedori_hr, tedori_hr_unnamed, tedori_clerk;
grant update (measurement_id) on timed_cases to tedori_hr, tedori_hr_unnamed;
create policy hr on timed_cases for select to tedori_hr, tedori_hr_unnamed using ((select viewing()));
create policy timing on timed_cases for insert to tedori_hr, tedori_hr_unnamed with check ((select viewing()) and account_id = (select viewer()));
create policy measuring on timed_cases for update to tedori_hr, tedori_hr_unnamed using ((select viewing())) with check ((select viewing()));
create policy undoing on timed_cases for delete to tedori_hr, tedori_hr_unnamed using ((select viewing()) and measurement_id is null);
create policy clerk on timed_cases for select to tedori_clerk using (in_scope(unit_id, daterange(timed_on, timed_on, '[]')));
create policy clerk_times on timed_cases for insert to tedori_clerk with check (account_id = (select viewer()) and in_scope(unit_id, daterange(timed_on, timed_on, '[]')));
create policy clerk_undoes on timed_cases for delete to tedori_clerk using (account_id = (select viewer()) and measurement_id is null);
-- The import room: one's own files, and for HR everybody's. They are worked on with the rights of whoever has uploaded them.
do $$
declare
  name text;
  importers constant text := 'tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_administrator';
begin
  execute format('grant select, insert (account_id, role, file_name, byte_count, kind, encoding, language, state, understood),
    update (kind, encoding, language, state, failure, understood, notes, months, created, updated, unchanged, refused, problems, refuses_all, change_id, finished_at) on uploads to %s', importers);
  execute format('create policy own on uploads to %s using (account_id = (select viewer()) and (select viewing())) with check (account_id = (select viewer()) and (select viewing()))', importers);
  foreach name in array array['upload_pieces', 'upload_problems', 'upload_work'] loop
    execute format('grant select, insert, update, delete on %I to %s', name, importers);
    execute format('create policy own on %I to %s using (exists (select from uploads u where u.id = upload_id)) with check (exists (select from uploads u where u.id = upload_id))', name, importers);
  end loop;
end $$;
create policy hr on uploads to tedori_hr using ((select viewing())) with check ((select viewing()));
grant execute on function undo_upload(bigint) to tedori_hr, tedori_hr_unnamed, tedori_administrator;

-- What was answered to one's own requests.
grant select, insert on answered_requests to tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_administrator;
create policy own on answered_requests to tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_administrator
  using (account_id = (select viewer()) and role_of(role) = current_setting('role') and (select viewing()))
  with check (account_id = (select viewer()) and role_of(role) = current_setting('role') and (select viewing()));

-- Decisions on claims: the head's, read by the unit's clerk; nobody changes them afterwards.
grant select on claim_decisions to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk;
grant insert (unit_id, month, category_id, decision, reason, claimed_minutes, minutes, state, decided_by_id) on claim_decisions to tedori_department;
create policy hr on claim_decisions for select to tedori_hr, tedori_hr_unnamed using ((select viewing()));
create policy department on claim_decisions for select to tedori_department, tedori_clerk using (in_scope(unit_id, month_days(month)));
create policy deciding on claim_decisions for insert to tedori_department with check (may_confirm(unit_id, month) and decided_by_id = (select viewer()));
grant execute on function claims_to_confirm(date), months_to_confirm(), reduce_claims(bigint, date, bigint, integer) to tedori_department;

-- A head's comment is the own unit's, and read by whoever reads that unit's report.
grant select on unit_comments to tedori_hr, tedori_hr_unnamed, tedori_leadership, tedori_department;
grant insert (unit_id, month, text, written_by_id) on unit_comments to tedori_department;
create policy published on unit_comments for select to tedori_hr, tedori_hr_unnamed, tedori_leadership using ((select viewing()));
create policy department on unit_comments for select to tedori_department using (in_scope(unit_id, month_days(month)));
create policy commenting on unit_comments for insert to tedori_department
  with check (written_by_id = (select viewer()) and exists (select from viewer_mandates() m where m.unit_id = unit_comments.unit_id and m.allowed && month_days(unit_comments.month)));

-- A head takes up for units of the own scope what others use already; how it goes on is the clerk's.
grant insert (code, unit_id, use_case_id, started_on, copied_from_id) on adoptions to tedori_department;
create policy head_takes_up on adoptions for insert to tedori_department with check (unit_id is not null and started_on = current_date and in_scope(unit_id, daterange(started_on, started_on, '[]')));
grant usage on sequence adoptions_id_seq to tedori_department;
grant execute on function copyable_use_cases(bigint), copy_source(bigint) to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk;

-- Snapshots hold nothing that is withheld. A head reads the own unit and what is under it, as the tree was in the month, and the whole organisation to compare with.
do $$
declare
  name text;
  readers constant text := 'tedori_leadership, tedori_hr, tedori_hr_unnamed';
begin
  foreach name in array array['snapshots', 'snapshot_labels', 'snapshot_units'] loop
    execute format('grant select on %I to %s, tedori_department', name, readers);
    execute format('create policy published on %I for select to %s using ((select viewing()))', name, readers);
    if name <> 'snapshot_units' then execute format('create policy department on %I for select to tedori_department using ((select viewing()))', name); end if;
  end loop;
end $$;
create policy department on snapshot_units for select to tedori_department
  using (unit_id is null and (select viewing()) or path && (select array(select m.unit_id from viewer_mandates() m where m.allowed = '(,)')));
create policy former on snapshot_units for select to tedori_department
  using ((select exists (select from viewer_mandates() m where m.allowed <> '(,)'))
    and path && array(select m.unit_id from viewer_mandates() m where m.allowed <> '(,)' and m.allowed && month_days(month)));
grant execute on function snapshot_parts(date, text), snapshot_group(date, text) to tedori_leadership, tedori_hr, tedori_hr_unnamed, tedori_department, tedori_auditor;
grant execute on function freeze_month(date), due_months() to tedori_hr, tedori_hr_unnamed;

-- Excel and the like: what the account of the login's name would read in the snapshots, through the views of the schema report. No setting can say who it is.
do $$
declare
  name text;
begin
  for name in select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'report') and c.relkind in ('r', 'p', 'v') loop
    execute format('revoke all on %s from tedori_report', name);
  end loop;
  foreach name in array array['snapshots', 'snapshot_labels', 'snapshot_units'] loop
    execute format('grant select on %I to tedori_report', name);
  end loop;
end $$;
create policy report on snapshots for select to tedori_report using ((select reads_all_reports() or reads_reports_on() <> '{}'));
create policy report on snapshot_labels for select to tedori_report using ((select reads_all_reports() or reads_reports_on() <> '{}'));
create policy report on snapshot_units for select to tedori_report
  using ((select reads_all_reports()) or path && (select reads_reports_on()) or unit_id is null and (select reads_reports_on() <> '{}'));
grant execute on function reads_all_reports(), reads_reports_on() to tedori_report;
grant usage on schema report to tedori_report;
grant select on all tables in schema report to tedori_report;

-- Live figures: HR and auditors see the account as it stands. Nobody else, HR without named minutes included: a figure of one person is that person's.
grant execute on function part_people(date, bigint), part_minutes(date, bigint), part_categories(date, bigint), flags(date) to tedori_hr, tedori_auditor;
grant execute on function clerks_today() to tedori_hr, tedori_hr_unnamed;
-- What an import and a sheet ask beside the tables.
grant execute on function adopter_month(bigint, date) to tedori_hr, tedori_hr_unnamed;
grant usage on all sequences in schema public to tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_administrator, tedori_staff;
grant execute on function take_statistics(regclass, bigint) to tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_administrator;
grant execute on function last_unit(bigint, date), valid_measurement(bigint, bigint, date), people_at(bigint[], date) to tedori_hr, tedori_hr_unnamed, tedori_clerk;
grant select on account, carried_records to tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_auditor;
grant select on post_days to tedori_hr, tedori_hr_unnamed, tedori_auditor;
-- Who sees all staff looks for some of them.
grant execute on function people_sought(text, integer) to tedori_hr, tedori_hr_unnamed, tedori_auditor;
