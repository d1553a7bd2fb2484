-- Frozen snapshots of months: what readers other than HR and auditors see. snapshots, snapshot_units and snapshot_labels hold nothing that is withheld;
-- what a later snapshot of the same month goes by is kept in tables that nobody but auditors reads.

create table snapshots (
  month date primary key,
  taken_at timestamptz not null default clock_timestamp(),
  taken_by text not null default coalesce(nullif(current_setting('tedori.actor', true), ''), current_user),
  checked_at timestamptz not null default clock_timestamp(),
  held integer default 0,
  constraint snapshots_month check (extract(day from month) = 1)
);
comment on table snapshots is 'The newest frozen snapshot of each month. A later one takes its place.';
comment on column snapshots.month is 'The month, its first day.';
comment on column snapshots.taken_at is 'When it was taken.';
comment on column snapshots.taken_by is 'Who had it taken.';
comment on column snapshots.checked_at is 'When it was last seen whether a newer one may take its place.';
comment on column snapshots.held is 'How many units have changed since their figures were frozen, by so little that a later snapshot would show whose record it was; they stay as they were. null: all of it stays, because units were moved or too much of the pattern wouldn''t do any more.';

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
  empty boolean not null,
  levels jsonb not null,
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
comment on column snapshot_units.empty is 'A part of its own in which there is nothing; it isn''t shown.';
comment on column snapshot_units.levels is 'How much of each bundle of figures is published, as in 122-withholding.sql.';
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

create table snapshot_patterns (
  month date primary key references snapshots on delete cascade,
  labels jsonb not null,
  shown jsonb not null,
  closed jsonb not null
);
comment on table snapshot_patterns is 'Which figures a month''s first snapshot told apart: the later ones publish neither more nor less.';
comment on column snapshot_patterns.month is 'The month.';
comment on column snapshot_patterns.labels is 'snap_labels as they were.';
comment on column snapshot_patterns.shown is 'snap_shown as they were.';
comment on column snapshot_patterns.closed is 'snap_closed as they were.';

create table frozen_versions (
  month date not null references snapshots on delete cascade,
  unit_id bigint not null,
  bundle text not null,
  version integer not null,
  constraint frozen_versions_pkey primary key (month, unit_id, bundle, version)
);
comment on table frozen_versions is 'What was shown of each unit itself: who kept the snapshots of a month can take any of them off any other.';
comment on column frozen_versions.month is 'The month.';
comment on column frozen_versions.unit_id is 'The unit itself.';
comment on column frozen_versions.bundle is 'time, or a bundle of figures of people, as in 122-withholding.sql.';
comment on column frozen_versions.version is 'By which snapshot of the month it was first shown so, from 1.';

create table frozen_minutes (
  month date not null references snapshots on delete cascade,
  unit_id bigint not null,
  adoption_id bigint not null,
  person_id bigint,
  users integer,
  is_home boolean not null,
  evidence smallint not null,
  tool_id bigint not null,
  area_id bigint not null,
  tier text not null,
  category_id bigint,
  confirmed boolean not null,
  minutes bigint not null,
  everywhere bigint not null,
  version integer not null
);
create index frozen_minutes_idx on frozen_minutes (month, unit_id, version);
comment on table frozen_minutes is 'The minutes that a month''s snapshots were made of, at each unit itself.';
comment on column frozen_minutes.month is 'The month.';
comment on column frozen_minutes.unit_id is 'The unit itself.';
comment on column frozen_minutes.adoption_id is 'Of which adoption.';
comment on column frozen_minutes.person_id is 'Whose; null: a unit''s own.';
comment on column frozen_minutes.users is 'Persons who share a unit''s own.';
comment on column frozen_minutes.is_home is 'Whether the person counts as a contributor here.';
comment on column frozen_minutes.evidence is 'Evidence level.';
comment on column frozen_minutes.tool_id is 'The tool.';
comment on column frozen_minutes.area_id is 'The area.';
comment on column frozen_minutes.tier is 'gross, loss, unaccounted, or the tier of a redirection.';
comment on column frozen_minutes.category_id is 'Of a redirection.';
comment on column frozen_minutes.confirmed is 'Whether a redirection is confirmed.';
comment on column frozen_minutes.minutes is 'Minutes at the unit.';
comment on column frozen_minutes.everywhere is 'Minutes of the whole record.';
comment on column frozen_minutes.version is 'As in frozen_versions.';

create table frozen_people (
  month date not null references snapshots on delete cascade,
  unit_id bigint not null,
  label integer not null,
  measure text not null,
  value bigint not null,
  contributors bigint not null,
  version integer not null,
  constraint frozen_people_pkey primary key (month, unit_id, measure, version)
);
comment on table frozen_people is 'The counts of people and adoptions that a month''s snapshots were made of, at each unit itself.';
comment on column frozen_people.month is 'The month.';
comment on column frozen_people.unit_id is 'The unit itself.';
comment on column frozen_people.label is 'As in snap_figures.';
comment on column frozen_people.measure is 'What is counted.';
comment on column frozen_people.value is 'How many; fte in contracted minutes x share percent.';
comment on column frozen_people.contributors is 'Persons in it.';
comment on column frozen_people.version is 'As in frozen_versions.';
