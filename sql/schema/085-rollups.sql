-- Rollups: the figures of each month and unit, written down, and which of them are behind.

create table rolled_months (
  month date primary key,
  rolled_at timestamptz not null default clock_timestamp()
);
comment on table rolled_months is 'Months that have rollups.';
comment on column rolled_months.month is 'Its first day.';
comment on column rolled_months.rolled_at is 'When they were last brought up to date.';

create table stale_marks (
  id bigint generated always as identity primary key,
  unit_id bigint,
  months daterange not null
);
create index stale_marks_months_idx on stale_marks using gist (months);
comment on table stale_marks is 'Cells (unit and month) whose rollup is behind the facts; readers work these out from the facts until they are folded in. Written in the transaction of the change.';
comment on column stale_marks.id is 'Surrogate key.';
comment on column stale_marks.unit_id is 'The unit; null: every unit.';
comment on column stale_marks.months is 'The days concerned.';

create table rollup_people (
  month date not null,
  unit_id bigint not null,
  whole boolean not null,
  headcount integer not null,
  on_leave integer not null,
  contract_shares bigint not null,
  covered integer not null,
  adopters integer not null,
  active integer not null,
  in_force integer not null,
  reported integer not null,
  constraint rollup_people_pkey primary key (month, unit_id, whole)
);
comment on table rollup_people is 'People and adoptions of each unit, by month.';
comment on column rollup_people.month is 'The month.';
comment on column rollup_people.unit_id is 'The unit.';
comment on column rollup_people.whole is 'false: the unit itself; true: with all units under it, for units that have any.';
comment on column rollup_people.headcount is '現員.';
comment on column rollup_people.on_leave is 'Persons on leave on the last day.';
comment on column rollup_people.contract_shares is 'Contracted minutes x share percent of the posts here; divided by 930000 it is FTE.';
comment on column rollup_people.covered is 'Persons of the headcount with every course required of them.';
comment on column rollup_people.adopters is '導入者.';
comment on column rollup_people.active is '月間利用者.';
comment on column rollup_people.in_force is 'Adoptions in force.';
comment on column rollup_people.reported is 'Of these, with a time record.';

create table rollup_minutes (
  month date not null,
  unit_id bigint not null,
  whole boolean not null,
  evidence smallint not null,
  tool_id bigint not null,
  task_id bigint not null,
  gross bigint not null,
  loss bigint not null,
  unaccounted bigint not null,
  freed bigint not null,
  constraint rollup_minutes_pkey primary key (month, unit_id, whole, evidence, tool_id, task_id)
);
comment on table rollup_minutes is 'Minutes attributed to each unit, by month, evidence level, tool and task.';
comment on column rollup_minutes.month is 'The month.';
comment on column rollup_minutes.unit_id is 'The unit.';
comment on column rollup_minutes.whole is 'false: the unit itself; true: with all units under it, for units that have any.';
comment on column rollup_minutes.evidence is '根拠水準, 0 to 5.';
comment on column rollup_minutes.tool_id is 'AIツール.';
comment on column rollup_minutes.task_id is '業務.';
comment on column rollup_minutes.gross is '総削減時間, minutes.';
comment on column rollup_minutes.loss is 'Minutes by which net is below zero.';
comment on column rollup_minutes.unaccounted is '使途未把握時間, minutes.';
comment on column rollup_minutes.freed is 'Freed minutes: the parts of the categories and unaccounted.';

create table rollup_categories (
  month date not null,
  unit_id bigint not null,
  whole boolean not null,
  evidence smallint not null,
  category_id bigint not null,
  claimed bigint not null,
  confirmed bigint not null,
  constraint rollup_categories_pkey primary key (month, unit_id, whole, evidence, category_id)
);
comment on table rollup_categories is 'Redirected minutes attributed to each unit, by month, evidence level and category.';
comment on column rollup_categories.month is 'The month.';
comment on column rollup_categories.unit_id is 'The unit.';
comment on column rollup_categories.whole is 'false: the unit itself; true: with all units under it, for units that have any.';
comment on column rollup_categories.evidence is '根拠水準, 1 to 5.';
comment on column rollup_categories.category_id is '振向け先.';
comment on column rollup_categories.claimed is 'Minutes, confirmed or not.';
comment on column rollup_categories.confirmed is 'Of these, confirmed.';
