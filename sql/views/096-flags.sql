-- Flags: figures that are allowed and that HR should look at.

create or replace function flags(p_month date) returns table (flag text, person_id bigint, unit_id bigint, adoption_id bigint, detail jsonb)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  perform require_viewer();
  return query
  with records as materialized (
    select c.adoption_id, c.unit_id, s.person_id, c.net, c.evidence,
      (select sum(d.minutes) from redirections d where d.adoption_id = c.adoption_id and d.month = p_month) as redirected
    from account c left join staff s on s.id = c.staff_id where c.month = p_month and c.evidence > 0),
  adopters as materialized (
    select r.person_id, r.unit_id, sum(r.net) as net, coalesce(sum(r.redirected), 0) as redirected from records r group by r.person_id, r.unit_id),
  contracts as materialized (
    select c.person_id, c.unit_id, c.minutes
    from contracted_minutes(p_month, array(select distinct d.person_id from post_days d where d.is_primary and d.period && month_days(p_month))) c),
  climb as (
    with recursive climb as (
      select t.unit_id as start, t.unit_id as above from month_tree(p_month) t
      union all
      select c.start, t.parent_id from climb c join month_tree(p_month) t on t.unit_id = c.above where t.parent_id is not null)
    select * from climb),
  under as (
    select c.above as unit_id, sum(k.minutes) as minutes
    from climb c join (select unit_id, sum(minutes) as minutes from contracts group by unit_id) k on k.unit_id = c.start
    where c.above in (select a.unit_id from adopters a where a.unit_id is not null) group by c.above)
  select 'above_a_fifth', a.person_id, a.unit_id, null::bigint, jsonb_build_object('net', a.net, 'contracted', coalesce(c.minutes, u.minutes, 0))
  from adopters a left join contracts c on c.person_id = a.person_id left join under u on u.unit_id = a.unit_id
  where a.net * 5 > coalesce(c.minutes, u.minutes, 0) and a.net > 0
  union all
  select 'redirected_above_net', a.person_id, a.unit_id, null, jsonb_build_object('redirected', a.redirected, 'net', a.net)
  from adopters a where a.redirected > greatest(a.net, 0)
  union all
  select 'carried_forward', null, null, c.adoption_id, jsonb_build_object('months', c.months_in_a_row)
  from carried_records c where c.month = p_month and c.months_in_a_row >= 3
  union all
  select 'post_without_unit', p.person_id, p.unit_id, null, null
  from post_periods p where p.period && month_days(p_month)
    and not exists (select from unit_periods u where u.unit_id = p.unit_id and u.period && p.period * month_days(p_month));
end $$;
comment on function flags is 'What of a month is to be reviewed: net above a fifth of contracted minutes, redirections above an adopter''s positive net, values carried forward three months, posts in units that are no longer in force.';
