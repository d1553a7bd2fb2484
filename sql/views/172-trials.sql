-- Trials: what was registered stays, and the figures of a trial's units.

create or replace function refuse_trial_change() returns trigger language plpgsql as $$
begin
  raise exception 'a registered trial stays as it was registered: amend it' using errcode = 'TD003';
end $$;
comment on function refuse_trial_change is 'Refuses to change or take back what was registered or found.';

do $$
declare
  name text;
begin
  foreach name in array array['trials', 'trial_units', 'trial_amendments', 'trial_results'] loop
    execute format('create or replace trigger refuse_trial_change before update or delete on %I for each statement execute function refuse_trial_change()', name);
  end loop;
end $$;

create or replace function refuse_late_trial_unit() returns trigger language plpgsql as $$
begin
  -- A trial and its units come in one transaction; nobody joins later.
  if exists (select from trials t where t.id = new.trial_id and t.xmin <> pg_current_xact_id()::xid) then
    raise exception 'no unit joins a registered trial' using errcode = 'TD003';
  end if;
  return new;
end $$;
comment on function refuse_late_trial_unit is 'Keeps the units of a trial to those with which it was registered.';
create or replace trigger refuse_late_trial_unit before insert on trial_units for each row execute function refuse_late_trial_unit();

create or replace function trial_members(p_units bigint[], p_month date) returns table (unit_id bigint, member_id bigint) language sql stable
begin atomic
  with recursive tree as materialized (select t.unit_id, t.parent_id from month_tree(p_month) t),
  walk as (
    select t.unit_id, t.unit_id as member_id from tree t where t.unit_id = any (p_units)
    union all
    select w.unit_id, t.unit_id from walk w join tree t on t.parent_id = w.member_id)
  select w.unit_id, w.member_id from walk w;
end;
comment on function trial_members is 'Units with all that stand under them in the tree of a month, each with itself; none where the unit isn''t in force.';

create or replace function trial_figures(p_units bigint[], p_from date, p_to date)
returns table (unit_id bigint, month date, headcount bigint, contract_shares bigint, covered bigint, adopters bigint, in_force bigint, reported bigint,
  net bigint[], freed bigint[], claimed bigint[], confirmed bigint[])
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  m date;
  stale bigint[];
  members bigint[];
  is_live boolean;
begin
  perform require_viewer();
  for m in select g::date from generate_series(p_from, p_to, interval '1 month') g loop
    members := array(select distinct t.member_id from trial_members(p_units, m) t);
    stale := stale_units(m);
    is_live := stale is null or stale && members;
    return query
    with part as materialized (select * from trial_members(p_units, m)),
    people as (
      select r.* from rollup_people r where not is_live and r.month = m and not r.whole and r.unit_id = any (members)
      union all select r.* from live_people(m, case when is_live then members else '{}' end) r),
    minutes as (
      select r.unit_id, r.evidence, r.gross, r.loss, r.unaccounted, r.freed from rollup_minutes r where not is_live and r.month = m and not r.whole and r.unit_id = any (members)
      union all select r.unit_id, r.evidence, r.gross, r.loss, r.unaccounted, r.freed from live_minutes(m, case when is_live then members else '{}' end) r),
    redirected as (
      select r.unit_id, r.evidence, r.category_id, r.claimed, r.confirmed from rollup_categories r where not is_live and r.month = m and not r.whole and r.unit_id = any (members)
      union all select r.unit_id, r.evidence, r.category_id, r.claimed, r.confirmed from live_categories(m, case when is_live then members else '{}' end) r),
    counted as (
      select t.unit_id, sum(p.headcount)::bigint as headcount, sum(p.contract_shares)::bigint as contract_shares, sum(p.covered)::bigint as covered,
        sum(p.adopters)::bigint as adopters, sum(p.in_force)::bigint as in_force, sum(p.reported)::bigint as reported
      from part t join people p on p.unit_id = t.member_id group by t.unit_id),
    levels as (
      select t.unit_id, e.level, coalesce(sum(x.freed - x.loss), 0)::bigint as net, coalesce(sum(x.freed), 0)::bigint as freed
      from part t cross join generate_series(0, 5) e (level) left join minutes x on x.unit_id = t.member_id and x.evidence = e.level group by t.unit_id, e.level),
    higher as (
      select t.unit_id, e.level, coalesce(sum(x.claimed), 0)::bigint as claimed, coalesce(sum(x.confirmed), 0)::bigint as confirmed
      from part t cross join generate_series(0, 5) e (level)
      left join (select r.* from redirected r join categories c on c.id = r.category_id and c.tier = 'higher_value') x on x.unit_id = t.member_id and x.evidence = e.level
      group by t.unit_id, e.level)
    select c.unit_id, m, c.headcount, c.contract_shares, c.covered, c.adopters, c.in_force, c.reported,
      (select array_agg(l.net order by l.level) from levels l where l.unit_id = c.unit_id), (select array_agg(l.freed order by l.level) from levels l where l.unit_id = c.unit_id),
      (select array_agg(h.claimed order by h.level) from higher h where h.unit_id = c.unit_id), (select array_agg(h.confirmed order by h.level) from higher h where h.unit_id = c.unit_id)
    from counted c;
  end loop;
end $$;
comment on function trial_figures is 'A row a unit and month in which it has people: figures of the unit with all under it, exact at every commit. Minutes by evidence level, from E0 on.';
