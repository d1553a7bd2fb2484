-- Checks that a database may lack which was made before they were in sql/schema.
alter table grades drop constraint grades_code_usable, add constraint grades_code_usable check (code not in ('', 'all', 'none') and code !~ '[;；、]');
alter table corrections drop constraint if exists corrections_answer_not_empty, add constraint corrections_answer_not_empty check (answer <> '' and length(answer) <= 4000);
alter table named_exports drop constraint named_exports_reason_not_empty, add constraint named_exports_reason_not_empty check (reason <> '' and length(reason) <= 4000);
