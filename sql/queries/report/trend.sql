-- A row a month in which any adoption was in force: minutes of the whole organisation, from the live account.
-- $1 month: the last one, its first day; $2 months: how many, counted back from it.
select to_char(m.month, 'YYYY-MM') as month, coalesce(f.freed, 0) as freed, coalesce(c.claimed, 0) as claimed, coalesce(c.confirmed, 0) as confirmed
from (select g::date as month from generate_series($1::date - make_interval(months => $2::integer - 1), $1::date, interval '1 month') g) m
join lateral (select sum(p.in_force) as in_force from part_people(m.month, null) p) p on p.in_force > 0
left join lateral (select sum(p.freed)::bigint as freed from part_minutes(m.month, null) p where p.evidence > 0) f on true
left join lateral (
  select sum(p.claimed)::bigint as claimed, sum(p.confirmed)::bigint as confirmed
  from part_categories(m.month, null) p join categories g on g.id = p.category_id where p.evidence > 0 and g.tier = 'higher_value') c on true
order by m.month
