-- A row a part of the report, evidence level, tool and area: minutes.
-- $1 month: its first day; $2 unit: its id, null for the whole organisation.
select p.part, c.evidence, t.code as tool_code, t.name as tool_title, a.code as area_code, a.title as area_title,
  sum(c.gross)::bigint as gross, sum(c.loss)::bigint as loss, sum(c.unaccounted)::bigint as unaccounted, sum(c.freed)::bigint as freed
from report_parts($1::date, $2::bigint) p
join cell_minutes($1::date) c on c.unit_id = p.unit_id
join tools t on t.id = c.tool_id
join tasks k on k.id = c.task_id
join areas a on a.id = k.area_id
group by p.part, c.evidence, t.code, t.name, a.code, a.title
order by p.part, c.evidence, t.code, a.code
