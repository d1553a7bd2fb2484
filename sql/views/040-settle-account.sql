-- Settling, second part: the account's identity, its caps and its refusals, for the records that the transaction can have affected.
-- Keys travel as arrays and every plan is made for the arrays at hand: the same function is quick for one record, by index, and for a million, by hashing.

create or replace function rewards_redirection(p_rewards text) returns boolean language sql immutable
return p_rewards ~* 'redirect|振向|振り向|高付加価値';
comment on function rewards_redirection is 'Whether the words that say what a scheme rewards name redirected time.';

create or replace function affected_adoptions(p_what text[]) returns table (adoption_id bigint, months datemultirange) language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  me constant xid8 := pg_current_xact_id();
  adoptions bigint[]; adoption_months datemultirange[];
  persons bigint[]; person_months datemultirange[];
  units bigint[]; unit_months datemultirange[];
  rechained bigint[] := array(select distinct t.id from touched t where t.xid = me and t.what = 'staff' and t.what = any (p_what));
begin
  -- Days are widened to the beginnings of their months: a month is touched where its first day is among them.
  select array_agg(t.id), array_agg(t.months) into adoptions, adoption_months
  from (select t.id, range_agg(daterange(month_of(lower(t.months)), upper(t.months))) as months from touched t where t.xid = me and t.what in ('adoption', 'redirected') and t.what = any (p_what) group by t.id) t;
  select array_agg(t.id), array_agg(t.months) into persons, person_months
  from (select t.id, range_agg(daterange(month_of(lower(t.months)), upper(t.months))) as months from touched t where t.xid = me and t.what = 'person' and t.what = any (p_what) group by t.id) t;
  select array_agg(t.id), array_agg(t.months) into units, unit_months
  from (select t.id, range_agg(daterange(month_of(lower(t.months)), upper(t.months))) as months from touched t where t.xid = me and t.what = 'unit' and t.what = any (p_what) group by t.id) t;
  if units is null and persons is null and rechained = '{}' then
    return query select * from unnest(adoptions, adoption_months) k (adoption_id, months);
    return;
  end if;
  -- Step by step: each one is planned for the number of keys that the one before has found.
  if units is not null then
    select array_agg(p.person_id), array_agg(p.months) into persons, person_months
    from (
      select p.person_id, range_agg(r.months) as months
      from (
        select t.person_id, t.months from unnest(persons, person_months) t (person_id, months)
        union all
        select d.person_id, t.months * datemultirange(daterange(month_of(lower(d.period)), upper(d.period))) from unnest(units, unit_months) t (id, months) join post_periods d on d.unit_id = t.id) p
      cross join lateral unnest(p.months) r (months)
      group by p.person_id) p;
  end if;
  return query
  select k.id, range_agg(r.months)
  from (
    select t.id, t.months from unnest(adoptions, adoption_months) t (id, months)
    union all
    select a.id, p.months from unnest(persons, person_months) p (person_id, months) join staff s on s.person_id = p.person_id join adoptions a on a.staff_id = s.id
    union all
    select a.id, t.months from unnest(units, unit_months) t (id, months) join adoptions a on a.unit_id = t.id
    union all
    -- Two employments made one person may be claimant and confirmer of the same minutes.
    select d.adoption_id, datemultirange(month_days(d.month))
    from unnest(rechained) t (id) join staff s on s.id = t.id join staff o on o.person_id = s.person_id join redirections d on o.id in (d.claimed_by_id, d.confirmed_by_id)) k
  cross join lateral unnest(k.months) r (months)
  group by k.id;
end $$;
comment on function affected_adoptions is 'Adoptions, each once, and the months in which the transaction can have affected their records by touching keys of these kinds.';

create or replace function affected_records(p_adoptions bigint[], p_months datemultirange[]) returns table (adoption_id bigint, month date) language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  -- Bounds for everything, so that a month's file reads a month.
  months constant daterange := (select range_merge(range_agg(range_merge(m))) from unnest(p_months) m);
  first_month constant date := coalesce(lower(months), '-infinity');
  end_month constant date := coalesce(upper(months), 'infinity');
