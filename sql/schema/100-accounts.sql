-- Accounts: who may sign in, as what, for which unit and when; sessions, tokens and invitations.

create domain account_role as text constraint account_role_known
  check (value in ('hr', 'hr_unnamed', 'head', 'ai_lead', 'clerk', 'leadership', 'staff', 'administrator', 'auditor'));
comment on domain account_role is 'As what an account acts: its rights in the record.';

create table accounts (
  id bigint generated always as identity primary key,
  login text not null constraint accounts_login_key unique constraint accounts_login_usable check (login = lower(login) and login ~ '^[a-z0-9][a-z0-9._@-]{0,99}$'),
  name text not null constraint accounts_name_not_empty check (name <> ''),
  staff_id bigint constraint accounts_staff_key unique references staff,
  password_hash text,
  issuer text,
  subject text,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint accounts_subject_key unique (issuer, subject),
  constraint accounts_subject_whole check ((issuer is null) = (subject is null))
);
comment on table accounts is '利用者. Who may sign in. Never deleted, as the audit trail names them: a revoked account can''t be used.';
comment on column accounts.id is 'Surrogate key.';
comment on column accounts.login is 'Name to sign in with.';
comment on column accounts.name is 'Name that others see.';
comment on column accounts.staff_id is 'The staff member whose account it is; null: nobody of the record.';
comment on column accounts.password_hash is 'Argon2id; null: no password (invited, or single sign-on).';
comment on column accounts.issuer is 'Single sign-on: the provider.';
comment on column accounts.subject is 'Single sign-on: who it is there.';
comment on column accounts.created_at is 'When it was made.';
comment on column accounts.revoked_at is 'Since when it can''t be used.';

create table mandates (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  role account_role not null,
  unit_id bigint references units,
  deputy boolean not null default false,
  valid_from date not null,
  valid_to date,
  source text not null default 'granted' constraint mandates_source check (source in ('granted', 'claims')),
  constraint mandates_dates check (valid_to >= valid_from),
  constraint mandates_unit check ((unit_id is not null) = (role in ('head', 'ai_lead', 'clerk'))),
  constraint mandates_deputy check (not deputy or role in ('head', 'ai_lead')),
  constraint mandates_no_overlap exclude using gist (account_id with =, (role::text) with =, (coalesce(unit_id, 0)) with =, (daterange(valid_from, valid_to, '[]')) with &&)
);
create index mandates_unit_idx on mandates (unit_id);
comment on table mandates is '権限. As what an account acts, from a day to a day; heads, AI leads and clerks for one unit and what is under it.';
comment on column mandates.id is 'Surrogate key.';
comment on column mandates.account_id is 'The account.';
comment on column mandates.role is 'hr, hr_unnamed (HR without named minutes), head, ai_lead, clerk, leadership, staff, administrator or auditor.';
comment on column mandates.unit_id is 'The unit, of a head, AI lead or clerk.';
comment on column mandates.deputy is '代理. Stands in for the head or AI lead.';
comment on column mandates.valid_from is 'First day.';
comment on column mandates.valid_to is 'Last day, inclusive; null: open.';
comment on column mandates.source is 'granted by an administrator, or from the claims of single sign-on.';

create table sessions (
  hash bytea primary key constraint sessions_hash_length check (length(hash) = 32),
  account_id bigint not null references accounts,
  form_key bytea not null constraint sessions_form_key_length check (length(form_key) = 32),
  role account_role not null,
  began_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz
);
create index sessions_account_idx on sessions (account_id);
comment on table sessions is 'セッション. A signed-in browser, until it is idle or old, signs out, or its account is revoked.';
comment on column sessions.hash is 'SHA-256 of the cookie: who reads this table can''t sign in with it.';
comment on column sessions.account_id is 'Whose.';
comment on column sessions.form_key is 'With which the forms of this session are signed (CSRF).';
comment on column sessions.role is 'As what the account acts now, where it has several mandates.';
comment on column sessions.began_at is 'When it began.';
comment on column sessions.seen_at is 'When it was last used, to the minute.';
comment on column sessions.ended_at is 'When it was ended.';

create table tokens (
  id bigint generated always as identity primary key,
  hash bytea not null constraint tokens_hash_key unique constraint tokens_hash_length check (length(hash) = 32),
  account_id bigint not null references accounts,
  role account_role not null,
  title text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index tokens_account_idx on tokens (account_id);
comment on table tokens is 'APIトークン. Lets a program act in one role of an account.';
comment on column tokens.id is 'Surrogate key.';
comment on column tokens.hash is 'SHA-256 of the token; the token itself was shown once.';
comment on column tokens.account_id is 'Whose.';
comment on column tokens.role is 'As what it acts.';
comment on column tokens.title is 'What it is for.';
comment on column tokens.created_at is 'When it was made.';
comment on column tokens.expires_at is 'When it ends.';
comment on column tokens.used_at is 'When it was last used, to the hour.';
comment on column tokens.revoked_at is 'Since when it can''t be used.';

create table invitations (
  hash bytea primary key constraint invitations_hash_length check (length(hash) = 32),
  account_id bigint not null references accounts,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitations_account_idx on invitations (account_id);
comment on table invitations is '招待. A link that works once, to set the account''s password.';
comment on column invitations.hash is 'SHA-256 of the link''s secret.';
comment on column invitations.account_id is 'Whose.';
comment on column invitations.created_at is 'When it was made.';
comment on column invitations.expires_at is 'When it ends.';
comment on column invitations.used_at is 'When it was used.';

create table sign_ins (
  id bigint generated always as identity primary key,
  login text not null,
  origin text not null,
  at timestamptz not null default now(),
  succeeded boolean not null
);
create index sign_ins_login_idx on sign_ins (login, at);
create index sign_ins_origin_idx on sign_ins (origin, at);
comment on table sign_ins is 'サインインの記録. Attempts to sign in, by which they are slowed down.';
comment on column sign_ins.id is 'Surrogate key.';
comment on column sign_ins.login is 'The name that was given, whether there is such an account or not.';
comment on column sign_ins.origin is 'The network address.';
comment on column sign_ins.at is 'When.';
comment on column sign_ins.succeeded is 'Whether it was let in.';
