-- The gate: what the service asks to find out who somebody is. Only tedori_gate may execute these; they run with the owner's rights.

create or replace function begin_sign_in(p_login text, p_origin text) returns table (attempt_id bigint, account_id bigint, password_hash text, wait_seconds integer) language plpgsql as $$
declare
  failures record;
begin
  -- One attempt at a time for a name, so that many at once don't pass by the count.
  perform pg_advisory_xact_lock(hashtext('tedori.sign_in'), hashtext(lower(p_login)));
  -- Each failure after the fifth doubles the time to wait for the name, up to an hour; an address has twenty.
  select count(*) filter (where i.login = lower(p_login)) as of_login, max(i.at) filter (where i.login = lower(p_login)) as login_at,
    count(*) filter (where i.origin = p_origin) as of_origin, max(i.at) filter (where i.origin = p_origin) as origin_at into failures
  from sign_ins i
  where (i.login = lower(p_login) or i.origin = p_origin) and not i.succeeded and i.at > now() - interval '1 hour'
    and (i.login <> lower(p_login) or i.at > coalesce((select max(s.at) from sign_ins s where s.login = lower(p_login) and s.succeeded), '-infinity'));
  wait_seconds := greatest(0,
    case when failures.of_login >= 5 then ceil(extract(epoch from failures.login_at - now())) + 15 * 2 ^ least(failures.of_login - 5, 8) end,
    case when failures.of_origin >= 20 then ceil(extract(epoch from failures.origin_at - now())) + 15 * 2 ^ least(failures.of_origin - 20, 8) end)::integer;
  if wait_seconds = 0 then
    insert into sign_ins (login, origin, succeeded) values (lower(left(p_login, 200)), p_origin, false) returning id into attempt_id;
    select a.id, a.password_hash into account_id, password_hash from accounts a where a.login = lower(p_login) and a.revoked_at is null;
  end if;
  return next;
end $$;
comment on function begin_sign_in is 'Counts an attempt to sign in as failed and answers what the password is compared with; or how long to wait first.';

create or replace function mandate_days(p_role text, p_from date, p_to date) returns daterange language sql stable
return case
  when p_from <= current_date and (p_to is null or p_to >= current_date) then '(,)'::daterange
  -- A head whose time is over still has the months that ended in it, until the deadline for their confirmation has passed.
  when p_role in ('head', 'ai_lead') and p_to < current_date then (
    select daterange(month_of(greatest(p_from, current_date - s.confirmation_days)), month_of(p_to + 1)) from settings s
    where month_of(greatest(p_from, current_date - s.confirmation_days)) < month_of(p_to + 1))
end;
comment on function mandate_days is 'For which days of the record a mandate can be used today; null: for none.';

create or replace function current_mandates(p_account bigint) returns table (role text, unit_id bigint, place integer) language sql stable
begin atomic
  select m.role, m.unit_id, array_position(array['hr', 'hr_unnamed', 'head', 'ai_lead', 'clerk', 'leadership', 'auditor', 'administrator', 'staff'], m.role::text)
  from mandates m join accounts a on a.id = m.account_id
  where m.account_id = p_account and a.revoked_at is null and mandate_days(m.role, m.valid_from, m.valid_to) is not null;
end;
comment on function current_mandates is 'As what an account can act today; place orders the roles.';

create or replace function begin_session(p_attempt bigint, p_account bigint, p_hash bytea, p_form_key bytea) returns text language plpgsql as $$
declare
  first_role text;
begin
  select m.role into first_role from current_mandates(p_account) m order by m.place limit 1;
  if first_role is null then return null; end if;
  update sign_ins set succeeded = true where id = p_attempt;
  insert into sessions (hash, account_id, form_key, role) values (p_hash, p_account, p_form_key, first_role);
  return first_role;
end $$;
comment on function begin_session is 'Lets an account in, in the first of its roles; null where it has none today.';

create or replace function resume_session(p_hash bytea) returns table (account_id bigint, login text, name text, role text, form_key bytea, roles text[]) language plpgsql as $$
#variable_conflict use_column
begin
  return query
  select a.id, a.login, a.name, s.role::text, s.form_key, array(select m.role from current_mandates(a.id) m group by m.role order by min(m.place))
  from sessions s join accounts a on a.id = s.account_id cross join settings x
  where s.hash = p_hash and s.ended_at is null and a.revoked_at is null
    and s.seen_at > now() - make_interval(mins => x.idle_minutes) and s.began_at > now() - make_interval(hours => x.session_hours)
    and exists (select from current_mandates(a.id) m where m.role = s.role);
  if found then
    update sessions s set seen_at = now() where s.hash = p_hash and s.seen_at < now() - interval '1 minute';
  end if;
end $$;
comment on function resume_session is 'Whose session it is, and as what; no row where it has ended, is idle or too old, or the role is held no more.';

create or replace function change_role(p_hash bytea, p_role text) returns boolean language plpgsql as $$
begin
  update sessions s set role = p_role
  where s.hash = p_hash and exists (select from resume_session(p_hash)) and exists (select from current_mandates(s.account_id) m where m.role = p_role);
  return found;
end $$;
comment on function change_role is 'Goes on in another role of the session''s account; whether it has that one today.';

create or replace function end_session(p_hash bytea) returns void language sql
begin atomic
  update sessions set ended_at = now() where hash = p_hash and ended_at is null;
end;
comment on function end_session is 'Signs out.';

