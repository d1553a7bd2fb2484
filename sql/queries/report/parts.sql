-- A row a part of the report, in their order: the unit that it stands for and its people and adoptions.
-- $1 month: its first day; $2 unit: its id, null for the whole organisation. Unit: persons, adoptions; contract_shares: contracted minutes per 4 weeks x percent.
select p.part, p.own, u.code, v.name, v.name_en, v.kind,
  coalesce(c.headcount, 0) as headcount, coalesce(c.on_leave, 0) as on_leave, coalesce(c.contract_shares, 0) as contract_shares,
  coalesce(c.covered, 0) as covered, coalesce(c.adopters, 0) as adopters, coalesce(c.active, 0) as active,
  coalesce(c.in_force, 0) as in_force, coalesce(c.reported, 0) as reported
from report_parts($1::date, $2::bigint) p
join units u on u.id = p.unit_id
join unit_versions v on v.id = p.version_id
left join part_people($1::date, $2::bigint) c on c.part = p.part
order by p.part
