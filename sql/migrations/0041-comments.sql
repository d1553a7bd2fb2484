-- What heads say to their unit's month.

create table unit_comments (
  id bigint generated always as identity primary key,
  unit_id bigint not null references units,
  month date not null,
  text text not null,
  written_by_id bigint not null references accounts,
  written_at timestamptz not null default clock_timestamp(),
  constraint unit_comments_month check (extract(day from month) = 1),
  constraint unit_comments_text check (length(text) <= 1000)
);
create index unit_comments_unit_idx on unit_comments (unit_id, month, id);
create index unit_comments_written_by_idx on unit_comments (written_by_id);
comment on table unit_comments is '所属長コメント. What a head says to the unit''s month, printed in its report. A later one takes the place of an earlier one, which is kept.';
comment on column unit_comments.id is 'Surrogate key; the largest of a unit and month is in force.';
comment on column unit_comments.unit_id is 'The unit.';
comment on column unit_comments.month is '対象月, its first day.';
comment on column unit_comments.text is 'コメント; empty: taken back.';
comment on column unit_comments.written_by_id is 'Who wrote it.';
comment on column unit_comments.written_at is 'When.';
