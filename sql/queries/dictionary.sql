-- A row a column of a table or view: what the schema's comments say of it.
select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as relation, obj_description(c.oid, 'pg_class') as relation_comment, a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
  not a.attnotnull as is_optional, col_description(c.oid, a.attnum) as column_comment
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname in ('public', 'report') and c.relkind in ('r', 'v')
order by n.nspname, c.relname, a.attnum
