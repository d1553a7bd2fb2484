-- A row for each that a unit's month is held against, from the live account: the whole organisation in the month, and the unit in the month before and a year before, where it was in force.
-- $1 month: its first day; $2 unit: its code, null for the whole organisation. Unit: persons, adoptions, minutes; claimed and confirmed: of time redirected to higher-value work.
select m.what, sum(w.headcount)::bigint as headcount, sum(w.covered)::bigint as covered, sum(w.adopters)::bigint as adopters, sum(w.active)::bigint as active,
  sum(w.in_force)::bigint as in_force, sum(w.reported)::bigint as reported, sum(w.freed)::bigint as freed, sum(w.unaccounted)::bigint as unaccounted,
  sum(w.claimed)::bigint as claimed, sum(w.confirmed)::bigint as confirmed
from (
  select 'whole' as what, $1::date as month, null::bigint as unit_id where $2::text is not null
  union all
  select x.what, ($1::date - x.earlier)::date, (select u.id from units u where u.code = $2::text) from (values ('last_month', interval '1 month'), ('last_year', interval '1 year')) x (what, earlier)) m
cross join lateral whole_units(m.month, case when m.unit_id is null then array(select v.unit_id from unit_versions v where v.parent_id is null) else array[m.unit_id] end) w
group by m.what
