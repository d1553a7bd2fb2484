-- A row a part of the report, evidence level and category: redirected minutes, claimed (all of them) and confirmed.
-- $1 month: its first day; $2 unit: its id, null for the whole organisation.
select c.part, c.evidence, g.code, c.claimed, c.confirmed
from part_categories($1::date, $2::bigint) c
join categories g on g.id = c.category_id
order by c.part, c.evidence, g.code
