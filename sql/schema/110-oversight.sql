-- Oversight: who looked at whom, what staff ask to have corrected, and exports that a second person approves.

create table looks (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  account_id bigint not null references accounts,
  person_id bigint not null,
  role text not null,
  what text not null
);
create index looks_person_idx on looks (person_id, id);
create index looks_account_idx on looks (account_id, id);
comment on table looks is '閲覧記録. Every look at a named person''s record, shown to that person. Only ever added to.';
comment on column looks.id is 'Surrogate key.';
comment on column looks.at is 'When.';
comment on column looks.account_id is 'Who looked.';
comment on column looks.person_id is 'Whose record.';
comment on column looks.role is 'As what.';
comment on column looks.what is 'What was seen.';

create table corrections (
  id bigint generated always as identity primary key,
  person_id bigint not null,
  asked_by_id bigint not null references accounts,
  asked_at timestamptz not null default now(),
  text text not null constraint corrections_text_not_empty check (text <> '' and length(text) <= 4000),
  answer text constraint corrections_answer_not_empty check (answer <> '' and length(answer) <= 4000),
  answered_by_id bigint references accounts,
  answered_at timestamptz,
  constraint corrections_answer check ((answer is null) = (answered_by_id is null) and (answer is null) = (answered_at is null))
);
create index corrections_person_idx on corrections (person_id);
create index corrections_asked_by_idx on corrections (asked_by_id);
create index corrections_answered_by_idx on corrections (answered_by_id);
comment on table corrections is '訂正の申出. What a staff member asks to have corrected in the own record, and the answer.';
comment on column corrections.id is 'Surrogate key.';
comment on column corrections.person_id is 'Whose record.';
comment on column corrections.asked_by_id is 'Who asked.';
comment on column corrections.asked_at is 'When.';
comment on column corrections.text is 'What is wrong and what would be right.';
comment on column corrections.answer is 'What was done, or why not.';
comment on column corrections.answered_by_id is 'Who answered.';
comment on column corrections.answered_at is 'When.';

create table named_exports (
  id bigint generated always as identity primary key,
  kind text not null constraint named_exports_kind check (kind in ('time', 'redirections', 'adoptions', 'usage')),
  asked_by_id bigint not null references accounts,
  asked_at timestamptz not null default now(),
  reason text not null constraint named_exports_reason_not_empty check (reason <> '' and length(reason) <= 4000),
  approved_by_id bigint references accounts,
  approved_at timestamptz,
  taken_at timestamptz,
  constraint named_exports_second_person check (approved_by_id <> asked_by_id),
  constraint named_exports_approval check ((approved_by_id is null) = (approved_at is null) and (taken_at is null or approved_at is not null))
);
create index named_exports_asked_by_idx on named_exports (asked_by_id);
create index named_exports_approved_by_idx on named_exports (approved_by_id);
comment on table named_exports is '記名データの書出し. An export of named time: asked for with a reason, approved by a second person, taken once.';
comment on column named_exports.id is 'Surrogate key.';
comment on column named_exports.kind is 'Which kind of file.';
comment on column named_exports.asked_by_id is 'Who asked.';
comment on column named_exports.asked_at is 'When.';
comment on column named_exports.reason is 'Why.';
comment on column named_exports.approved_by_id is 'Who approved; never who asked.';
comment on column named_exports.approved_at is 'When.';
comment on column named_exports.taken_at is 'When it was taken; it can be taken once.';

create table settings (
  single boolean primary key default true constraint settings_one_row check (single),
  confirmation_days integer not null default 45 constraint settings_confirmation_days check (confirmation_days between 1 and 366),
  reporting_days integer not null default 10 constraint settings_reporting_days check (reporting_days between 0 and 60),
  idle_minutes integer not null default 30 constraint settings_idle_minutes check (idle_minutes between 5 and 480),
  session_hours integer not null default 12 constraint settings_session_hours check (session_hours between 1 and 24),
  retention_years integer not null default 7 constraint settings_retention_years check (retention_years between 1 and 50),
  constraint settings_reporting_first check (reporting_days < confirmation_days)
);
insert into settings default values;
comment on table settings is '設定. What the administrator decides, in one row.';
comment on column settings.single is 'There is one row.';
comment on column settings.confirmation_days is '確認期限. Days after a month''s end in which the month''s own head confirms it; then the successor does.';
comment on column settings.reporting_days is '報告期限. Days after a month''s end after which it is frozen for readers other than HR by itself.';
comment on column settings.idle_minutes is 'After so long without use a session ends.';
comment on column settings.session_hours is 'After so long a session ends in any case.';
comment on column settings.retention_years is '保存年限. For how many years records of persons are kept, as told to them.';