begin
  return query
  select r.adoption_id, r.month from unnest(p_adoptions, p_months) k (adoption_id, months) join time_records r on r.adoption_id = k.adoption_id and r.month <@ k.months
  where r.month >= first_month and r.month < end_month
  union all
  select distinct r.adoption_id, r.month from unnest(p_adoptions, p_months) k (adoption_id, months) join redirections r on r.adoption_id = k.adoption_id and r.month <@ k.months
  where r.month >= first_month and r.month < end_month and not exists (select from time_records t where t.adoption_id = r.adoption_id and t.month = r.month);
end $$;
comment on function affected_records is 'The months of these adoptions that have a time record or redirections, each once.';

create or replace function last_units(p_persons bigint[], p_months date[]) returns table (person_id bigint, month date, unit_id bigint)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
  select distinct on (k.person_id, k.month) k.person_id, k.month, d.unit_id
  from (select distinct k.person_id, k.month from unnest(p_persons, p_months) k (person_id, month) where k.person_id is not null) k
  join post_days d on d.person_id = k.person_id and d.is_primary and d.period && month_days(k.month)
  order by k.person_id, k.month, d.period desc;
end $$;
comment on function last_units is 'last_unit for many persons and months at once; none: no row.';

create or replace function units_above(p_units bigint[], p_months date[]) returns table (unit_id bigint, month date, above_id bigint)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
  with recursive climb as (
    select distinct k.unit_id, k.month, k.unit_id as above_id from unnest(p_units, p_months) k (unit_id, month) where k.unit_id is not null
    union all
    select c.unit_id, c.month, p.parent_id
    from climb c
    cross join lateral (select u.parent_id from unit_periods u where u.unit_id = c.above_id and u.period && month_days(c.month) order by u.period desc limit 1) p
    where p.parent_id is not null)
  select * from climb;
end $$;
comment on function units_above is 'Each unit with itself and every unit above it in the tree of the month.';

create or replace function units_below(p_units bigint[], p_months date[]) returns table (unit_id bigint, month date, below_id bigint)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
  with recursive descent as (
    select distinct k.unit_id, k.month, k.unit_id as below_id from unnest(p_units, p_months) k (unit_id, month)
    union all
    select d.unit_id, d.month, p.unit_id
    from descent d join unit_periods p on p.parent_id = d.below_id and p.period && month_days(d.month)
    where not exists (select from unit_periods l where l.unit_id = p.unit_id and l.period && month_days(d.month) and l.period > p.period))
  select * from descent;
end $$;
comment on function units_below is 'Each unit with itself and every unit under it in the tree of the month.';

