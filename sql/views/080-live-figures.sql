-- The rules that decide digits, worked out from the facts for the units themselves (p_units; null: all of them), without the units under them.

create or replace function live_people(p_month date, p_units bigint[]) returns setof rollup_people language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  days constant daterange := month_days(p_month);
  last_day constant date := upper(days) - 1;
  -- As an array the planner knows how few they are.
  persons constant bigint[] := case when p_units is not null then array(select distinct d.person_id from month_posts(p_month) d where d.unit_id = any (p_units)) end;
begin
  return query
  with pieces as materialized (
    select d.*, d.period @> last_day as is_standing from month_posts(p_month) d where p_units is null or d.person_id = any (persons)),
  last_posts as materialized (
    select distinct on (p.person_id) p.person_id, p.unit_id from pieces p where p.is_primary order by p.person_id, p.period desc),
  -- Headcount and FTE: the posts of the last day.
  away as materialized (
    select distinct s.person_id from leaves l join staff s on s.id = l.staff_id where l.valid_from <= last_day and (l.valid_to is null or l.valid_to >= last_day)
      and (p_units is null or s.person_id = any (persons))),
  standing as materialized (
    select p.*, w.person_id is not null as away
    from pieces p left join away w on w.person_id = p.person_id where p.is_primary and p.is_standing),
  concurrent as (
    select p.person_id, p.unit_id, p.share_percent from pieces p where not p.is_primary and p.is_standing),
  taken as (select c.person_id, sum(c.share_percent) as percent from concurrent c group by c.person_id),
  shares as (
    select s.unit_id, s.contracted_minutes::bigint * coalesce(s.share_percent, 100 - coalesce(t.percent, 0)) as contract_shares
    from standing s left join taken t on t.person_id = s.person_id where not s.away
    union all
    select c.unit_id, s.contracted_minutes::bigint * c.share_percent from concurrent c join standing s on s.person_id = c.person_id where not s.away),
  fte as (select s.unit_id, sum(s.contract_shares)::bigint as contract_shares from shares s group by s.unit_id),
  -- Training: every course required of the grade on the last day, held and not expired on that day.
  requirements as materialized (
    select c.id as course_id, g.id as grade_id from courses c cross join (select id, code from grades union all select null, null) g
    where ('all' = any (c.required) or g.code = any (c.required)) and (c.required_from is null or c.required_from <= last_day)),
  held as materialized (
    select distinct s.person_id, t.course_id from training_records t join staff s on s.id = t.staff_id join courses c on c.id = t.course_id
    where t.completed_on <= last_day and (c.valid_months is null or last_day < t.completed_on + make_interval(months => c.valid_months))
      and c.id in (select r.course_id from requirements r)
      and (p_units is null or s.person_id = any (persons))),
  lacking as materialized (
    select distinct s.person_id from standing s join requirements r on coalesce(r.grade_id, 0) = coalesce(s.grade_id, 0)
    where not s.away and not exists (select from held h where h.person_id = s.person_id and h.course_id = r.course_id)),
  -- Adopters: an adoption in force on the last day, with a record of it or a usage day of its tool in this or the two months before.
  named_adopters as materialized (
    select distinct s.person_id from adoptions a join staff s on s.id = a.staff_id
    where a.started_on <= last_day and (a.ended_on is null or a.ended_on >= last_day)
      and (p_units is null or s.person_id = any (persons))
      and (exists (select from time_records t where t.adoption_id = a.id and t.month between p_month - interval '2 months' and p_month)
        or exists (select from use_cases u join usage_days g on g.tool_id = u.tool_id join staff o on o.id = g.staff_id
          where u.id = a.use_case_id and o.person_id = s.person_id and g.days_used > 0 and g.month between p_month - interval '2 months' and p_month))),
  named_active as materialized (
    select s.person_id from time_records t join adoptions a on a.id = t.adoption_id join staff s on s.id = a.staff_id
    where t.month = p_month and (p_units is null or s.person_id = any (persons))
    union
    select s.person_id from usage_days g join staff s on s.id = g.staff_id
    where g.month = p_month and g.days_used > 0 and (p_units is null or s.person_id = any (persons))),
  -- Adoptions and the users of units' own ones.
  own as materialized (
    select a.id, a.unit_id, daterange(a.started_on, a.ended_on, '[]') as dates from adoptions a
    where a.unit_id is not null and (p_units is null or a.unit_id = any (p_units)) and a.started_on <= last_day and (a.ended_on is null or a.ended_on >= p_month)
      and exists (select from unit_periods u where u.unit_id = a.unit_id and u.period && days)),
  recent as materialized (
    select distinct on (o.id) o.id, o.unit_id, o.dates, t.month, t.users from own o join time_records t on t.adoption_id = o.id
    where t.month between p_month - interval '2 months' and p_month order by o.id, t.month desc),
  users as (
    select r.unit_id, max(r.users) filter (where r.month = p_month) as now, max(r.users) filter (where r.dates @> last_day) as lately from recent r group by r.unit_id),
  adopted as (
    select o.unit_id, exists (select from time_records t where t.adoption_id = o.id and t.month = p_month) as reported from own o
    union all
    select l.unit_id, exists (select from time_records t where t.adoption_id = a.id and t.month = p_month)
    from adoptions a join staff s on s.id = a.staff_id join last_posts l on l.person_id = s.person_id
    where a.started_on <= last_day and (a.ended_on is null or a.ended_on >= p_month)),
  counted as (
    select s.unit_id, count(*) filter (where not s.away) as headcount, count(*) filter (where s.away) as on_leave,
      count(*) filter (where not s.away and l.person_id is null) as covered, count(*) filter (where not s.away and n.person_id is not null) as adopters
    from standing s left join lacking l on l.person_id = s.person_id left join named_adopters n on n.person_id = s.person_id group by s.unit_id),
  active as (select l.unit_id, count(*) as active from named_active n join last_posts l on l.person_id = n.person_id group by l.unit_id),
  reports as (select a.unit_id, count(*) as in_force, count(*) filter (where a.reported) as reported from adopted a group by a.unit_id),
  cells as (
    select unit_id, coalesce(c.headcount, 0) as headcount, coalesce(c.on_leave, 0) as on_leave, coalesce(f.contract_shares, 0) as contract_shares, coalesce(c.covered, 0) as covered,
      greatest(coalesce(c.adopters, 0), least(coalesce(c.headcount, 0), coalesce(u.lately, 0))) as adopters,
      greatest(coalesce(a.active, 0), least(coalesce(c.headcount, 0), coalesce(u.now, 0))) as active,
      coalesce(r.in_force, 0) as in_force, coalesce(r.reported, 0) as reported
    from counted c full join fte f using (unit_id) full join active a using (unit_id) full join reports r using (unit_id) full join users u using (unit_id))
  select p_month, c.unit_id, false, c.headcount::integer, c.on_leave::integer, c.contract_shares, c.covered::integer, c.adopters::integer, c.active::integer, c.in_force::integer, c.reported::integer
  from cells c
  where (p_units is null or c.unit_id = any (p_units))
    and (c.headcount, c.on_leave, c.contract_shares, c.covered, c.adopters, c.active, c.in_force, c.reported) <> (0, 0, 0, 0, 0, 0, 0, 0);
