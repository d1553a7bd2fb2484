-- Persons are looked for by the beginning of a name.
create extension if not exists pg_trgm;
comment on extension pg_trgm is 'For persons who are looked for by the beginning of a name.';
