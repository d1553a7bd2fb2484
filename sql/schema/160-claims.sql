-- What heads decide on claims of redirected time beside confirming them, and what draws the claims that they are shown closer.

create table claim_decisions (
  id bigint generated always as identity primary key,
  unit_id bigint not null references units,
  month date not null,
  category_id bigint not null references categories,
  decision text not null,
  reason text not null,
  claimed_minutes integer not null,
  minutes integer,
  state text not null,
  decided_by_id bigint not null references accounts,
  decided_at timestamptz not null default now(),
  claims jsonb,
  constraint claim_decisions_month check (extract(day from month) = 1),
  constraint claim_decisions_decision check (decision in ('reduced', 'sent_back')),
  constraint claim_decisions_reason check (reason <> '' and length(reason) <= 1000),
  constraint claim_decisions_minutes check ((decision = 'reduced') = (minutes is not null) and (minutes is null or minutes between 0 and claimed_minutes - 1))
);
create index claim_decisions_unit_idx on claim_decisions (unit_id, month);
create index claim_decisions_category_idx on claim_decisions (category_id);
create index claim_decisions_decided_by_idx on claim_decisions (decided_by_id);
comment on table claim_decisions is '確認の判断. A head''s decision on the claims of a unit, month and category that is no plain confirmation. Only ever added to.';
comment on column claim_decisions.id is 'Surrogate key.';
comment on column claim_decisions.unit_id is 'The unit whose claims they are.';
comment on column claim_decisions.month is '対象月, its first day.';
comment on column claim_decisions.category_id is '振向け先.';
comment on column claim_decisions.decision is 'reduced 減額: confirmed for fewer minutes, or sent_back 差戻し: the clerk is to look at them again.';
comment on column claim_decisions.reason is '理由. The clerk reads it on the sheet.';
comment on column claim_decisions.claimed_minutes is 'Minutes that were claimed.';
comment on column claim_decisions.minutes is 'Minutes that were confirmed; null: sent back.';
comment on column claim_decisions.state is 'A digest of the claims as the head saw them: what was sent back waits until they are others.';
comment on column claim_decisions.decided_by_id is 'Who decided.';
comment on column claim_decisions.decided_at is 'When.';
comment on column claim_decisions.claims is 'Of a reduction, by adoption, the minutes before and after: so that it can be taken back. null: sent back, or reduced before this was kept.';

create table draw_seed (
  single boolean primary key default true constraint draw_seed_one_row check (single),
  seed uuid not null default gen_random_uuid()
);
insert into draw_seed default values;
comment on table draw_seed is '抽出の種. From it follows which tenth of the claims a head is shown closer. Nobody but auditors reads it: who could would know beforehand.';
comment on column draw_seed.single is 'There is one row.';
comment on column draw_seed.seed is 'Drawn once; with month, adoption and category it makes the digest by whose order claims are drawn.';
