-- Who may see and change which row. Applied whole, after the views. A transaction takes on its viewer's role (roles.sql) and says whose account it is
-- (tedori.account_id); without a role nothing is permitted, without an account that has such a mandate there are no rows. The owner of the record, who
-- migrates it and works on the command line, is not bound by this.

-- What may be executed: nothing, unless it is said here. Functions that only calculate are anybody's; what keeps the books runs with the owner's rights.
do $$
declare
  f record;
begin
  for f in
    select p.oid::regprocedure as name, p.prorettype = 'trigger'::regtype or p.proname in ('touch', 'settle', 'current_change', 'take_statistics', 'part_people', 'part_minutes', 'part_categories', 'flags', 'adopter_month', 'trial_figures') as keeps_books,
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
    'scheme_units', 'scheme_versions', 'indicators'];
  codes constant text[] := array['grades', 'areas', 'categories', 'indicators'];
  -- A person's rows, by the person they are of.
  personal constant jsonb := '{"staff": "person_id", "posts": "staff_person(staff_id)", "post_periods": "person_id", "leaves": "staff_person(staff_id)",
    "training_records": "staff_person(staff_id)", "usage_days": "staff_person(staff_id)"}';
  derived constant text[] := array['unit_periods', 'post_periods', 'scheme_versions'];
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
-- The units of the scope are hashed once, so that the climb is spared for all but those that came to it or left it.
create policy department on adoptions for select to tedori_department, tedori_clerk
  using (unit_id in (select viewer_units())
    or unit_id in (select s.unit_id from viewer_scope() s) and exists (select from viewer_scope() s where s.unit_id = adoptions.unit_id and s.period && daterange(started_on, ended_on, '[]')));
create policy department on redirections for select to tedori_department using (may_confirm(adoption_unit(adoption_id), month));
create policy confirmation on redirections for update to tedori_department
  using (may_confirm(adoption_unit(adoption_id), month))
  with check (may_confirm(adoption_unit(adoption_id), month) and (confirmed_by_id is null and confirmed_on is null or staff_person(confirmed_by_id) = (select viewer_person()) and confirmed_on = current_date));
-- Whoever has the unit now changes its adoptions; what ended before a reorganisation stays with whoever had it then.
create policy clerk_takes_up on adoptions for insert to tedori_clerk with check (enters_adoption(unit_id, ended_on));
create policy clerk_changes on adoptions for update to tedori_clerk using (enters_adoption(unit_id, ended_on)) with check (enters_adoption(unit_id, ended_on));
create policy clerk on time_records to tedori_clerk
  using (adoption_unit(adoption_id) in (select viewer_units()) or in_scope(adoption_unit(adoption_id), month_days(month))) with check (in_scope(adoption_unit(adoption_id), month_days(month)));
