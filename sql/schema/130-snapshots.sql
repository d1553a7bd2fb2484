-- Frozen snapshots of months: what readers other than HR and auditors see. They hold nothing that is withheld.

create table snapshots (
  month date primary key,
  taken_at timestamptz not null default clock_timestamp(),
  taken_by text not null default coalesce(nullif(current_setting('tedori.actor', true), ''), current_user),
  constraint snapshots_month check (extract(day from month) = 1)
);
comment on table snapshots is 'The newest frozen snapshot of each month. A later one takes its place.';
comment on column snapshots.month is 'The month, its first day.';
comment on column snapshots.taken_at is 'When it was taken.';
comment on column snapshots.taken_by is 'Who had it taken.';

create table snapshot_units (
  month date not null references snapshots on delete cascade,
  place integer not null,
  own boolean not null,
  unit_id bigint,
  parent_id bigint,
  path bigint[] not null,
  code text,
  name text,
  name_en text,
  kind text,
  figures jsonb not null,
  constraint snapshot_units_pkey primary key (month, place),
  constraint snapshot_units_unit_key unique nulls not distinct (month, unit_id, own)
);
create index snapshot_units_parent_idx on snapshot_units (month, parent_id);
comment on table snapshot_units is 'The published figures of each unit with all under it, of each unit itself where it has units under it, and of the whole organisation.';
comment on column snapshot_units.month is 'The snapshot''s month.';
comment on column snapshot_units.place is 'Its place in the snapshot: units above before those under them, by code.';
comment on column snapshot_units.own is 'true: the unit itself without those under it.';
comment on column snapshot_units.unit_id is 'The unit; null: the whole organisation.';
comment on column snapshot_units.parent_id is 'The unit above in the month; of an own part the unit itself. null: the whole organisation.';
comment on column snapshot_units.path is 'The units above it in the month and itself, from the top: a head sees what lies on or under the own unit.';
comment on column snapshot_units.code is '所属コード.';
comment on column snapshot_units.name is '所属名 in the month.';
comment on column snapshot_units.name_en is '英語名 in the month.';
comment on column snapshot_units.kind is '区分 in the month.';
comment on column snapshot_units.figures is 'Published figures by key, such as headcount, gross or E1.net; fte as contracted minutes x share percent. One that is not there is withheld.';

create table snapshot_labels (
  month date not null references snapshots on delete cascade,
  family text not null,
  place integer not null,
  code text not null,
  title text not null,
  title_en text,
  tier text,
  constraint snapshot_labels_pkey primary key (month, family, place),
  constraint snapshot_labels_family check (family in ('category', 'tool', 'area'))
);
comment on table snapshot_labels is 'What a snapshot''s figures by category, tool and area are called.';
comment on column snapshot_labels.month is 'The snapshot''s month.';
comment on column snapshot_labels.family is 'category, tool or area.';
comment on column snapshot_labels.place is 'Its place in the list.';
comment on column snapshot_labels.code is 'Its code, as in keys: category.CODE.claimed.';
comment on column snapshot_labels.title is 'Its title when the snapshot was taken.';
comment on column snapshot_labels.title_en is '英語名.';
comment on column snapshot_labels.tier is 'Of a category.';