create or replace function settle_records(p_adoptions bigint[], p_months date[], p_first_month date, p_last_month date)
returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
  with k as materialized (
    select k.adoption_id, k.month, a.unit_id as own_unit, a.use_case_id, s.person_id, d.unit_id as whole_unit,
      a.started_on <= k.last_day and coalesce(a.ended_on, 'infinity') >= k.month as in_dates
    from (select k.adoption_id, k.month, last_day(k.month) as last_day from unnest(p_adoptions, p_months) k (adoption_id, month)) k
    join adoptions a on a.id = k.adoption_id
    left join staff s on s.id = a.staff_id
    -- Most people have one primary post from the first day of the month to the last.
    left join primary_posts d on d.person_id = s.person_id and d.post_days @> k.month and d.post_days @> k.last_day and d.unit_days @> k.month and d.unit_days @> k.last_day),
  places as materialized (
    select l.* from (select array_agg(k.person_id) as persons, array_agg(k.month) as months from k where k.person_id is not null and k.whole_unit is null) x
    cross join lateral last_units(x.persons, x.months) l),
  r as materialized (
    select k.*, coalesce(k.own_unit, k.whole_unit, l.unit_id) as at_unit, c.adoption_id is not null as recorded, c.users, c.evidence, c.freed,
      m.use_case_id as measured_use_case, m.unit_id as measured_unit
    from k
    left join places l on l.person_id = k.person_id and l.month = k.month
    left join account c on c.adoption_id = k.adoption_id and c.month = k.month and c.month between p_first_month and p_last_month
    left join measurements m on m.id = c.measurement_id),
  redirected as (
    select k.adoption_id, k.month, sum(d.minutes) as minutes, bool_or(cb.person_id is not null and cb.person_id in (cl.person_id, k.person_id)) as confirmed_by_party
    from k
    join redirections d on d.adoption_id = k.adoption_id and d.month = k.month and d.month between p_first_month and p_last_month
    left join staff cb on cb.id = d.confirmed_by_id
    left join staff cl on cl.id = d.claimed_by_id
    group by k.adoption_id, k.month),
  absent_units as (
    select n.own_unit, n.month from (select distinct k.own_unit, k.month from k where k.own_unit is not null) n
    where not exists (select from unit_periods u where u.unit_id = n.own_unit and u.period && month_days(n.month))),
  measured_above as (
    select distinct u.unit_id, u.month, u.above_id
    from (select array_agg(r.at_unit) as units, array_agg(r.month) as months from r where r.at_unit <> r.measured_unit) x
    cross join lateral units_above(x.units, x.months) u)
  select f.rule, r.person_id, r.own_unit, r.adoption_id, r.month,
    case f.rule when 'redirections_above_freed' then jsonb_build_object('redirected', r.redirected, 'freed', r.freed) end
  from (
    select r.*, d.minutes as redirected, concat_ws(' ',
      case when not r.recorded then 'redirections_without_time' end,
      case when r.evidence = 0 and d.minutes is not null then 'redirections_of_reference' end,
      case when r.evidence > 0 and d.minutes > r.freed then 'redirections_above_freed' end,
      case when d.confirmed_by_party then 'redirections_second_person' end,
      case when r.recorded and not r.in_dates then 'time_outside_adoption' end,
      case when r.recorded and r.own_unit is null and r.at_unit is null then 'time_without_post' end,
      case when r.recorded and n.own_unit is not null then 'time_without_unit' end,
      case when r.recorded and r.own_unit is not null and r.users is null then 'time_users_needed' end,
      case when r.recorded and r.own_unit is null and r.users is not null then 'time_users_refused' end,
      case when r.measured_use_case <> r.use_case_id then 'time_measurement_use_case' end,
      case when r.at_unit <> r.measured_unit and m.unit_id is null then 'time_measurement_unit' end) as broken
    from r
    left join redirected d on d.adoption_id = r.adoption_id and d.month = r.month
    left join absent_units n on n.own_unit = r.own_unit and n.month = r.month
    left join measured_above m on m.unit_id = r.at_unit and m.month = r.month and m.above_id = r.measured_unit) r
  cross join lateral string_to_table(r.broken, ' ') f (rule)
  where r.broken <> '';
end $$;
comment on function settle_records is 'What is wrong with these records, each looked at by itself; a row a fault.';

create or replace function settle_schemes(p_adoptions bigint[], p_months date[], p_first_month date, p_last_month date)
returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  persons bigint[]; person_months date[]; person_units bigint[];
  units bigint[]; unit_months date[]; rewarded bigint[]; codes text[];
begin
  if not exists (select from schemes s where rewards_redirection(s.rewards) and daterange(s.starts_on, s.ends_on, '[]') && daterange(p_first_month, upper(month_days(p_last_month)))) then
    return;
  end if;
  select array_agg(l.person_id), array_agg(l.month), array_agg(l.unit_id) into persons, person_months, person_units
  from (
    select array_agg(p.person_id) as persons, array_agg(p.month) as months
    from unnest(p_adoptions, p_months) k (adoption_id, month)
    join redirections d on d.adoption_id = k.adoption_id and d.month = k.month and d.month between p_first_month and p_last_month
    join staff cb on cb.id = d.confirmed_by_id
    join adoptions a on a.id = d.adoption_id
    left join staff o on o.id = a.staff_id
    cross join lateral (values (cb.person_id, d.month), (o.person_id, d.month)) p (person_id, month)) x
  cross join lateral last_units(x.persons, x.months) l;
  -- Units in or under rewarded ones.
  select array_agg(b.below_id), array_agg(b.month), array_agg(b.unit_id), array_agg(b.code) into units, unit_months, rewarded, codes
  from (
    select distinct u.below_id, u.month, u.unit_id, s.code
    from (
      select array_agg(su.unit_id) as units, array_agg(m.month) as months
      from schemes s join scheme_units su on su.scheme_id = s.id, (select distinct m as month from unnest(p_months) m) m
      where rewards_redirection(s.rewards) and daterange(su.starts_on, su.ends_on, '[]') && month_days(m.month)) x
    cross join lateral units_below(x.units, x.months) u
    join scheme_units su on su.unit_id = u.unit_id and daterange(su.starts_on, su.ends_on, '[]') && month_days(u.month)
    join schemes s on s.id = su.scheme_id and rewards_redirection(s.rewards) and daterange(s.starts_on, s.ends_on, '[]') && month_days(u.month)) b;
  return query
  -- Whose unit each claim is comes first: it hangs on an outer join, and joined with that in one the rewarded units would be paired by month alone.
  with confirmed as materialized (
    select d.adoption_id, d.month, cb.person_id, pc.unit_id as confirmer_unit, coalesce(a.unit_id, pa.unit_id) as unit_id
    from unnest(p_adoptions, p_months) k (adoption_id, month)
    join redirections d on d.adoption_id = k.adoption_id and d.month = k.month and d.month between p_first_month and p_last_month
    join staff cb on cb.id = d.confirmed_by_id
    join adoptions a on a.id = d.adoption_id
    left join staff o on o.id = a.staff_id
    join unnest(persons, person_months, person_units) pc (person_id, month, unit_id) on pc.person_id = cb.person_id and pc.month = d.month
    left join unnest(persons, person_months, person_units) pa (person_id, month, unit_id) on pa.person_id = o.person_id and pa.month = d.month)
  select distinct 'redirections_rewarded_unit', c.person_id, w.rewarded_id, c.adoption_id, c.month, jsonb_build_object('scheme', w.code)
  from confirmed c
  join unnest(units, unit_months, rewarded, codes) w (unit_id, month, rewarded_id, code) on w.unit_id = c.unit_id and w.month = c.month
  join unnest(units, unit_months, rewarded, codes) v (unit_id, month, rewarded_id, code)
    on v.unit_id = c.confirmer_unit and v.month = c.month and v.rewarded_id = w.rewarded_id and v.code = w.code;
