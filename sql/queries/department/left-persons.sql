-- A row an adoption of somebody who has left, which the adoption outlasts; the oldest ends first.
-- Parameters: none. successors: the same person's next employment, where there is one.
select a.code, s.staff_no as owner, s.name, null::text as name_en, s.person_id, k.title as use_case, to_char(s.left_on, 'YYYY-MM-DD') as last_day,
  coalesce(n.numbers, '{}') as successors, coalesce(n.numbers, '{}') as successor_names, coalesce(n.numbers, '{}') as successor_names_en
from adoptions a
join staff s on s.id = a.staff_id
join use_cases k on k.id = a.use_case_id
left join lateral (select array_agg(x.staff_no order by x.staff_no) as numbers from staff x where x.previous_id = s.id and (x.left_on is null or x.left_on >= current_date)) n on true
where s.left_on < current_date and (a.ended_on is null or a.ended_on > greatest(s.left_on, a.started_on))
order by s.left_on, s.staff_no, a.code
limit 500
