-- A row a month with a snapshot that has the unit, newest first: what it publishes of the trend's figures; null is withheld.
-- $1 month: the last one; $2 unit: its code, null for the whole organisation; $3 months: how many to look back at. Unit: persons, minutes.
with rows as (
  -- Two questions of the index on month and unit, of which one has an answer.
  select s.month, s.figures from snapshot_units s
  where s.month <= $1::date and s.month > $1::date - make_interval(months => $3::integer) and not s.own and s.unit_id = (select u.id from units u where u.code = $2::text)
  union all
  select s.month, s.figures from snapshot_units s
  where s.month <= $1::date and s.month > $1::date - make_interval(months => $3::integer) and not s.own and s.unit_id is null and $2::text is null)
select to_char(s.month, 'YYYY-MM') as month,
  (s.figures ->> 'headcount')::bigint as headcount, (s.figures ->> 'adopters')::bigint as adopters, (s.figures ->> 'covered')::bigint as covered,
  (s.figures ->> 'freed')::bigint as freed, (s.figures ->> 'higher_value.claimed')::bigint as claimed, (s.figures ->> 'higher_value.confirmed')::bigint as confirmed,
  (s.figures ->> 'unaccounted.claimed')::bigint as unaccounted
from rows s
order by s.month desc
