-- Oversight: looks at named persons that are noted, and the steps of an export that a second person approves. Who asks is found out by access.sql.

-- One that takes a single person would stand beside it in a database that has it, and make the name ambiguous.
drop function if exists look_at(bigint, text);
create or replace function look_at(p_persons bigint[], p_what text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  own constant bigint := viewer_person();
begin
  if not viewing() then raise exception 'nobody is looking' using errcode = '42501'; end if;
  insert into looks (account_id, person_id, role, what)
  select distinct viewer(), p.person_id, substr(current_setting('role'), 8), p_what from unnest(p_persons) p (person_id)
  -- One's own record is one's own.
  where p.person_id is distinct from own order by p.person_id;
end $$;
comment on function look_at is 'Notes that the viewer has seen named persons'' records.';

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
