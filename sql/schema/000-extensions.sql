-- What the schema needs of PostgreSQL's own extensions.

create extension if not exists btree_gist;
comment on extension btree_gist is 'For periods that may not overlap.';
