-- A row an adoption of a unit that has ended, which the adoption outlasts; the oldest ends first.
-- Parameters: none. successors: the units in force that took its place.
select a.code, u.code as owner, v.name, v.name_en, k.title as use_case, to_char(e.last_day, 'YYYY-MM-DD') as last_day,
  coalesce(s.codes, '{}') as successors, coalesce(s.names, '{}') as successor_names, coalesce(s.names_en, '{}') as successor_names_en
from outlasting_adoptions e
join adoptions a on a.id = e.adoption_id
join units u on u.id = a.unit_id
join use_cases k on k.id = a.use_case_id
cross join lateral (select w.name, w.name_en from unit_versions w where w.unit_id = a.unit_id order by w.valid_from desc limit 1) v
left join lateral (
  select array_agg(n.code order by n.code) as codes, array_agg(w.name order by n.code) as names, array_agg(coalesce(w.name_en, w.name) order by n.code) as names_en
  from (select distinct x.unit_id from unit_versions x where a.unit_id = any (x.succeeds)) x
  join units n on n.id = x.unit_id
  join unit_periods c on c.unit_id = x.unit_id and c.period @> current_date
  join unit_versions w on w.id = c.version_id) s on true
where e.last_day < current_date
order by e.last_day, u.code, a.code
limit 500
