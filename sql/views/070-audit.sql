-- The audit trail: what every statement changed, in its own transaction, and the chain that seals it.

create or replace function current_change() returns bigint language plpgsql as $$
declare
  change bigint := nullif(current_setting('tedori.change_id', true), '');
begin
  if change is null then
    insert into changes (actor) values (coalesce(nullif(current_setting('tedori.actor', true), ''), session_user)) returning id into change;
    perform set_config('tedori.change_id', change::text, true);
  end if;
  return change;
end $$;
comment on function current_change is 'The id of the transaction in the audit trail; begins one where there is none.';

create or replace function audit_image(p_table text, p_row jsonb) returns jsonb language sql immutable parallel safe
return jsonb_strip_nulls(
  case p_table when 'staff' then p_row - 'person_id' when 'accounts' then p_row - 'password_hash' when 'tokens' then p_row - 'hash' - 'used_at'
    when 'invitations' then p_row - 'hash' when 'uploads' then p_row - 'understood' else p_row end);
comment on function audit_image is 'A row as the audit trail keeps it: without empty columns, without who is one person, which is derived, without what opens an account, and without the first rows of an uploaded file.';

create or replace function audit_inserted() returns trigger language plpgsql as $$
begin
  if exists (select from new_rows) then
    insert into audit_rows (change_id, table_name, reason, after)
    select c.id, tg_table_name, c.reason, audit_image(tg_table_name, to_jsonb(n))
    from new_rows n, (select current_change() as id, nullif(current_setting('tedori.reason', true), '') as reason) c;
  end if;
  return null;
end $$;
comment on function audit_inserted is 'Writes an audit row for each new row.';

create or replace function audit_updated() returns trigger language plpgsql set enable_nestloop = off as $$
begin
  -- The plan is made for the rows of the first call, mostly none: a loop would stay in it for a million. Both transition tables hold the rows in the order in which they were changed.
  insert into audit_rows (change_id, table_name, reason, before, after)
  select current_change(), tg_table_name, nullif(current_setting('tedori.reason', true), ''), p.before, p.after
  from (select audit_image(tg_table_name, to_jsonb(o)) as before, row_number() over () as place from old_rows o) b
  join (select audit_image(tg_table_name, to_jsonb(n)) as after, row_number() over () as place from new_rows n) a using (place)
  cross join lateral (select b.before, a.after) p
  where p.before <> p.after;
  return null;
end $$;
comment on function audit_updated is 'Writes an audit row for each row that really changed.';

create or replace function audit_deleted() returns trigger language plpgsql as $$
begin
  if exists (select from old_rows) then
    insert into audit_rows (change_id, table_name, reason, before)
    select c.id, tg_table_name, c.reason, audit_image(tg_table_name, to_jsonb(o))
    from old_rows o, (select current_change() as id, nullif(current_setting('tedori.reason', true), '') as reason) c;
  end if;
  return null;
end $$;
comment on function audit_deleted is 'Writes an audit row for each row taken back.';

create or replace function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only ever added to' using errcode = 'TD003';
end $$;
comment on function refuse_rewriting is 'Refuses changes of the audit trail.';

create or replace function refuse_truncation() returns trigger language plpgsql as $$
begin
  raise exception 'rows are taken back one by one: truncation would pass by the account and the audit trail' using errcode = 'TD003';
end $$;
comment on function refuse_truncation is 'Refuses to empty a table of the record.';

do $$
declare
  name text;
begin
  foreach name in array array['units', 'unit_versions', 'grades', 'staff', 'posts', 'leaves', 'courses', 'training_records', 'areas', 'tools', 'tasks', 'use_cases', 'measurements',
    'categories', 'adoptions', 'time_records', 'redirections', 'usage_days', 'schemes', 'scheme_units', 'awards', 'indicators', 'indicator_values',
    'accounts', 'mandates', 'tokens', 'invitations', 'settings', 'corrections', 'named_exports', 'snapshots',
    'uploads', 'timed_cases', 'claim_decisions', 'draw_seed', 'unit_comments',
    'trials', 'trial_units', 'trial_amendments', 'trial_results']
  loop
    execute format('create or replace trigger audit_inserted after insert on %I referencing new table as new_rows for each statement execute function audit_inserted()', name);
    execute format('create or replace trigger audit_updated after update on %I referencing old table as old_rows new table as new_rows for each statement execute function audit_updated()', name);
    execute format('create or replace trigger audit_deleted after delete on %I referencing old table as old_rows for each statement execute function audit_deleted()', name);
    execute format('create or replace trigger refuse_truncation before truncate on %I for each statement execute function refuse_truncation()', name);
  end loop;
  foreach name in array array['changes', 'audit_rows', 'seals'] loop
    execute format('create or replace trigger refuse_rewriting before update or delete or truncate on %I for each statement execute function refuse_rewriting()', name);
  end loop;
end $$;

create or replace function change_digest(p_change bigint) returns table (row_count bigint, digest bytea) language sql stable
begin atomic
  select (select count(*) from audit_rows r where r.change_id = c.id),
    sha256(convert_to(jsonb_build_array(c.id, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), c.actor)::text, 'UTF8')
      || coalesce((select string_agg(sha256(convert_to(jsonb_build_array(r.id, r.table_name, r.reason, r.before, r.after)::text, 'UTF8')), ''::bytea order by r.id)
                   from audit_rows r where r.change_id = c.id), ''))
  from changes c where c.id = p_change;
end;
comment on function change_digest is 'The digest of a change and of its audit rows in their order.';

create or replace function seal_changes() returns bigint language plpgsql as $$
declare
  last seals;
  change record;
  sealed bigint := 0;
begin
  -- One sealer at a time. All that is visible and not linked yet was committed after the last run: the chain is in commit order.
  perform pg_advisory_xact_lock(hashtext('tedori.seals'));
  select * into last from seals order by id desc limit 1;
  for change in
    select c.id, d.row_count, d.digest from changes c cross join lateral change_digest(c.id) d
    where not exists (select from seals s where s.change_id = c.id) order by c.id
  loop
    insert into seals (id, change_id, row_count, digest, hash)
    values (coalesce(last.id, 0) + 1, change.id, change.row_count, change.digest, sha256(coalesce(last.hash, ''::bytea) || change.digest))
    returning * into last;
    sealed := sealed + 1;
  end loop;
  return sealed;
end $$;
comment on function seal_changes is 'Links the changes that were committed since the last run into the chain; answers how many.';

create or replace function broken_seals() returns table (seal_id bigint, fault text) language sql stable
begin atomic
  select s.id, case
    when s.id <> s.place then 'a link is missing before this one'
    when d.digest is null then 'the change is gone'
    when d.row_count <> s.row_count then 'audit rows were added or removed'
    when d.digest <> s.digest then 'the change or its audit rows were altered'
    else 'the link does not follow from the one before' end
  from (select s.*, row_number() over (order by s.id) as place, lag(s.hash) over (order by s.id) as before from seals s) s
  left join lateral change_digest(s.change_id) d on true
  where s.id <> s.place or d.digest is null or d.row_count <> s.row_count or d.digest <> s.digest
     or s.hash <> sha256(coalesce(s.before, ''::bytea) || s.digest)
  union all
  select null, 'audit rows belong to no change' where exists (select from audit_rows r where not exists (select from changes c where c.id = r.change_id));
end;
comment on function broken_seals is 'Links of the chain that do not hold, each with what is wrong.';
