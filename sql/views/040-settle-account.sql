-- Settling, second part: the account's identity, its caps and its refusals, for the records that the transaction can have affected.

create or replace function rewards_redirection(p_rewards text) returns boolean language sql immutable
return p_rewards ~* 'redirect|振向|振り向|高付加価値';
comment on function rewards_redirection is 'Whether the words that say what a scheme rewards name redirected time.';

create or replace function affected_records() returns table (adoption_id bigint, month date) language sql stable
begin atomic
  with t as (select * from touched where xid = pg_current_xact_id()),
  persons as (
    select t.id as person_id, range_agg(t.months) as months from t where t.what = 'person' group by t.id
    union all
    select d.person_id, range_agg(t.months * d.period) from t join post_periods d on d.unit_id = t.id and d.period && t.months where t.what = 'unit' group by d.person_id),
  keys as (
    select t.id as adoption_id, range_agg(t.months) as months from t where t.what = 'adoption' group by t.id
    union all
    select a.id, p.months from persons p join staff s on s.person_id = p.person_id join adoptions a on a.staff_id = s.id
    union all
    select a.id, range_agg(t.months) from t join adoptions a on a.unit_id = t.id where t.what = 'unit' group by a.id
    union all
    -- Two employments made one person may be claimant and confirmer of the same minutes.
    select d.adoption_id, range_agg(month_days(d.month))
    from t join staff s on s.id = t.id join staff o on o.person_id = s.person_id join redirections d on o.id in (d.claimed_by_id, d.confirmed_by_id)
    where t.what = 'staff' group by d.adoption_id)
  select r.adoption_id, r.month from keys k join time_records r on r.adoption_id = k.adoption_id and month_days(r.month) && k.months
  union
  select r.adoption_id, r.month from keys k join redirections r on r.adoption_id = k.adoption_id and month_days(r.month) && k.months;
end;
comment on function affected_records is 'Adoptions and months whose records the transaction can have affected.';

create or replace function settle_records() returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language sql stable
begin atomic
  with r as materialized (
    select k.adoption_id, k.month, t.adoption_id is not null as recorded, a.unit_id as own_unit, s.person_id, a.use_case_id, t.users,
      coalesce(a.unit_id, last_unit(s.person_id, k.month)) as at_unit,
      daterange(a.started_on, a.ended_on, '[]') && month_days(k.month) as in_dates,
      m.use_case_id as measured_use_case, m.unit_id as measured_unit
    from affected_records() k
    join adoptions a on a.id = k.adoption_id
    left join staff s on s.id = a.staff_id
    left join time_records t on t.adoption_id = k.adoption_id and t.month = k.month
    left join measurements m on m.id = t.measurement_id),
  redirected as (
    select k.adoption_id, k.month, sum(d.minutes) as minutes,
      bool_or(cb.person_id is not null and cb.person_id in (cl.person_id, r.person_id)) as confirmed_by_party
    from r k
    join redirections d on d.adoption_id = k.adoption_id and d.month = k.month
    join r on r.adoption_id = k.adoption_id and r.month = k.month
    left join staff cb on cb.id = d.confirmed_by_id
    left join staff cl on cl.id = d.claimed_by_id
    group by k.adoption_id, k.month)
  select f.rule, r.person_id, r.own_unit, r.adoption_id, r.month, f.detail
  from r
  left join redirected d on d.adoption_id = r.adoption_id and d.month = r.month
  left join account c on d.adoption_id is not null and c.adoption_id = r.adoption_id and c.month = r.month
  cross join lateral (values
    ('redirections_without_time', not r.recorded, null::jsonb),
    ('redirections_of_reference', c.evidence = 0 and d.minutes is not null, null),
    ('redirections_above_freed', r.recorded and c.evidence > 0 and d.minutes > c.freed, jsonb_build_object('redirected', d.minutes, 'freed', c.freed)),
    ('redirections_second_person', d.confirmed_by_party, null),
    ('time_outside_adoption', r.recorded and not r.in_dates, null),
    ('time_without_post', r.recorded and r.own_unit is null and r.at_unit is null, null),
    ('time_without_unit', r.recorded and r.own_unit is not null and not exists (select from unit_periods u where u.unit_id = r.own_unit and u.period && month_days(r.month)), null),
    ('time_users_needed', r.recorded and r.own_unit is not null and r.users is null, null),
    ('time_users_refused', r.recorded and r.own_unit is null and r.users is not null, null),
    ('time_measurement_use_case', r.measured_use_case <> r.use_case_id, null),
    ('time_measurement_unit', r.measured_unit is not null and r.at_unit <> r.measured_unit and not unit_under(r.at_unit, r.measured_unit, r.month), null)
  ) f (rule, broken, detail)
  where f.broken;