create or replace function resume_token(p_hash bytea) returns table (account_id bigint, login text, name text, role text) language plpgsql as $$
#variable_conflict use_column
begin
  return query
  select a.id, a.login, a.name, t.role::text
  from tokens t join accounts a on a.id = t.account_id
  where t.hash = p_hash and t.revoked_at is null and t.expires_at > now() and a.revoked_at is null
    and exists (select from current_mandates(a.id) m where m.role = t.role);
  if found then
    update tokens t set used_at = now() where t.hash = p_hash and (t.used_at is null or t.used_at < now() - interval '1 hour');
  end if;
end $$;
comment on function resume_token is 'Whose token it is, and as what; no row where it is revoked or too old, or the role is held no more.';

create or replace function invited(p_hash bytea) returns table (account_id bigint, login text, name text) language sql stable
begin atomic
  select a.id, a.login, a.name from invitations i join accounts a on a.id = i.account_id
  where i.hash = p_hash and i.used_at is null and i.expires_at > now() and a.revoked_at is null;
end;
comment on function invited is 'Whom a link invites; no row where it was used or is too old.';

create or replace function accept_invitation(p_hash bytea, p_password_hash text) returns boolean language plpgsql as $$
declare
  account bigint;
begin
  update invitations i set used_at = now() from accounts a
  where i.hash = p_hash and i.used_at is null and i.expires_at > now() and a.id = i.account_id and a.revoked_at is null
  returning a.id into account;
  if account is null then return false; end if;
  perform set_config('tedori.actor', (select a.login from accounts a where a.id = account), true);
  update accounts set password_hash = p_password_hash where id = account;
  -- Whoever knew the password before is signed out, and older links are void.
  update sessions set ended_at = now() where account_id = account and ended_at is null;
  update invitations set used_at = now() where account_id = account and used_at is null;
  return true;
end $$;
comment on function accept_invitation is 'Sets the password of the account that a link invites, once.';

create or replace function begin_claimed_session(p_issuer text, p_subject text, p_login text, p_name text, p_staff_no text, p_claims jsonb, p_hash bytea, p_form_key bytea)
returns text language plpgsql as $$
declare
  account accounts;
  first_role text;
begin
  -- One at a time for a subject: two browsers of a new account sign in at once.
  perform pg_advisory_xact_lock(hashtext('tedori.subject'), hashtext(p_issuer || ' ' || p_subject));
  select * into account from accounts a where a.issuer = p_issuer and a.subject = p_subject;
  -- Under a name that is somebody else's nothing may be written down.
  perform set_config('tedori.actor', coalesce(account.login, (select lower(p_login) where not exists (select from accounts a where a.login = lower(p_login))), 'tedori'), true);
  if account.id is null and lower(p_login) !~ '^[a-z0-9][a-z0-9._@-]{0,99}$' then return null; end if;
  if account.id is null then
    -- An account that is there already isn't handed over because somebody bears its name elsewhere.
    insert into accounts (login, name, staff_id, issuer, subject)
    select lower(p_login), p_name, (select s.id from staff s where s.staff_no = p_staff_no and not exists (select from accounts o where o.staff_id = s.id)), p_issuer, p_subject
    on conflict (login) do nothing
    returning * into account;
  end if;
  if account.id is null or account.revoked_at is not null then return null; end if;

  drop table if exists pg_temp.claimed;
  create temp table claimed on commit drop as
  select distinct c.role::text as role, u.id as unit_id
  from jsonb_to_recordset(p_claims) c (role text, unit text) left join units u on u.code = c.unit
  where c.role in ('hr', 'hr_unnamed', 'head', 'ai_lead', 'clerk', 'leadership', 'staff', 'administrator', 'auditor')
    and (u.id is not null) = (c.role in ('head', 'ai_lead', 'clerk'));
  delete from mandates m
  where m.account_id = account.id and m.source = 'claims' and m.valid_from >= current_date
    and not exists (select from claimed c where c.role = m.role and c.unit_id is not distinct from m.unit_id);
  update mandates m set valid_to = current_date - 1
  where m.account_id = account.id and m.source = 'claims' and (m.valid_to is null or m.valid_to >= current_date)
    and not exists (select from claimed c where c.role = m.role and c.unit_id is not distinct from m.unit_id);
  insert into mandates (account_id, role, unit_id, valid_from, source)
  select account.id, c.role, c.unit_id, current_date, 'claims' from claimed c
  where not exists (select from mandates m
    where m.account_id = account.id and m.role = c.role and m.unit_id is not distinct from c.unit_id and daterange(m.valid_from, m.valid_to, '[]') && daterange(current_date, null));
  drop table claimed;

  select m.role into first_role from current_mandates(account.id) m order by m.place limit 1;
  if first_role is not null then
    insert into sessions (hash, account_id, form_key, role) values (p_hash, account.id, p_form_key, first_role);
  end if;
  return first_role;
end $$;
comment on function begin_claimed_session is 'Lets somebody in for whom the provider of single sign-on speaks, with the roles and units that it claims today; null where there is none, or the name is another account''s.';

create or replace function keep_account() returns trigger language plpgsql as $$
begin
  if current_setting('role') <> 'none' and (old.revoked_at is not null
      or old.staff_id is distinct from new.staff_id and old.staff_id is not null
      or (old.issuer, old.subject) is distinct from (new.issuer, new.subject) and old.subject is not null) then
    raise exception 'who an account is, and that it is revoked, stays' using errcode = '42501';
  end if;
  return new;
end $$;
comment on function keep_account is 'Keeps an administrator from making an account somebody else''s, and from reviving one.';
create or replace trigger keep_account before update of staff_id, issuer, subject, revoked_at on accounts for each row execute function keep_account();
