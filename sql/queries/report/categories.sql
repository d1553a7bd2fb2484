-- A row a part of the report, evidence level and category: redirected minutes, claimed (all of them) and confirmed.
-- $1 month: its first day; $2 unit: its id, null for the whole organisation.
select p.part, c.evidence, g.code, sum(c.claimed)::bigint as claimed, sum(c.confirmed)::bigint as confirmed
from report_parts($1::date, $2::bigint) p
join cell_categories($1::date) c on c.unit_id = p.unit_id
join categories g on g.id = c.category_id
group by p.part, c.evidence, g.code
order by p.part, c.evidence, g.code
