-- A row a unit of a trial: of those whose primary post was in it or under it when the trial began, how many are there still, how many in a unit of another start, how many elsewhere.
-- $1 trial: its id; $2 from: the last month before the first start, $3 to: the month of the look, their first days. Unit: persons.
with own as materialized (select e.unit_id, e.start from trial_units e where e.trial_id = $1::bigint),
members as materialized (
  select t.unit_id, p.person_id
  from trial_members(array(select u.unit_id from own u), $2::date) t join post_periods p on p.unit_id = t.member_id and p.is_primary and p.period @> (upper(month_days($2::date)) - 1)),
places as materialized (
  select p.person_id, t.unit_id, u.start
  from trial_members(array(select u.unit_id from own u), $3::date) t join own u on u.unit_id = t.unit_id
  join post_periods p on p.unit_id = t.member_id and p.is_primary and p.period @> (upper(month_days($3::date)) - 1))
select u.code, count(m.person_id) as members, count(m.person_id) filter (where p.unit_id = m.unit_id) as stayed,
  count(m.person_id) filter (where p.unit_id <> m.unit_id and p.start is distinct from e.start) as crossed
from own e join units u on u.id = e.unit_id left join members m on m.unit_id = e.unit_id left join places p on p.person_id = m.person_id
group by u.code order by u.code
