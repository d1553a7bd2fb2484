-- A row a published figure that a unit's month is held against, from the newest snapshots: of the whole organisation in the month, and of the unit in the month before and a year before.
-- At least one row of each that there is, without key where all is withheld.
-- $1 month: its first day; $2 code: of the unit, null for the whole organisation.
with beside as (
  -- Questions of the index on month and unit, of which each has at most one answer.
  select 'whole' as what, u.figures from snapshot_units u where u.month = $1::date and not u.own and u.unit_id is null and $2::text is not null
  union all
  select m.what, u.figures
  from (values ('last_month', ($1::date - interval '1 month')::date), ('last_year', ($1::date - interval '1 year')::date)) m (what, month)
  join snapshot_units u on u.month = m.month and not u.own and u.unit_id = (select x.id from units x where x.code = $2::text)
  union all
  select m.what, u.figures
  from (values ('last_month', ($1::date - interval '1 month')::date), ('last_year', ($1::date - interval '1 year')::date)) m (what, month)
  join snapshot_units u on u.month = m.month and not u.own and u.unit_id is null and $2::text is null)
select b.what, f.key, f.value::bigint as value from beside b left join lateral jsonb_each_text(b.figures) f on true
