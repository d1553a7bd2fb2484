-- Requests over the API that carry a key: done once, answered as often as they are repeated.

create table answered_requests (
  account_id bigint not null references accounts,
  key text not null constraint answered_requests_key check (key ~ '^[!-~]{1,200}$'),
  body_hash bytea not null constraint answered_requests_hash_length check (length(body_hash) = 32),
  answer text not null,
  answered_at timestamptz not null default now(),
  role account_role not null,
  constraint answered_requests_pkey primary key (account_id, role, key)
);
create index answered_requests_at_idx on answered_requests (answered_at);
comment on table answered_requests is '応答済みの要求. What was answered to a request with an Idempotency-Key; forgotten after a week.';
comment on column answered_requests.account_id is 'Who asked.';
comment on column answered_requests.key is 'The Idempotency-Key.';
comment on column answered_requests.body_hash is 'SHA-256 of what was asked: another request with the same key is refused.';
comment on column answered_requests.answer is 'The row as it was answered.';
comment on column answered_requests.answered_at is 'When.';
comment on column answered_requests.role is 'As what: what was answered to one role of an account is not for its others.';