end $$;
comment on function live_people is 'People and adoptions of a month at each unit itself, from the facts.';

create or replace function unit_weights(p_month date, p_persons bigint[]) returns table (person_id bigint, unit_id bigint, weight bigint, total bigint, is_last boolean)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  days constant daterange := month_days(p_month);
begin
  return query
  with pieces as materialized (
    select d.person_id, d.unit_id, d.is_primary, d.share_percent, d.period from month_posts(p_month) d where p_persons is null or d.person_id = any (p_persons)),
  last_posts as (
    select distinct on (p.person_id) p.person_id, p.unit_id from pieces p where p.is_primary order by p.person_id, p.period desc),
  taken as (
    select p.person_id, p.period, sum(c.share_percent * (upper(c.period * p.period) - lower(c.period * p.period))) as weight
    from pieces p join pieces c on c.person_id = p.person_id and c.period && p.period
    where p.is_primary and p.share_percent is null and not c.is_primary group by p.person_id, p.period),
  weighed as (
    select p.person_id, p.unit_id, sum((upper(p.period) - lower(p.period)) * coalesce(p.share_percent, 100) - coalesce(t.weight, 0))::bigint as weight
    from pieces p left join taken t on p.is_primary and p.share_percent is null and t.person_id = p.person_id and t.period = p.period
    group by p.person_id, p.unit_id)
  select w.person_id, w.unit_id, w.weight, sum(w.weight) over (partition by w.person_id)::bigint, w.unit_id = l.unit_id
  from weighed w join last_posts l on l.person_id = w.person_id;
