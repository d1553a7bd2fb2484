-- The import room: work in the background, forgetting files, and taking an import back.

create or replace function claim_upload() returns bigint language plpgsql as $$
declare
  claimed bigint;
begin
  update upload_work w set alive_at = now(), attempts = attempts + 1, progress = 0
  where w.upload_id = (
    select x.upload_id from upload_work x where x.alive_at is null or x.alive_at < now() - interval '1 minute' order by x.upload_id limit 1 for update skip locked)
  returning w.upload_id into claimed;
  return claimed;
end $$;
comment on function claim_upload is 'Takes up the next file that is to be checked or imported and that nobody works on; null: there is none.';

create or replace function forget_uploads() returns bigint language plpgsql as $$
declare
  gone bigint;
begin
  -- What was imported in part is kept for its bad rows; what is decided on in no other way goes after 30 days.
  create temp table forgotten on commit drop as
    select u.id from uploads u
    where exists (select from upload_pieces p where p.upload_id = u.id)
      and (u.at < now() - interval '30 days' or u.state in ('discarded', 'failed') or u.state = 'imported' and u.refused = 0);
  delete from upload_pieces p using forgotten f where p.upload_id = f.id;
  get diagnostics gone = row_count;
  delete from upload_problems p using forgotten f where p.upload_id = f.id;
  delete from upload_work w using forgotten f where w.upload_id = f.id;
  update uploads u set understood = null, state = case when u.state in ('unknown', 'checking', 'checked', 'importing') then 'discarded' else u.state end,
    finished_at = coalesce(u.finished_at, now())
  from forgotten f where u.id = f.id;
  drop table forgotten;
  return gone;
end $$;
comment on function forget_uploads is 'Forgets the bytes, first rows and problems of files that are done with or older than 30 days; answers how many pieces.';

-- With the owner's rights: the audit trail is nobody else's to read, and it knows which rows the import wrote.
create or replace function undo_upload(p_upload bigint) returns table (table_name text, row_now jsonb, row_then jsonb) language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  upload uploads;
  step record;
  keys text;
  same_key text;
  fields text;
  changed bigint := 0;
  found_now bigint;
begin
  if not viewing() then raise exception 'nobody is looking' using errcode = '42501'; end if;
  select * into upload from uploads u where u.id = p_upload for update;
  if upload.id is null or not (current_setting('role') = 'tedori_hr' or upload.account_id = viewer() and role_of(upload.role) = current_setting('role') and current_setting('role') in ('tedori_hr_unnamed', 'tedori_administrator')) then
    raise exception 'not this one''s to undo' using errcode = '42501';
  end if;
  if upload.state <> 'imported' or upload.undone_at is not null or upload.change_id is null then raise exception 'nothing to undo' using errcode = 'TD010'; end if;
  -- Whoever uploads writes which change it was, and might name another's: the import's own is the one in which it was done.
  if not exists (
    select from audit_rows a
    where a.change_id = upload.change_id and a.table_name = 'uploads' and a.after @> jsonb_build_object('id', p_upload, 'state', 'imported') and a.before ->> 'state' = 'importing')
  then raise exception 'not the change of this import' using errcode = '42501'; end if;
  perform set_config('tedori.reason', '取込み ' || p_upload || ' の取消し', true);
  create temp table if not exists standing_in_the_way (table_name text, row_now jsonb, row_then jsonb) on commit drop;
  truncate standing_in_the_way;
  for step in
    -- What one statement did to one table is undone by one statement, in the reverse order: rows may refer to each other.
    select r.table_name as name, r.what, min(r.id) as first, max(r.id) as last from (
      select a.id, a.table_name, a.what, row_number() over (order by a.id) - row_number() over (partition by a.table_name, a.what order by a.id) as run
      from (select x.id, x.table_name, case when x.before is null then 'insert' when x.after is null then 'delete' else 'update' end as what
        from audit_rows x where x.change_id = upload.change_id and x.table_name <> 'uploads') a) r
    group by r.table_name, r.what, r.run order by min(r.id) desc
  loop
    select string_agg(format('%I', a.attname), ', ' order by a.attnum), string_agg(format('t.%1$I = k.%1$I', a.attname), ' and ') into keys, same_key
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) where i.indrelid = step.name::regclass and i.indisprimary;
    -- Who is one person is derived, and so are generated columns.
    select string_agg(format('%I', a.attname), ', ' order by a.attnum) into fields
    from pg_attribute a
    where a.attrelid = step.name::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and not (step.name = 'staff' and a.attname = 'person_id');
    execute format(
      'insert into standing_in_the_way select %1$L, audit_image(%1$L, to_jsonb(t)), r.%4$I from audit_rows r
        cross join lateral jsonb_populate_record(null::%1$I, r.%4$I) k left join %1$I t on %2$s
        where r.change_id = $1 and r.id between $2 and $3 and %3$s',
      step.name, same_key,
      case step.what when 'delete' then 't.tableoid is not null' else format('audit_image(%L, to_jsonb(t)) is distinct from r.after', step.name) end,
      case step.what when 'delete' then 'before' else 'after' end) using upload.change_id, step.first, step.last;
    get diagnostics found_now = row_count;
    changed := changed + found_now;
    continue when changed > 0;
    case step.what
    when 'insert' then
      execute format('delete from %1$I t using audit_rows r cross join lateral jsonb_populate_record(null::%1$I, r.after) k where %2$s and r.change_id = $1 and r.id between $2 and $3',
        step.name, same_key) using upload.change_id, step.first, step.last;
    when 'delete' then
      execute format('insert into %1$I (%2$s) overriding system value select %3$s from audit_rows r cross join lateral jsonb_populate_record(null::%1$I, r.before) k
        where r.change_id = $1 and r.id between $2 and $3 order by r.id', step.name, fields, 'k.' || replace(fields, ', ', ', k.')) using upload.change_id, step.first, step.last;
    else
      execute format('update %1$I t set %2$s from audit_rows r cross join lateral jsonb_populate_record(null::%1$I, r.before) k
        where %3$s and r.change_id = $1 and r.id between $2 and $3', step.name,
        (select string_agg(format('%1$s = k.%1$s', f.f), ', ') from unnest(string_to_array(fields, ', ')) f (f) where f.f <> all (string_to_array(keys, ', '))), same_key)
        using upload.change_id, step.first, step.last;
    end case;
  end loop;
  if changed = 0 then update uploads u set undone_by_id = viewer(), undone_at = now() where u.id = p_upload; end if;
  return query select s.table_name, s.row_now, s.row_then from standing_in_the_way s limit 200;
end $$;
comment on function undo_upload is 'Takes an import back if all its rows still stand as it left them; else answers rows that don''t, and the caller rolls back.';
