-- A row a unit's own adoption that the month's movement is about (new, lapsed, again: taken up again after it had ended), and one row for all that were kept, with their number.
-- $1 month: its first day; $2 unit: its code, with all under it in the month or the one before; null for all. Of persons' own adoptions there are none here.
with recursive months as (select $1::date as month, ($1::date - interval '1 month')::date as before),
tree as materialized (
  select t.unit_id, t.parent_id from months m cross join lateral month_tree(m.month) t
  union select t.unit_id, t.parent_id from months m cross join lateral month_tree(m.before) t),
under as (
  select t.unit_id from tree t join units u on u.id = t.unit_id where u.code = $2::text or $2::text is null and t.parent_id is null
  union
  select t.unit_id from under n join tree t on t.parent_id = n.unit_id),
moved as (
  select a.*, case
      when a.started_on <= last_day(m.before) and (a.ended_on is null or a.ended_on >= m.month) then 'kept'
      when a.started_on <= last_day(m.before) then 'lapsed'
      when exists (select from adoptions e where e.unit_id = a.unit_id and e.use_case_id = a.use_case_id and e.ended_on < a.started_on) then 'again'
      else 'new' end as movement
  from adoptions a cross join months m
  where a.unit_id in (select n.unit_id from under n) and daterange(a.started_on, a.ended_on, '[]') && daterange(m.before, (m.month + interval '1 month')::date)
    and not (a.started_on > last_day(m.before) and coalesce(a.ended_on < m.month, false)))
select x.movement, u.code as unit_code, v.name as unit, v.name_en as unit_en, k.title as use_case,
  to_char(case when x.movement = 'lapsed' then x.ended_on else x.started_on end, 'YYYY-MM-DD') as day, x.end_reason, 1::bigint as adoptions
from moved x
join units u on u.id = x.unit_id
join use_cases k on k.id = x.use_case_id
cross join lateral (select w.name, w.name_en from unit_versions w where w.unit_id = x.unit_id and w.valid_from <= last_day($1::date) order by w.valid_from desc limit 1) v
where x.movement <> 'kept'
union all
select 'kept', null, null, null, null, null, null, count(*) from moved x where x.movement = 'kept'
order by 1, 2, 5, 6
