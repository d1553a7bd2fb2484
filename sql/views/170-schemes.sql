-- Schemes: who may let one reward what is refused else, and the versions of its rule.

create or replace function keep_override() returns trigger language plpgsql as $$
begin
  -- The reason was given for the rule as it was then: whoever may not give one may not change the rule under it either.
  if current_setting('role') not in ('none', 'tedori_administrator') and (new.override_reason is distinct from old.override_reason
      or new.override_reason is not null and (new.kind, new.rewards) is distinct from (old.kind, old.rewards)) then
    raise exception 'only an administrator makes an exception' using errcode = '42501', constraint = 'schemes_override';
  end if;
  return new;
end $$;
comment on function keep_override is 'Refuses an exception from what may not be rewarded, and a changed rule under one, to everybody but administrators.';
create or replace trigger keep_override before insert or update on schemes for each row execute function keep_override();

create or replace function keep_scheme_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or (new.kind, new.rewards, new.override_reason) is distinct from (old.kind, old.rewards, old.override_reason) then
    insert into scheme_versions (scheme_id, version, kind, rewards, override_reason)
    select new.id, coalesce(max(v.version), 0) + 1, new.kind, new.rewards, new.override_reason from scheme_versions v where v.scheme_id = new.id;
  end if;
  return null;
end $$;
comment on function keep_scheme_version is 'Keeps the rule of a scheme as a version where it is new or changed.';
create or replace trigger keep_scheme_version after insert or update on schemes for each row execute function keep_scheme_version();
