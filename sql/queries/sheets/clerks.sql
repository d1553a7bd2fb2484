-- A row a unit of the month that has a clerk today, of its own or of the nearest unit above: who that is.
-- $1 month: its first day.
with recursive tree as materialized (select t.unit_id, t.parent_id, k.names, k.logins from month_tree($1::date) t left join clerks_today() k on k.unit_id = t.unit_id),
walk as (
  select t.unit_id, t.names, t.logins from tree t where t.parent_id is null
  union all
  select t.unit_id, coalesce(t.names, w.names), coalesce(t.logins, w.logins) from walk w join tree t on t.parent_id = w.unit_id)
select u.code, w.names, w.logins
from walk w join units u on u.id = w.unit_id
where w.names is not null
order by u.code collate "C"