create policy clerk on redirections to tedori_clerk
  using (adoption_unit(adoption_id) in (select viewer_units()) or in_scope(adoption_unit(adoption_id), month_days(month))) with check (in_scope(adoption_unit(adoption_id), month_days(month)) and confirmed_by_id is null);
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
-- An administrator makes the exception, in the scheme's own row.
grant insert, update on schemes to tedori_administrator;
create policy administrator on schemes to tedori_administrator using ((select viewing())) with check ((select viewing()));
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
  execute format('grant execute on function viewing(), viewer(), viewer_person(), viewer_mandates(), viewer_scope(), viewer_units(), in_scope(bigint, daterange), enters_adoption(bigint, date), may_confirm(bigint, date), units_to_confirm(date), look_at(bigint[], text), account_name(bigint), account_login(bigint),
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
-- How long a sheet took: whoever fills it in says so, HR reads it.
grant select on sheet_times to tedori_hr, tedori_hr_unnamed;
grant insert (unit_id, month, seconds, adoptions) on sheet_times to tedori_hr, tedori_hr_unnamed, tedori_clerk;
create policy hr on sheet_times for select to tedori_hr, tedori_hr_unnamed using ((select viewing()));
create policy filling on sheet_times for insert to tedori_hr, tedori_hr_unnamed with check ((select viewing()));
create policy clerk on sheet_times for insert to tedori_clerk with check (in_scope(unit_id, month_days(month)));
-- The import room: one's own files, and for HR everybody's. They are worked on with the rights of whoever has uploaded them.
do $$
declare
  name text;
  importers constant text := 'tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_administrator';
begin
  execute format('grant select, insert (account_id, role, file_name, byte_count, kind, encoding, state, understood),
    update (kind, encoding, state, failure, understood, notes, notes_en, months, created, updated, unchanged, refused, problems, refuses_all, change_id, finished_at) on uploads to %s', importers);
  execute format('create policy own on uploads to %s using (account_id = (select viewer()) and role_of(role) = current_setting(''role'') and (select viewing())) with check (account_id = (select viewer()) and role_of(role) = current_setting(''role'') and (select viewing()))', importers);
  foreach name in array array['upload_pieces', 'upload_problems', 'upload_work'] loop
    execute format('grant select, insert, update, delete on %I to %s', name, importers);
    execute format('create policy own on %I to %s using (exists (select from uploads u where u.id = upload_id)) with check (exists (select from uploads u where u.id = upload_id and (u.account_id = viewer() or %L <> ''upload_pieces'')))', name, importers, name);
  end loop;
end $$;
create policy hr on uploads for select to tedori_hr using ((select viewing()));
create policy deciding on uploads for update to tedori_hr using ((select viewing())) with check ((select viewing()));
grant execute on function undo_upload(bigint) to tedori_hr, tedori_hr_unnamed, tedori_administrator;

-- What was answered to one's own requests.
grant select, insert on answered_requests to tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_administrator;
create policy own on answered_requests to tedori_hr, tedori_hr_unnamed, tedori_clerk, tedori_administrator
  using (account_id = (select viewer()) and role_of(role) = current_setting('role') and (select viewing()))
  with check (account_id = (select viewer()) and role_of(role) = current_setting('role') and (select viewing()));

-- Decisions on claims: the head's, read by the unit's clerk; nobody changes them afterwards.
grant select on claim_decisions to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk;
grant insert (unit_id, month, category_id, decision, reason, claimed_minutes, minutes, state, decided_by_id, claims) on claim_decisions to tedori_department;
create policy hr on claim_decisions for select to tedori_hr, tedori_hr_unnamed using ((select viewing()));
create policy department on claim_decisions for select to tedori_department, tedori_clerk using (in_scope(unit_id, month_days(month)));
create policy deciding on claim_decisions for insert to tedori_department with check (may_confirm(unit_id, month) and decided_by_id = (select viewer()));
grant execute on function claims_to_confirm(date), months_to_confirm(), reduce_claims(bigint, date, bigint, integer), restore_claims(bigint, date, bigint),
  person_claims_to_confirm(date), confirm_person_claims(bigint, date, bigint, text), release_person_claims(bigint, date, bigint) to tedori_department;

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
grant execute on function sheet_units(date, text) to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_auditor;
grant execute on function copyable_use_cases(bigint), copy_source(bigint) to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk;

-- Trials: that there is one, of what, where and from when on is no secret; its registration and results have figures of units and are HR's. All others read of a result what has none.
do $$
declare
  others constant text := 'tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff, tedori_administrator';
  name text;
begin
  foreach name in array array['trials', 'trial_units', 'trial_amendments', 'trial_results'] loop
    execute format('grant select on %I to tedori_hr', name);
    execute format('create policy hr on %I for select to tedori_hr using ((select viewing()))', name);
    execute format('create policy listed on %I for select to %s using ((select viewing()))', name, others);
  end loop;
  execute format('grant select (id, code, title, scheme_id, registered_on, registered_at, first_start, is_random, sha256) on trials to %s', others);
  execute format('grant select (trial_id, unit_id, start) on trial_units to %s', others);
  execute format('grant select (id, trial_id, text, made_at) on trial_amendments to %s', others);
  execute format('grant select (id, trial_id, look, month, computed_at, public_document) on trial_results to %s', others);
end $$;
grant insert (code, title, scheme_id, registered_on, first_start, is_random, document, sha256) on trials to tedori_hr;
grant insert (trial_id, unit_id, place, stratum, start) on trial_units to tedori_hr;
grant insert (trial_id, text, made_by) on trial_amendments to tedori_hr;
grant insert (trial_id, look, month, document, public_document, sha256) on trial_results to tedori_hr;
create policy registering on trials for insert to tedori_hr with check ((select viewing()) and registered_on = current_date);
create policy registering on trial_units for insert to tedori_hr with check ((select viewing()));
create policy amending on trial_amendments for insert to tedori_hr with check ((select viewing()) and made_by = account_login((select viewer())));
create policy looking on trial_results for insert to tedori_hr with check ((select viewing()));
grant execute on function trial_figures(bigint[], date, date), trial_members(bigint[], date) to tedori_hr, tedori_auditor;

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
grant execute on function part_people(date, bigint), part_minutes(date, bigint), part_categories(date, bigint), whole_months(date, integer), whole_units(date, bigint[]), flags(date) to tedori_hr, tedori_auditor;
grant execute on function free_adoption_code(text) to tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk;
grant select on outlasting_adoptions to tedori_hr, tedori_hr_unnamed, tedori_department;
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
