-- Who changed what, when and why; sealed into a hash chain after the fact, so that writers never wait for one another.

create table changes (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null
);
comment on table changes is '変更. One transaction that changed something.';
comment on column changes.id is 'Surrogate key.';
comment on column changes.at is 'When its first change was made.';
comment on column changes.actor is 'Who: the account or, on the command line, the operating system''s user.';

create table audit_rows (
  id bigint generated always as identity,
  change_id bigint not null,
  table_name text not null,
  reason text,
  before jsonb,
  after jsonb,
  constraint audit_rows_pkey primary key (change_id, id)
);
comment on table audit_rows is '監査証跡. One row changed: before is null for a new row, after for one taken back. Only ever added to.';
comment on column audit_rows.id is 'Orders the rows of a change.';
comment on column audit_rows.change_id is 'The transaction; written in the same one.';
comment on column audit_rows.table_name is 'Which table.';
comment on column audit_rows.reason is 'Why, where it was said.';
comment on column audit_rows.before is 'The row before, without its empty columns.';
comment on column audit_rows.after is 'The row after, without its empty columns.';

create table seals (
  id bigint primary key,
  sealed_at timestamptz not null default clock_timestamp(),
  change_id bigint not null constraint seals_change_key unique,
  row_count bigint not null,
  digest bytea not null,
  hash bytea not null
);
comment on table seals is '封印. The hash chain over changes in the order in which they were committed: hash = sha256(hash before || digest).';
comment on column seals.id is 'Place in the chain, from 1 without gaps.';
comment on column seals.sealed_at is 'When it was linked.';
comment on column seals.change_id is 'The change.';
comment on column seals.row_count is 'How many audit rows it has.';
comment on column seals.digest is 'sha256 over the change and its audit rows in their order.';
comment on column seals.hash is 'sha256 of the hash before and the digest.';
