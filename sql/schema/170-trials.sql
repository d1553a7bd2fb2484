-- Trials of schemes: registered before they start, locked, and what was found at each look.

create table trials (
  id bigint generated always as identity primary key,
  code text not null constraint trials_code_key unique constraint trials_code_usable check (code ~ '^[[:alnum:]._-]{1,50}$'),
  title text not null,
  scheme_id bigint not null references schemes,
  registered_on date not null,
  registered_at timestamptz not null default clock_timestamp(),
  first_start date not null,
  is_random boolean not null,
  document text not null,
  sha256 bytea not null,
  constraint trials_title check (title <> ''),
  constraint trials_first_start check (extract(day from first_start) = 1 and first_start > registered_on),
  constraint trials_sha256 check (sha256 = sha256(convert_to(document, 'UTF8')))
);
create index trials_scheme_idx on trials (scheme_id);
comment on table trials is '効果検証. A trial of a scheme as it was registered before it started; a row stays as it is, what changes later is an amendment.';
comment on column trials.id is 'Surrogate key.';
comment on column trials.code is '効果検証コード.';
comment on column trials.title is '効果検証名.';
comment on column trials.scheme_id is '施策.';
comment on column trials.registered_on is 'The day on which it was registered.';
comment on column trials.registered_at is 'When it was registered.';
comment on column trials.first_start is 'The first month under the scheme of any of its units, after the day of registration.';
comment on column trials.is_random is 'Whether the order of starts was drawn; else it was chosen.';
comment on column trials.document is 'The registration in one form only, as JSON: plan, order of starts, what it can find.';
comment on column trials.sha256 is 'Hash of the document, which locks it.';

create table trial_units (
  trial_id bigint not null references trials,
  unit_id bigint not null references units,
  place integer not null,
  stratum text not null,
  start date,
  constraint trial_units_pkey primary key (trial_id, unit_id),
  constraint trial_units_place unique (trial_id, place),
  constraint trial_units_start check (extract(day from start) = 1)
);
create index trial_units_unit_idx on trial_units (unit_id);
comment on table trial_units is '効果検証の対象所属. The units of a trial with the starts that they were given at its registration, which count whatever happens later.';
comment on column trial_units.trial_id is '効果検証.';
comment on column trial_units.unit_id is '所属, with all under it.';
comment on column trial_units.place is 'In the order in which it was drawn, from 1 on.';
comment on column trial_units.stratum is 'Within which the order was drawn; empty: it was chosen.';
comment on column trial_units.start is 'First month under the scheme; null: never.';

create table trial_amendments (
  id bigint generated always as identity primary key,
  trial_id bigint not null references trials,
  text text not null,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  constraint trial_amendments_text check (length(text) between 1 and 4000)
);
create index trial_amendments_trial_idx on trial_amendments (trial_id);
comment on table trial_amendments is '効果検証の変更. What is done otherwise than was registered, and why; shown with every result.';
comment on column trial_amendments.id is 'Surrogate key; orders them.';
comment on column trial_amendments.trial_id is '効果検証.';
comment on column trial_amendments.text is 'What, and why.';
comment on column trial_amendments.made_by is 'Who.';
comment on column trial_amendments.made_at is 'When.';

create table trial_results (
  id bigint generated always as identity primary key,
  trial_id bigint not null references trials,
  look integer not null,
  month date not null,
  computed_at timestamptz not null default clock_timestamp(),
  document text not null,
  public_document text not null,
  sha256 bytea not null,
  constraint trial_results_key unique (trial_id, look),
  constraint trial_results_month check (extract(day from month) = 1),
  constraint trial_results_look check (look > 0),
  constraint trial_results_sha256 check (sha256 = sha256(convert_to(document, 'UTF8')))
);
comment on table trial_results is '効果検証の結果. What was found at a registered look, worked out once and kept.';
comment on column trial_results.id is 'Surrogate key.';
comment on column trial_results.trial_id is '効果検証.';
comment on column trial_results.look is 'Its number, from 1 on.';
comment on column trial_results.month is 'The last month that it takes in.';
comment on column trial_results.computed_at is 'When it was worked out.';
comment on column trial_results.document is 'The result as JSON, for HR and auditors.';
comment on column trial_results.public_document is 'The same without any single unit''s figures, for all other readers.';
comment on column trial_results.sha256 is 'Hash of the document.';
