-- Snapshots taken before tell breakdowns apart by other rules and keep no older versions: their months are frozen anew.
delete from snapshots;
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
alter table frozen_minutes add column version integer not null;
comment on column frozen_minutes.version is 'As in frozen_versions.';
comment on table frozen_minutes is 'The minutes that a month''s snapshots were made of, at each unit itself.';
drop index frozen_minutes_idx;
create index frozen_minutes_idx on frozen_minutes (month, unit_id, version);
alter table frozen_people add column version integer not null;
comment on column frozen_people.version is 'As in frozen_versions.';
comment on table frozen_people is 'The counts of people and adoptions that a month''s snapshots were made of, at each unit itself.';
alter table frozen_people drop constraint frozen_people_pkey;
alter table frozen_people add constraint frozen_people_pkey primary key (month, unit_id, measure, version);
