-- What readers see: the parts of a report, from what is rolled up and, where that is marked stale, from the facts.

create or replace function stale_units(p_month date) returns bigint[] language plpgsql stable as $$
declare
  units bigint[];
begin
  if not exists (select from rolled_months r where r.month = p_month) then return null; end if;
  select array_agg(distinct s.unit_id) into units from stale_marks s where s.months && month_days(p_month);
  if units is null then return '{}'; end if;
  -- From some hundreds on, working out all of it is quicker than many.
  if array_position(units, null) is not null or cardinality(units) > 300 then return null; end if;
  return units;
end $$;
comment on function stale_units is 'The units whose rollups of a month are behind; null: all of them, empty: none.';

create or replace function report_parts(p_month date, p_unit bigint) returns table (part integer, own boolean, unit_id bigint, version_id bigint) language sql stable
begin atomic
  with last_versions as (
    select u.unit_id, u.version_id, u.parent_id
    from unit_periods u
    where (u.unit_id = p_unit or u.parent_id = p_unit or p_unit is null and u.parent_id is null) and u.period && month_days(p_month)
      and not exists (select from unit_periods l where l.unit_id = u.unit_id and l.period && month_days(p_month) and l.period >> u.period))
  select 0, true, v.unit_id, v.version_id from last_versions v where v.unit_id = p_unit
  union all
  select (row_number() over (order by u.code))::integer, false, v.unit_id, v.version_id
  from last_versions v join units u on u.id = v.unit_id where v.parent_id is not distinct from p_unit;
end;
comment on function report_parts is 'The parts of the report on a unit (null: the whole organisation): part 0 is the unit itself, the others its children of the month by code, each with all under it.';

create or replace function part_cells(p_month date, p_unit bigint, p_stale bigint[]) returns table (part integer, unit_id bigint, whole boolean) language sql stable
begin atomic
  with recursive
  -- Nothing that a stale unit stood under in the month can be taken as a whole.
  opened as (
    select unnest(p_stale) as unit_id
    union
    select u.parent_id from opened o join unit_periods u on u.unit_id = o.unit_id
    where u.period && month_days(p_month) and u.parent_id is not null),
  walk as (
    select t.part, t.unit_id, p_stale is null or t.unit_id in (select o.unit_id from opened o) as is_open
    from report_parts(p_month, p_unit) t where not t.own
    union all
    select w.part, u.unit_id, p_stale is null or u.unit_id in (select o.unit_id from opened o)
    from walk w join unit_periods u on u.parent_id = w.unit_id
    where w.is_open and u.period && month_days(p_month)
      and not exists (select from unit_periods l where l.unit_id = u.unit_id and l.period && month_days(p_month) and l.period >> u.period))
  select 0, t.unit_id, false from report_parts(p_month, p_unit) t where t.own
  union all
  select w.part, w.unit_id, not w.is_open and exists (select from rollup_people r where r.month = p_month and r.unit_id = w.unit_id and r.whole) from walk w;
end;
comment on function part_cells is 'The cells that a part of the report is the sum of: wholes where nothing under them is stale (p_stale; null: everything is), else each unit itself.';

create or replace function part_people(p_month date, p_unit bigint) returns table (part integer, headcount bigint, on_leave bigint, contract_shares bigint, covered bigint, adopters bigint, active bigint, in_force bigint, reported bigint) language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  stale bigint[] := stale_units(p_month);
begin
  perform require_viewer();
  return query
  with cells as materialized (select * from part_cells(p_month, p_unit, stale)),
  figures as (
    select c.part, r.* from cells c join rollup_people r on r.month = p_month and r.unit_id = c.unit_id and r.whole = c.whole
    where stale is not null and (c.whole or c.unit_id <> all (stale))
    union all
    select c.part, r.* from live_people(p_month, stale) r join cells c on c.unit_id = r.unit_id
    where stale is null or stale <> '{}')
  select f.part, sum(f.headcount)::bigint, sum(f.on_leave)::bigint, sum(f.contract_shares)::bigint, sum(f.covered)::bigint, sum(f.adopters)::bigint,
    sum(f.active)::bigint, sum(f.in_force)::bigint, sum(f.reported)::bigint
  from figures f group by f.part;
end $$;
comment on function part_people is 'People and adoptions of each part of the report, exact at every commit.';

