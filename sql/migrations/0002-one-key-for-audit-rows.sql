-- One key for the audit rows, in the order in which a change is read; their image is told the table.

alter table audit_rows drop constraint audit_rows_pkey, add constraint audit_rows_pkey primary key (change_id, id);
drop index audit_rows_change_idx;
comment on column audit_rows.id is 'Orders the rows of a change.';

drop function audit_image(jsonb);