end $$;
comment on function unit_weights is 'How a person''s minutes of a month follow the posts: per unit days x share percent; the unit of the last primary post takes the rest that rounding leaves.';

create or replace function live_records(p_month date, p_units bigint[])
returns table (adoption_id bigint, evidence smallint, use_case_id bigint, gross bigint, loss bigint, freed bigint, unit_id bigint)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  persons constant bigint[] := case when p_units is not null then array(select distinct d.person_id from month_posts(p_month) d where d.unit_id = any (p_units)) end;
begin
  return query
  with own as (
    select c.* from account c where c.month = p_month and c.unit_id is not null and (p_units is null or c.unit_id = any (p_units))),
  named as materialized (
    select c.*, s.person_id from account c join staff s on s.id = c.staff_id where c.month = p_month and (p_units is null or s.person_id = any (persons))),
  places as materialized (
    select w.person_id, max(w.unit_id) filter (where w.is_last and w.weight = w.total) as unit_id from unit_weights(p_month, persons) w group by w.person_id)
  select o.adoption_id, o.evidence, o.use_case_id, o.gross, o.loss, o.freed, o.unit_id from own o
  union all
  select n.adoption_id, n.evidence, n.use_case_id, n.gross, n.loss, n.freed, p.unit_id from named n join places p on p.person_id = n.person_id;
end $$;
comment on function live_records is 'The time records of a month that concern the units, each with the one unit that all of its minutes belong to; null: they are apportioned.';

create or replace function live_atoms(p_month date, p_adoptions bigint[])
returns table (unit_id bigint, adoption_id bigint, evidence smallint, use_case_id bigint, atom text, category_id bigint, minutes bigint)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
  with records as materialized (
    select c.* , s.person_id from account c join staff s on s.id = c.staff_id where c.month = p_month and c.adoption_id = any (p_adoptions)),
  redirected as materialized (
    select d.adoption_id, d.category_id, d.minutes::bigint as minutes, d.confirmed_by_id is not null as confirmed
    from redirections d where d.month = p_month and d.adoption_id = any (p_adoptions)),
  totals as (select d.adoption_id, sum(d.minutes) as minutes from redirected d group by d.adoption_id),
  atoms as (
    select r.adoption_id, r.person_id, r.evidence, r.use_case_id, a.atom, null::bigint as category_id, a.minutes
    from records r left join totals t on t.adoption_id = r.adoption_id
    cross join lateral (values ('gross', r.gross), ('loss', r.loss), ('unaccounted', r.freed - coalesce(t.minutes, 0)::bigint)) a (atom, minutes)
    union all
    select r.adoption_id, r.person_id, r.evidence, r.use_case_id, case when d.confirmed then 'confirmed' else 'unconfirmed' end, d.category_id, d.minutes
    from redirected d join records r on r.adoption_id = d.adoption_id),
  -- Rounded toward zero everywhere but at the last unit.
  parts as (
    select a.adoption_id, w.unit_id, a.evidence, a.use_case_id, a.atom, a.category_id, a.minutes, w.is_last,
      case when w.is_last then 0 else div(a.minutes::numeric * w.weight, w.total)::bigint end as part
    from atoms a join unit_weights(p_month, array(select distinct r.person_id from records r)) w on w.person_id = a.person_id)
  select p.unit_id, p.adoption_id, p.evidence, p.use_case_id, p.atom, p.category_id,
    case when p.is_last then p.minutes - sum(p.part) over (partition by p.adoption_id, p.atom, p.category_id)::bigint else p.part end
  from parts p;
