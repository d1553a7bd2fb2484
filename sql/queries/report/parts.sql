-- A row a part of the report, in their order: the unit that it stands for and its people and adoptions.
-- $1 month: its first day; $2 unit: its id, null for the whole organisation. Unit: persons, adoptions; contract_shares: contracted minutes per 4 weeks x percent.
with parts as materialized (select * from report_parts($1::date, $2::bigint))
select p.part, p.own, u.code, v.name, v.name_en, v.kind,
  coalesce(sum(c.headcount), 0)::bigint as headcount, coalesce(sum(c.on_leave), 0)::bigint as on_leave, coalesce(sum(c.contract_shares), 0)::bigint as contract_shares,
  coalesce(sum(c.covered), 0)::bigint as covered, coalesce(sum(c.adopters), 0)::bigint as adopters, coalesce(sum(c.active), 0)::bigint as active,
  coalesce(sum(c.in_force), 0)::bigint as in_force, coalesce(sum(c.reported), 0)::bigint as reported
from parts p
join units u on u.id = p.top_id
join month_tree($1::date) t on t.unit_id = p.top_id
join unit_versions v on v.id = t.version_id
left join cell_people($1::date) c on c.unit_id = p.unit_id
group by p.part, p.own, u.code, v.name, v.name_en, v.kind
order by p.part
