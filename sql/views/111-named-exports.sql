-- Exports of named time: the steps that no change of a row could tell apart. With the owner's rights.

-- A second person's step, which no change of a row could tell from the first one's.
create or replace function approve_named_export(p_export bigint) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not viewing() then raise exception 'nobody is looking' using errcode = '42501'; end if;
  update named_exports set approved_by_id = viewer(), approved_at = now() where id = p_export and asked_by_id <> viewer() and approved_by_id is null;
  return found;
end $$;
comment on function approve_named_export is 'Approves an export that somebody else has asked for; whether there is such a one.';

create or replace function take_named_export(p_export bigint) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kind_asked text;
begin
  if not viewing() then raise exception 'nobody is looking' using errcode = '42501'; end if;
  update named_exports e set taken_at = now() where e.id = p_export and e.asked_by_id = viewer() and e.approved_by_id is not null and e.taken_at is null returning e.kind into kind_asked;
  return kind_asked;
end $$;
comment on function take_named_export is 'Takes an approved export, once, by who has asked for it; null where it may not be taken.';
