-- One row: the unit as it was called in the month, or none where it was not in force.
-- $1 month: its first day; $2 code: of the unit.
select u.id, u.code, v.name, v.name_en, v.kind
from units u
join report_parts($1::date, u.id) p on p.own
join unit_versions v on v.id = p.version_id
where u.code = $2::text
