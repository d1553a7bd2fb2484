-- What a transaction has touched, to be checked once when it settles.

create unlogged table touched (
  xid xid8 not null default pg_current_xact_id(),
  what text not null,
  id bigint,
  months daterange not null
);
create index touched_xid_idx on touched (xid);
comment on table touched is 'Keys that the transaction xid has changed, emptied when it settles.';
comment on column touched.xid is 'The transaction.';
comment on column touched.what is 'adoption, person or unit: to be derived and checked; redirected: an adoption of which only redirections changed; place: a unit whose people changed; staff: an employment whose chain is to be derived; figures: only rollups are behind (id is a person, null: everybody).';
comment on column touched.id is 'Its id.';
comment on column touched.months is 'The days concerned; every month that they touch is checked.';

create unlogged table settlements (
  xid xid8 not null default pg_current_xact_id()
);
comment on table settlements is 'A row a statement that touched something; its deferred trigger settles the transaction.';
comment on column settlements.xid is 'The transaction.';
