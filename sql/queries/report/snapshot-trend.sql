-- A row a month that is frozen: minutes of the whole organisation; null: withheld.
-- $1 month: the last one, its first day; $2 months: how many, counted back from it.
select to_char(u.month, 'YYYY-MM') as month, (u.figures ->> 'freed')::bigint as freed, (u.figures ->> 'higher_value.claimed')::bigint as claimed,
  (u.figures ->> 'higher_value.confirmed')::bigint as confirmed
from snapshot_units u
where u.unit_id is null and not u.own and u.month > $1::date - make_interval(months => $2::integer) and u.month <= $1::date
order by u.month