create or replace function part_minutes(p_month date, p_unit bigint) returns table (part integer, evidence smallint, tool_id bigint, task_id bigint, gross bigint, loss bigint, unaccounted bigint, freed bigint) language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  stale bigint[] := stale_units(p_month);
begin
  perform require_viewer();
  return query
  with cells as materialized (select * from part_cells(p_month, p_unit, stale)),
  figures as (
    select c.part, r.* from cells c join rollup_minutes r on r.month = p_month and r.unit_id = c.unit_id and r.whole = c.whole
    where stale is not null and (c.whole or c.unit_id <> all (stale))
    union all
    select c.part, r.* from live_minutes(p_month, stale) r join cells c on c.unit_id = r.unit_id
    where stale is null or stale <> '{}')
  select f.part, f.evidence, f.tool_id, f.task_id, sum(f.gross)::bigint, sum(f.loss)::bigint, sum(f.unaccounted)::bigint, sum(f.freed)::bigint
  from figures f group by f.part, f.evidence, f.tool_id, f.task_id;
end $$;
comment on function part_minutes is 'Minutes of each part of the report by evidence level, tool and task, exact at every commit.';

create or replace function part_categories(p_month date, p_unit bigint) returns table (part integer, evidence smallint, category_id bigint, claimed bigint, confirmed bigint) language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  stale bigint[] := stale_units(p_month);
begin
  perform require_viewer();
  return query
  with cells as materialized (select * from part_cells(p_month, p_unit, stale)),
  figures as (
    select c.part, r.* from cells c join rollup_categories r on r.month = p_month and r.unit_id = c.unit_id and r.whole = c.whole
    where stale is not null and (c.whole or c.unit_id <> all (stale))
    union all
    select c.part, r.* from live_categories(p_month, stale) r join cells c on c.unit_id = r.unit_id
    where stale is null or stale <> '{}')
  select f.part, f.evidence, f.category_id, sum(f.claimed)::bigint, sum(f.confirmed)::bigint
  from figures f group by f.part, f.evidence, f.category_id;
end $$;
comment on function part_categories is 'Redirected minutes of each part of the report by evidence level and category, exact at every commit.';

-- Of months that are rolled up the wholes are read at once; of others it is worked out part by part.
create or replace function whole_months(p_last date, p_months integer) returns table (month date, in_force bigint, freed bigint, claimed bigint, confirmed bigint)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  perform require_viewer();
  return query
  with months as materialized (
    select g::date as month, coalesce(stale_units(g::date) = '{}', false) as is_rolled
    from generate_series(p_last - make_interval(months => p_months - 1), p_last, interval '1 month') g),
  cells as materialized (
    select m.month, u.unit_id, exists (select from rollup_people r where r.month = m.month and r.unit_id = u.unit_id and r.whole) as whole
    from months m join unit_periods u on u.parent_id is null and u.period && month_days(m.month)
    where m.is_rolled and not exists (select from unit_periods l where l.unit_id = u.unit_id and l.period && month_days(m.month) and l.period >> u.period)),
  people as (
    select c.month, sum(r.in_force)::bigint as in_force from cells c join rollup_people r on r.month = c.month and r.unit_id = c.unit_id and r.whole = c.whole group by c.month
    union all
    select m.month, sum(p.in_force)::bigint from months m cross join lateral part_people(m.month, null) p where not m.is_rolled group by m.month),
  minutes as (
    select c.month, sum(r.freed)::bigint as freed
    from cells c join rollup_minutes r on r.month = c.month and r.unit_id = c.unit_id and r.whole = c.whole where r.evidence > 0 group by c.month
    union all
    select m.month, sum(p.freed)::bigint from months m cross join lateral part_minutes(m.month, null) p where not m.is_rolled and p.evidence > 0 group by m.month),
  redirected as (
    select x.month, sum(x.claimed)::bigint as claimed, sum(x.confirmed)::bigint as confirmed
    from (
      select c.month, r.category_id, r.claimed, r.confirmed
      from cells c join rollup_categories r on r.month = c.month and r.unit_id = c.unit_id and r.whole = c.whole where r.evidence > 0
      union all
      select m.month, p.category_id, p.claimed, p.confirmed from months m cross join lateral part_categories(m.month, null) p where not m.is_rolled and p.evidence > 0) x
    join categories g on g.id = x.category_id and g.tier = 'higher_value'
    group by x.month)
  select p.month, p.in_force, coalesce(f.freed, 0), coalesce(d.claimed, 0), coalesce(d.confirmed, 0)
  from people p left join minutes f on f.month = p.month left join redirected d on d.month = p.month
  where p.in_force > 0
  order by p.month;
