-- What the schema needs of PostgreSQL's own extensions.

create extension if not exists btree_gist;
comment on extension btree_gist is 'For periods that may not overlap.';
create extension if not exists pg_trgm;
comment on extension pg_trgm is 'For persons who are looked for by the beginning of a name.';
