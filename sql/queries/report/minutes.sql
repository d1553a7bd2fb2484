-- A row a part of the report, evidence level, tool and area: minutes.
-- $1 month: its first day; $2 unit: its id, null for the whole organisation.
select c.part, c.evidence, t.code as tool_code, t.name as tool_title, a.code as area_code, a.title as area_title,
  sum(c.gross)::bigint as gross, sum(c.loss)::bigint as loss, sum(c.unaccounted)::bigint as unaccounted, sum(c.freed)::bigint as freed
from part_minutes($1::date, $2::bigint) c
join tools t on t.id = c.tool_id
join tasks k on k.id = c.task_id
join areas a on a.id = k.area_id
group by c.part, c.evidence, t.code, t.name, a.code, a.title
order by c.part, c.evidence, t.code, a.code