end $$;
comment on function whole_months is 'The whole organisation month by month, from the live account: adoptions in force and minutes; months in which none was in force are left out.';

-- The same way for units.
create or replace function whole_units(p_month date, p_units bigint[]) returns table (unit_id bigint, version_id bigint, headcount bigint, covered bigint, adopters bigint, active bigint, in_force bigint, reported bigint,
  freed bigint, unaccounted bigint, claimed bigint, confirmed bigint)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  days constant daterange := month_days(p_month);
  is_rolled constant boolean := coalesce(stale_units(p_month) = '{}', false);
begin
  perform require_viewer();
  return query
  with units as materialized (
    select u.unit_id, u.version_id, u.parent_id, exists (select from rollup_people r where r.month = p_month and r.unit_id = u.unit_id and r.whole) as whole
    from unit_periods u
    where u.unit_id = any (p_units) and u.period && days and not exists (select from unit_periods l where l.unit_id = u.unit_id and l.period && days and l.period >> u.period)),
  above as materialized (select distinct b.parent_id from units b where not is_rolled),
  parts as materialized (select a.parent_id, p.part, p.unit_id from above a cross join lateral report_parts(p_month, a.parent_id) p where not p.own),
  people as (
    select b.unit_id, r.headcount, r.covered, r.adopters, r.active, r.in_force, r.reported
    from units b join rollup_people r on r.month = p_month and r.unit_id = b.unit_id and r.whole = b.whole where is_rolled
    union all
    select p.unit_id, c.headcount, c.covered, c.adopters, c.active, c.in_force, c.reported
    from above a cross join lateral part_people(p_month, a.parent_id) c join parts p on p.parent_id is not distinct from a.parent_id and p.part = c.part),
  minutes as (
    select m.unit_id, sum(m.freed)::bigint as freed, sum(m.unaccounted)::bigint as unaccounted
    from (
      select b.unit_id, r.evidence, r.freed, r.unaccounted from units b join rollup_minutes r on r.month = p_month and r.unit_id = b.unit_id and r.whole = b.whole where is_rolled
      union all
      select p.unit_id, c.evidence, c.freed, c.unaccounted
      from above a cross join lateral part_minutes(p_month, a.parent_id) c join parts p on p.parent_id is not distinct from a.parent_id and p.part = c.part) m
    where m.evidence > 0 group by m.unit_id),
  redirected as (
    select m.unit_id, sum(m.claimed)::bigint as claimed, sum(m.confirmed)::bigint as confirmed
    from (
      select b.unit_id, r.evidence, r.category_id, r.claimed, r.confirmed
      from units b join rollup_categories r on r.month = p_month and r.unit_id = b.unit_id and r.whole = b.whole where is_rolled
      union all
      select p.unit_id, c.evidence, c.category_id, c.claimed, c.confirmed
      from above a cross join lateral part_categories(p_month, a.parent_id) c join parts p on p.parent_id is not distinct from a.parent_id and p.part = c.part) m
    join categories g on g.id = m.category_id and g.tier = 'higher_value'
    where m.evidence > 0 group by m.unit_id)
  select b.unit_id, b.version_id, coalesce(p.headcount, 0)::bigint, coalesce(p.covered, 0)::bigint, coalesce(p.adopters, 0)::bigint, coalesce(p.active, 0)::bigint, coalesce(p.in_force, 0)::bigint, coalesce(p.reported, 0)::bigint,
    coalesce(m.freed, 0), coalesce(m.unaccounted, 0), coalesce(r.claimed, 0), coalesce(r.confirmed, 0)
  from units b left join people p on p.unit_id = b.unit_id left join minutes m on m.unit_id = b.unit_id left join redirected r on r.unit_id = b.unit_id;
end $$;
comment on function whole_units is 'Some units, as far as they are in force in a month, each with all under it, from the live account: people, adoptions, minutes and of these those redirected to higher-value work.';
