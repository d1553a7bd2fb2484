-- The import room: files that people upload on a page, how they are understood, and what becomes of them.

create table uploads (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  role text not null,
  at timestamptz not null default now(),
  file_name text not null constraint uploads_file_name check (file_name <> '' and length(file_name) <= 200),
  byte_count bigint not null constraint uploads_byte_count check (byte_count >= 0),
  kind text,
  encoding text constraint uploads_encoding check (encoding in ('utf-8', 'cp932')),
  state text not null default 'checking' constraint uploads_state check (state in ('unknown', 'checking', 'checked', 'importing', 'imported', 'failed', 'discarded')),
  failure text constraint uploads_failure check ((failure is null or failure in ('not_allowed', 'cut_off', 'fault')) and (failure is not null) = (state = 'failed')),
  understood jsonb,
  notes text[] not null default '{}',
  months date[] not null default '{}',
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  problems integer not null default 0,
  refuses_all boolean not null default false,
  change_id bigint,
  finished_at timestamptz,
  undone_by_id bigint references accounts,
  undone_at timestamptz,
  notes_en text[] not null default '{}',
  constraint uploads_undone check ((undone_by_id is null) = (undone_at is null) and (undone_at is null or state = 'imported'))
);
create index uploads_account_idx on uploads (account_id, id);
create index uploads_undone_by_idx on uploads (undone_by_id);
comment on table uploads is '取込み. A file that somebody has uploaded to be imported.';
comment on column uploads.id is 'Surrogate key.';
comment on column uploads.account_id is 'Who uploaded it.';
comment on column uploads.role is 'As what; it is checked and imported with the rights of this role.';
comment on column uploads.at is 'When.';
comment on column uploads.file_name is 'As it was called there.';
comment on column uploads.byte_count is 'Its size in bytes.';
comment on column uploads.kind is 'Which kind of file it is taken for; null: nobody has said yet, and its headings don''t tell.';
comment on column uploads.encoding is 'In which it is read because somebody said so; null: it is found out.';
comment on column uploads.state is 'unknown: its kind is to be said; checking and importing: to be done in the background; checked: to be decided on; then imported, failed or discarded.';
comment on column uploads.failure is 'Why it failed: the role is held no more, the work was cut off again and again, or a fault of the program.';
comment on column uploads.understood is 'How it was read, with its first rows; forgotten with the file.';
comment on column uploads.notes is 'What is not wrong and yet should be known, in Japanese.';
comment on column uploads.notes_en is 'The same in English.';
comment on column uploads.months is 'The months of the account that it changes.';
comment on column uploads.created is 'Rows that are new.';
comment on column uploads.updated is 'Rows that change or are taken back.';
comment on column uploads.unchanged is 'Rows that are there already.';
comment on column uploads.refused is 'Rows with problems.';
comment on column uploads.problems is 'How many problems were found.';
comment on column uploads.refuses_all is 'Whether none of its rows can be kept.';
comment on column uploads.change_id is 'The change in the audit trail that the import was; null: it changed nothing.';
comment on column uploads.finished_at is 'When it was imported, failed or was discarded.';
comment on column uploads.undone_by_id is 'Who has taken the import back.';
comment on column uploads.undone_at is 'When.';

create table upload_pieces (
  upload_id bigint not null references uploads on delete cascade,
  place integer not null,
  bytes bytea not null,
  constraint upload_pieces_pkey primary key (upload_id, place)
);
comment on table upload_pieces is 'ファイルの中身. The bytes of uploaded files, kept until they are imported whole or discarded, at most 30 days.';
comment on column upload_pieces.upload_id is 'Of which file.';
comment on column upload_pieces.place is 'The piece''s place in it, from 0.';
comment on column upload_pieces.bytes is 'The piece.';

create table upload_problems (
  upload_id bigint not null references uploads on delete cascade,
  place integer not null,
  line integer not null,
  column_name text not null,
  value text not null,
  rule text not null,
  wrong text not null,
  "right" text not null,
  wrong_en text not null,
  right_en text not null,
  constraint upload_problems_pkey primary key (upload_id, place)
);
comment on table upload_problems is '取込みの問題. What is wrong with uploaded files, kept as long as their bytes are.';
comment on column upload_problems.upload_id is 'Of which file.';
comment on column upload_problems.place is 'Orders the problems of a file.';
comment on column upload_problems.line is 'The row as the spreadsheet numbers it; 0: the file as a whole.';
comment on column upload_problems.column_name is 'The column as the file names it.';
comment on column upload_problems.value is 'What the cell says.';
comment on column upload_problems.rule is 'The rule that is broken; empty: the cell is at fault by itself.';
comment on column upload_problems.wrong is 'What is wrong, in Japanese.';
comment on column upload_problems.wrong_en is 'The same in English.';
comment on column upload_problems."right" is 'What would be right, in Japanese.';
comment on column upload_problems.right_en is 'The same in English.';

create table upload_work (
  upload_id bigint primary key references uploads on delete cascade,
  progress real not null default 0,
  alive_at timestamptz,
  attempts integer not null default 0
);
comment on table upload_work is '取込みの作業. Files that are being checked or imported in the background, or wait for it.';
comment on column upload_work.upload_id is 'Which file.';
comment on column upload_work.progress is 'The share that is read, from 0 to 1.';
comment on column upload_work.alive_at is 'When whoever works on it last said so; null: nobody does. After a minute of silence somebody else takes it up.';
comment on column upload_work.attempts is 'How many times it was begun.';
