-- Problems and notes of uploaded files are kept in both languages. What was written in one is shown in both until the file is looked through again.
alter table uploads add column notes_en text[] not null default '{}';
update uploads set notes_en = notes;
alter table uploads drop column language;
comment on column uploads.notes is 'What is not wrong and yet should be known, in Japanese.';
comment on column uploads.notes_en is 'The same in English.';
alter table upload_problems add column wrong_en text, add column right_en text;
update upload_problems set wrong_en = wrong, right_en = "right";
alter table upload_problems alter column wrong_en set not null, alter column right_en set not null;
comment on column upload_problems.wrong is 'What is wrong, in Japanese.';
comment on column upload_problems.wrong_en is 'The same in English.';
comment on column upload_problems."right" is 'What would be right, in Japanese.';
comment on column upload_problems.right_en is 'The same in English.';