end $$;
comment on function settle_schemes is 'Confirmations by somebody of a unit that is rewarded for redirecting; a row a fault.';

create or replace function settle_use_cases(p_adoptions bigint[], p_months date[], p_first_month date, p_last_month date)
returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  hit_units bigint[];
  hit_months date[];
  use_cases bigint[];
  near_persons bigint[];
  near_months date[];
begin
  -- Only use cases that both a unit and a person have adopted can meet.
  use_cases := array(
    select u.use_case_id from (select distinct a.use_case_id from unnest(p_adoptions) k (adoption_id) join adoptions a on a.id = k.adoption_id) u
    where exists (select from adoptions a where a.use_case_id = u.use_case_id and a.unit_id is not null)
      and exists (select from adoptions a where a.use_case_id = u.use_case_id and a.unit_id is null));
  if use_cases = '{}' then return; end if;
  select array_agg(h.unit_id), array_agg(h.month) into hit_units, hit_months
  from (
    select distinct a.unit_id, k.month from unnest(p_adoptions, p_months) k (adoption_id, month) join adoptions a on a.id = k.adoption_id
    where a.unit_id is not null and a.use_case_id = any (use_cases)) h;
  -- Who may stand in the touched units or under them.
  select array_agg(n.person_id), array_agg(n.month) into near_persons, near_months
  from (
    select distinct d.person_id, b.month
    from (select distinct u.below_id, u.month from units_below(hit_units, hit_months) u) b join post_periods d on d.unit_id = b.below_id and d.is_primary and d.period && month_days(b.month)) n;
  return query
  with personal as materialized (
    select a.id as adoption_id, k.month, a.use_case_id, s.person_id
    from unnest(p_adoptions, p_months) k (adoption_id, month) join adoptions a on a.id = k.adoption_id and a.use_case_id = any (use_cases) join staff s on s.id = a.staff_id
    union
    select a.id, k.month, a.use_case_id, s.person_id
    from unnest(near_persons, near_months) k (person_id, month)
    join staff s on s.person_id = k.person_id
    join adoptions a on a.staff_id = s.id and a.use_case_id = any (use_cases) and daterange(a.started_on, a.ended_on, '[]') && month_days(k.month)),
  places as materialized (
    select l.* from (select array_agg(p.person_id) as persons, array_agg(p.month) as months from personal p) x cross join lateral last_units(x.persons, x.months) l),
  above as materialized (
    select u.* from (select array_agg(p.unit_id) as units, array_agg(p.month) as months from (select distinct p.unit_id, p.month from places p) p) x
    cross join lateral units_above(x.units, x.months) u),
  meeting as materialized (
    select p.adoption_id, p.month, p.person_id, a.id as unit_adoption_id, a.unit_id
    from personal p
    join places l on l.person_id = p.person_id and l.month = p.month
    join above u on u.unit_id = l.unit_id and u.month = l.month
    join adoptions a on a.unit_id = u.above_id and a.use_case_id = p.use_case_id
    where daterange(a.started_on, a.ended_on, '[]') && month_days(p.month))
  select 'time_use_case_twice', w.person_id, w.unit_id, w.adoption_id, m.month, jsonb_build_object('unit_adoption', a.code, 'person_adoption', o.code)
  from meeting m
  join time_records t on t.adoption_id = m.unit_adoption_id and t.month = m.month and t.month between p_first_month and p_last_month
  join time_records q on q.adoption_id = m.adoption_id and q.month = m.month and q.month between p_first_month and p_last_month
  join adoptions a on a.id = m.unit_adoption_id
  join adoptions o on o.id = m.adoption_id
  cross join lateral (values (m.person_id, null::bigint, m.adoption_id), (null, m.unit_id, m.unit_adoption_id)) w (person_id, unit_id, adoption_id);
