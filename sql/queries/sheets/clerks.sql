-- A row a unit of the month that has a clerk today, of its own or of the nearest unit above: who that is.
-- $1 month: its first day.
with recursive tree as materialized (select t.unit_id, t.parent_id, u.code from month_tree($1::date) t join units u on u.id = t.unit_id),
climb as (
  select t.unit_id as start, t.unit_id as at, t.parent_id, 0 as steps from tree t
  union all
  select c.start, t.unit_id, t.parent_id, c.steps + 1 from climb c join tree t on t.unit_id = c.parent_id)
select distinct on (t.code collate "C") t.code, k.names, k.logins
from climb c join clerks_today() k on k.unit_id = c.at join tree t on t.unit_id = c.start
order by t.code collate "C", c.steps