end;
comment on function settle_records is 'What is wrong with the affected records, each looked at by itself; a row a fault.';

create or replace function settle_schemes() returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language sql stable
begin atomic
  select distinct 'redirections_rewarded_unit', cb.person_id, su.unit_id, d.adoption_id, d.month, jsonb_build_object('scheme', s.code)
  from schemes s
  join scheme_units su on su.scheme_id = s.id
  join affected_records() k on daterange(su.starts_on, su.ends_on, '[]') && month_days(k.month) and daterange(s.starts_on, s.ends_on, '[]') && month_days(k.month)
  join redirections d on d.adoption_id = k.adoption_id and d.month = k.month and d.confirmed_by_id is not null
  join adoptions a on a.id = d.adoption_id
  left join staff o on o.id = a.staff_id
  join staff cb on cb.id = d.confirmed_by_id
  where rewards_redirection(s.rewards)
    and unit_under(coalesce(a.unit_id, last_unit(o.person_id, d.month)), su.unit_id, d.month)
    and unit_under(last_unit(cb.person_id, d.month), su.unit_id, d.month);
end;
comment on function settle_schemes is 'Confirmations by somebody of a unit that is rewarded for redirecting; a row a fault.';

create or replace function settle_use_cases() returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language plpgsql stable as $$
#variable_conflict use_column
begin
  -- Only use cases that both a unit and a person have adopted can meet.
  return query
  with recursive r as materialized (
    select k.adoption_id, k.month, a.use_case_id, a.unit_id, a.staff_id from affected_records() k join adoptions a on a.id = k.adoption_id
    where exists (select from adoptions u where u.use_case_id = a.use_case_id and u.unit_id is not null)
      and exists (select from adoptions p where p.use_case_id = a.use_case_id and p.staff_id is not null)),
  personal as materialized (
    select a.id as adoption_id, t.month, a.use_case_id, s.person_id, last_unit(s.person_id, t.month) as unit_id
    from (select distinct use_case_id, month from r) k
    join adoptions a on a.use_case_id = k.use_case_id and a.staff_id is not null
    join time_records t on t.adoption_id = a.id and t.month = k.month
    join staff s on s.id = a.staff_id),
  climb as (
    select p.month, p.unit_id as start, p.unit_id as above from personal p where p.unit_id is not null
    union
    select c.month, c.start, (select u.parent_id from unit_periods u where u.unit_id = c.above and u.period && month_days(c.month) order by u.period desc limit 1)
    from climb c where c.above is not null)
  select 'time_use_case_twice', w.person_id, w.unit_id, w.adoption_id, p.month, jsonb_build_object('unit_adoption', a.code, 'person_adoption', o.code)
  from personal p
  join adoptions o on o.id = p.adoption_id
  join climb c on c.month = p.month and c.start = p.unit_id
  join adoptions a on a.unit_id = c.above and a.use_case_id = p.use_case_id
  join time_records t on t.adoption_id = a.id and t.month = p.month
  cross join lateral (values (p.person_id, null::bigint, p.adoption_id), (null, a.unit_id, a.id)) w (person_id, unit_id, adoption_id)
  where exists (select from r where r.adoption_id in (a.id, p.adoption_id) and r.month = p.month);
end $$;
comment on function settle_use_cases is 'Use cases recorded in a month both for a unit and for a person in it or under it; a row a fault.';

