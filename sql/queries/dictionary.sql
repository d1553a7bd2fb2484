-- A row a column of a table or view: what the schema's comments say of it.
select c.relname::text as relation, obj_description(c.oid, 'pg_class') as relation_comment, a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
  not a.attnotnull as is_optional, col_description(c.oid, a.attnum) as column_comment
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
order by c.relname, a.attnum