end $$;
comment on function settle_use_cases is 'Use cases recorded in a month both for a unit and for a person in it or under it; a row a fault.';

create or replace function settle_caps(p_adoptions bigint[], p_months date[])
returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language plpgsql stable set plan_cache_mode = force_custom_plan set max_parallel_workers_per_gather = 0 as $$
#variable_conflict use_column
declare
  me constant xid8 := pg_current_xact_id();
  persons bigint[]; person_months daterange[];
  touched_units bigint[]; touched_months daterange[];
  adoptions bigint[]; adopting_persons bigint[]; adopting_units bigint[]; first_months date[]; last_months date[];
  first_month date;
  last_month date;
  units bigint[]; months date[]; nets bigint[];
begin
  -- A unit's cap depends on its own records, on the tree and on everybody's posts under it: the touched units, and all above touched persons and units.
  select array_agg(t.id), array_agg(t.months) into persons, person_months
  from (select t.id, range_merge(range_agg(t.months)) as months from touched t where t.xid = me and t.what = 'person' group by t.id) t;
  select array_agg(u.unit_id), array_agg(u.months) into touched_units, touched_months
  from (
    select u.unit_id, range_merge(range_agg(u.months)) as months
    from (
      select t.id as unit_id, t.months from touched t where t.xid = me and t.what in ('unit', 'place')
      union all
      select d.unit_id, t.months * d.period from unnest(persons, person_months) t (id, months) join post_periods d on d.person_id = t.id and d.period && t.months) u
    group by u.unit_id) u;
  -- All adoptions of each adopter, from its first touched month to its last: in the months between, the caps hold as they held before.
  with recursive above as (
    select u.unit_id, u.months from unnest(touched_units, touched_months) u (unit_id, months)
    union
    select p.parent_id, a.months * p.period from above a join unit_periods p on p.unit_id = a.unit_id and p.period && a.months where p.parent_id is not null),
  spans as (
    select k.adoption_id, min(k.month) as first_month, max(k.month) as last_month from unnest(p_adoptions, p_months) k (adoption_id, month) group by k.adoption_id),
  adopters as (
    select s.person_id, null::bigint as unit_id, min(k.first_month) as first_month, max(k.last_month) as last_month
    from spans k join adoptions a on a.id = k.adoption_id join staff s on s.id = a.staff_id group by s.person_id
    union all
    select null, u.unit_id, min(u.first_month), max(u.last_month)
    from (
      select a.unit_id, k.first_month, k.last_month from spans k join adoptions a on a.id = k.adoption_id where a.unit_id is not null
      union all
      select a.unit_id, coalesce(month_of(lower(a.months)), '-infinity'), coalesce(upper(a.months) - 1, 'infinity') from above a where not isempty(a.months)) u
    group by u.unit_id)
  select array_agg(r.id), array_agg(r.person_id), array_agg(r.unit_id), array_agg(r.first_month), array_agg(r.last_month), min(r.first_month), max(r.last_month)
  into adoptions, adopting_persons, adopting_units, first_months, last_months, first_month, last_month
  from (
    select o.id, a.* from adopters a join staff s on s.person_id = a.person_id join adoptions o on o.staff_id = s.id
    union all
    select o.id, a.* from adopters a join adoptions o on o.unit_id = a.unit_id) r;
  select array_agg(n.person_id), array_agg(n.unit_id), array_agg(n.month), array_agg(n.net) into persons, units, months, nets
  from (
    select r.person_id, r.unit_id, c.month, sum(c.net)::bigint as net
    from unnest(adoptions, adopting_persons, adopting_units, first_months, last_months) r (adoption_id, person_id, unit_id, first_month, last_month)
    join account c on c.adoption_id = r.adoption_id and c.month between r.first_month and r.last_month and c.month between first_month and last_month
    where c.evidence > 0 group by r.person_id, r.unit_id, c.month having sum(c.net) > 0) n;
  -- A post of the whole month, and no leave in it, is 28 days of its contract or more: of many, those who stay within that, or within that of a unit's own people, need no closer look.
  if cardinality(nets) > 100 then
    with n as materialized (
      select n.*, last_day(n.month) as last_day from unnest(persons, units, months, nets) n (person_id, unit_id, month, net)),
    doubtful as (
      select n.person_id, n.unit_id, n.month, n.net
      from n
      left join primary_posts d on d.person_id = n.person_id and d.contracted_minutes >= n.net and d.post_days @> n.month and d.post_days @> n.last_day and d.unit_days @> n.month and d.unit_days @> n.last_day
      left join (leaves l join staff s on s.id = l.staff_id) on s.person_id = n.person_id and l.valid_from <= n.last_day and coalesce(l.valid_to, 'infinity') >= n.month
      where n.person_id is not null and (d.person_id is null or l.id is not null)
      union
      select n.person_id, n.unit_id, n.month, n.net
      from n
      left join (
        select n.unit_id, n.month, sum(d.contracted_minutes) as minutes
        from n join primary_posts d on d.unit_id = n.unit_id and d.post_days @> n.month and d.post_days @> n.last_day and d.unit_days @> n.month and d.unit_days @> n.last_day
        where not exists (select from leaves l join staff s on s.id = l.staff_id where s.person_id = d.person_id and l.valid_from <= n.last_day and coalesce(l.valid_to, 'infinity') >= n.month)
        group by n.unit_id, n.month) b on b.unit_id = n.unit_id and b.month = n.month
      where n.unit_id is not null and n.net > coalesce(b.minutes, 0))
    select array_agg(d.person_id), array_agg(d.unit_id), array_agg(d.month), array_agg(d.net) into persons, units, months, nets from doubtful d;
  end if;
  if array_remove(persons, null) <> '{}' then
    return query
    with n as materialized (
      select * from unnest(persons, months, nets) n (person_id, month, net) where n.person_id is not null),
    caps as (
      select m.month, c.person_id, c.minutes from (select n.month, array_agg(n.person_id) as persons from n group by n.month) m
      cross join lateral contracted_minutes(m.month, m.persons) c)
    select 'cap_person', n.person_id, null::bigint, null::bigint, n.month, jsonb_build_object('net', n.net, 'contracted', coalesce(c.minutes, 0))
    from n left join caps c on c.month = n.month and c.person_id = n.person_id
    where n.net > coalesce(c.minutes, 0);
  end if;
  if array_remove(units, null) <> '{}' then
    return query
    with n as materialized (
      select * from unnest(units, months, nets) n (unit_id, month, net) where n.unit_id is not null),
    under as materialized (
      select b.* from (select array_agg(n.unit_id) as units, array_agg(n.month) as months from n) x cross join lateral units_below(x.units, x.months) b),
    contracts as (
      select m.month, c.unit_id, sum(c.minutes) as minutes
      from (select u.month, array_agg(distinct d.person_id) as persons
            from (select distinct u.month, u.below_id from under u) u join post_periods d on d.unit_id = u.below_id and d.is_primary and d.period && month_days(u.month)
            group by u.month) m
      cross join lateral contracted_minutes(m.month, m.persons) c
      group by m.month, c.unit_id),
    caps as (
      select u.month, u.unit_id, sum(c.minutes) as minutes from under u join contracts c on c.month = u.month and c.unit_id = u.below_id group by u.month, u.unit_id)
    select 'cap_unit', null::bigint, n.unit_id, null::bigint, n.month, jsonb_build_object('net', n.net, 'contracted', coalesce(c.minutes, 0))
    from n left join caps c on c.month = n.month and c.unit_id = n.unit_id
    where n.net > coalesce(c.minutes, 0);
  end if;
end $$;
comment on function settle_caps is 'Persons and units whose net minutes of a month, over all their own adoptions, are above the contracted minutes: a person''s own, or those of everybody in the unit and under it.';