create or replace function settle_person_caps() returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
  with keys as materialized (
    select distinct s.person_id, k.month from affected_records() k join adoptions a on a.id = k.adoption_id join staff s on s.id = a.staff_id),
  nets as materialized (
    select k.person_id, k.month, sum(c.net) as net
    from keys k join staff s on s.person_id = k.person_id join adoptions a on a.staff_id = s.id
    join account c on c.adoption_id = a.id and c.month = k.month
    where c.evidence > 0 group by k.person_id, k.month),
  caps as (
    select m.month, c.person_id, c.minutes from (select month, array_agg(person_id) as persons from nets where net > 0 group by month) m
    cross join lateral contracted_minutes(m.month, m.persons) c)
  select 'cap_person', n.person_id, null::bigint, null::bigint, n.month, jsonb_build_object('net', n.net, 'contracted', coalesce(c.minutes, 0))
  from nets n left join caps c on c.month = n.month and c.person_id = n.person_id
  where n.net > 0 and n.net > coalesce(c.minutes, 0);
end $$;
comment on function settle_person_caps is 'Persons whose net minutes of a month, over all their adoptions, are above their contracted minutes.';

create or replace function settle_unit_caps() returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language plpgsql stable as $$
#variable_conflict use_column
begin
  -- A unit's cap depends on its own records, on the tree and on everybody's posts under it: the touched units, and all above touched persons and units.
  return query
  with recursive touched_units as (
    select t.id as unit_id, t.months from touched t where t.xid = pg_current_xact_id() and t.what in ('unit', 'place')
    union
    select d.unit_id, t.months * d.period from touched t join post_periods d on d.person_id = t.id and d.period && t.months where t.xid = pg_current_xact_id() and t.what = 'person'),
  above as (
    select u.unit_id, u.months from touched_units u
    union
    select p.parent_id, a.months * p.period from above a join unit_periods p on p.unit_id = a.unit_id and p.period && a.months where p.parent_id is not null),
  keys as materialized (
    select a.unit_id, k.month from affected_records() k join adoptions a on a.id = k.adoption_id where a.unit_id is not null
    union
    select a.unit_id, t.month from (select unit_id, range_agg(months) as months from above group by unit_id) u
    join adoptions a on a.unit_id = u.unit_id join time_records t on t.adoption_id = a.id and month_days(t.month) && u.months),
  nets as materialized (
    select k.unit_id, k.month, sum(c.net) as net
    from keys k join adoptions a on a.unit_id = k.unit_id join account c on c.adoption_id = a.id and c.month = k.month
    where c.evidence > 0 group by k.unit_id, k.month),
  under as (
    select n.month, n.unit_id as top, n.unit_id from nets n where n.net > 0
    union
    select u.month, u.top, p.unit_id from under u join unit_periods p on p.parent_id = u.unit_id and p.period && month_days(u.month)
    where not exists (select from unit_periods l where l.unit_id = p.unit_id and l.period && month_days(u.month) and l.period > p.period)),
  contracts as (
    select m.month, c.unit_id, sum(c.minutes) as minutes
    from (select u.month, array_agg(distinct d.person_id) as persons
          from (select distinct month, unit_id from under) u join post_days d on d.unit_id = u.unit_id and d.is_primary and d.period && month_days(u.month)
          group by u.month) m
    cross join lateral contracted_minutes(m.month, m.persons) c
    group by m.month, c.unit_id),
  caps as (
    select u.month, u.top, sum(c.minutes) as minutes from under u join contracts c on c.month = u.month and c.unit_id = u.unit_id group by u.month, u.top)
  select 'cap_unit', null::bigint, n.unit_id, null::bigint, n.month, jsonb_build_object('net', n.net, 'contracted', coalesce(c.minutes, 0))
  from nets n left join caps c on c.month = n.month and c.top = n.unit_id
  where n.net > 0 and n.net > coalesce(c.minutes, 0);
end $$;
comment on function settle_unit_caps is 'Units whose own net minutes of a month are above the contracted minutes of those in them and under them.';