end $$;
comment on function live_atoms is 'The atoms of persons'' time records of a month (gross, loss, unaccounted, confirmed and unconfirmed minutes by category), apportioned to units.';

create or replace function live_minutes(p_month date, p_units bigint[]) returns setof rollup_minutes language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  adoptions constant bigint[] := case when p_units is not null then array(select r.adoption_id from live_records(p_month, p_units) r) end;
begin
  return query
  with records as materialized (select * from live_records(p_month, p_units)),
  totals as (
    select d.adoption_id, sum(d.minutes) as minutes from redirections d
    where d.month = p_month and (p_units is null or d.adoption_id = any (adoptions)) group by d.adoption_id),
  parts as (
    select r.unit_id, r.evidence, r.use_case_id, r.gross, r.loss, r.freed - coalesce(t.minutes, 0) as unaccounted, r.freed
    from records r left join totals t on t.adoption_id = r.adoption_id where r.unit_id is not null
    union all
    select a.unit_id, a.evidence, a.use_case_id, case a.atom when 'gross' then a.minutes else 0 end, case a.atom when 'loss' then a.minutes else 0 end,
      case a.atom when 'unaccounted' then a.minutes else 0 end, case when a.atom in ('unaccounted', 'confirmed', 'unconfirmed') then a.minutes else 0 end
    from live_atoms(p_month, array(select r.adoption_id from records r where r.unit_id is null)) a)
  select p_month, p.unit_id, false, p.evidence, u.tool_id, u.task_id, sum(p.gross)::bigint, sum(p.loss)::bigint, sum(p.unaccounted)::bigint, sum(p.freed)::bigint
  from parts p join use_cases u on u.id = p.use_case_id
  where p_units is null or p.unit_id = any (p_units)
  group by p.unit_id, p.evidence, u.tool_id, u.task_id;
end $$;
comment on function live_minutes is 'Minutes of a month at each unit itself, from the facts.';

create or replace function live_categories(p_month date, p_units bigint[]) returns setof rollup_categories language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  adoptions constant bigint[] := case when p_units is not null then array(select r.adoption_id from live_records(p_month, p_units) r) end;
begin
  return query
  with records as materialized (select * from live_records(p_month, p_units)),
  parts as (
    select r.unit_id, r.evidence, d.category_id, d.minutes::bigint as minutes, d.confirmed_by_id is not null as confirmed
    from records r join redirections d on d.adoption_id = r.adoption_id
    where d.month = p_month and r.unit_id is not null and (p_units is null or d.adoption_id = any (adoptions))
    union all
    select a.unit_id, a.evidence, a.category_id, a.minutes, a.atom = 'confirmed'
    from live_atoms(p_month, array(select r.adoption_id from records r where r.unit_id is null)) a where a.category_id is not null)
  select p_month, p.unit_id, false, p.evidence, p.category_id, sum(p.minutes)::bigint, coalesce(sum(p.minutes) filter (where p.confirmed), 0)::bigint
  from parts p where p_units is null or p.unit_id = any (p_units)
  group by p.unit_id, p.evidence, p.category_id;
end $$;
comment on function live_categories is 'Redirected minutes of a month at each unit itself, from the facts.';
