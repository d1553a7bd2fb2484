-- A row a part of the report, evidence level, tool and area: minutes.
-- $1 month: its first day; $2 unit: its id, null for the whole organisation.
-- Summed by ids before titles are joined: to sort a large organisation's cells by text took most of the time.
with sums as materialized (
  select p.part, c.evidence, c.tool_id, k.area_id,
    sum(c.gross)::bigint as gross, sum(c.loss)::bigint as loss, sum(c.unaccounted)::bigint as unaccounted, sum(c.freed)::bigint as freed
  from report_parts($1::date, $2::bigint) p
  join cell_minutes($1::date) c on c.unit_id = p.unit_id
  join tasks k on k.id = c.task_id
  group by p.part, c.evidence, c.tool_id, k.area_id)
select s.part, s.evidence, t.code as tool_code, t.name as tool_title, a.code as area_code, a.title as area_title, s.gross, s.loss, s.unaccounted, s.freed
from sums s
join tools t on t.id = s.tool_id
join areas a on a.id = s.area_id
order by s.part, s.evidence, t.code, a.code
