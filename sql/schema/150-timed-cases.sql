-- Cases that somebody has timed, with and without AI: what a measurement is made of.

create table timed_cases (
  id bigint generated always as identity primary key,
  use_case_id bigint not null references use_cases,
  unit_id bigint references units,
  account_id bigint not null references accounts,
  key text not null constraint timed_cases_key check (key ~ '^[!-~]{1,64}$'),
  timed_on date not null default current_date,
  with_ai boolean not null,
  is_timed boolean not null,
  minutes numeric(9, 2) not null constraint timed_cases_minutes check (minutes > 0 and minutes <= 10000),
  verify_minutes numeric(9, 2) not null default 0 constraint timed_cases_verify check (verify_minutes between 0 and 10000),
  rework_minutes numeric(9, 2) not null default 0 constraint timed_cases_rework check (rework_minutes between 0 and 10000),
  measurement_id bigint references measurements on delete set null,
  constraint timed_cases_once unique (account_id, key),
  constraint timed_cases_without_ai check (with_ai or verify_minutes + rework_minutes = 0)
);
create index timed_cases_use_case_idx on timed_cases (use_case_id, unit_id);
create index timed_cases_unit_idx on timed_cases (unit_id);
create index timed_cases_measurement_idx on timed_cases (measurement_id);
comment on table timed_cases is '計時した事例. One case of a task that somebody has timed; measurements are means of such cases. Whose work it was isn''t kept.';
comment on column timed_cases.id is 'Surrogate key.';
comment on column timed_cases.use_case_id is '利活用事例.';
comment on column timed_cases.unit_id is '所属 where it was timed; null: no unit in particular.';
comment on column timed_cases.account_id is 'Who recorded it.';
comment on column timed_cases.key is 'Of the form: the same one sent twice is one case.';
comment on column timed_cases.timed_on is 'On which day.';
comment on column timed_cases.with_ai is 'true: with AI; false: the same task without.';
comment on column timed_cases.is_timed is 'true: with start and stop; false: minutes typed by hand.';
comment on column timed_cases.minutes is 'Minutes for the case, without verifying and rework.';
comment on column timed_cases.verify_minutes is '確認, minutes for the case.';
comment on column timed_cases.rework_minutes is '手直し, minutes for the case.';
comment on column timed_cases.measurement_id is 'The measurement that it has gone into; null: none yet.';
