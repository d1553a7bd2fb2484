-- How long it takes to fill in the monthly sheets (sql/schema/170-sheet-times.sql).

create table sheet_times (
  id bigint generated always as identity primary key,
  unit_id bigint not null references units,
  month date not null,
  seconds integer not null,
  adoptions integer not null,
  constraint sheet_times_month check (extract(day from month) = 1),
  constraint sheet_times_seconds check (seconds between 1 and 86400),
  constraint sheet_times_adoptions check (adoptions > 0)
);
create index sheet_times_unit_idx on sheet_times (unit_id);
create index sheet_times_month_idx on sheet_times (month);
comment on table sheet_times is '月次票の入力時間. For how long a sheet was filled in before it was saved, as the browser says. By whom isn''t kept, and so it has no trail.';
comment on column sheet_times.id is 'Surrogate key.';
comment on column sheet_times.unit_id is 'Whose sheet.';
comment on column sheet_times.month is '対象月, its first day.';
comment on column sheet_times.seconds is 'From the first key to the save that went through, seconds.';
comment on column sheet_times.adoptions is 'How many adoptions'' rows were saved.';
