-- What was answered to one role of an account is not for its others. As what the earlier ones were asked isn't known: they are forgotten some days sooner.
delete from answered_requests;
alter table answered_requests drop constraint answered_requests_pkey, add column role account_role not null,
  add constraint answered_requests_pkey primary key (account_id, role, key);
comment on column answered_requests.role is 'As what: what was answered to one role of an account is not for its others.';
