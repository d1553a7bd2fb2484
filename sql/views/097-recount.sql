-- The standing audit: what is rolled up against the facts, everywhere in a month or for cells picked at random.

create or replace function rollup_differences(p_month date) returns table (rollup text, unit_id bigint, part integer, stored jsonb, recounted jsonb) language sql stable
begin atomic
  with tops as (select t.unit_id from month_tree(p_month) t union all select null),
  cells as materialized (select t.unit_id as top, c.part, c.unit_id from tops t cross join lateral part_cells(p_month, t.unit_id, null) c),
  stored as (
    select 'people' as rollup, t.unit_id as top, r.part, jsonb_agg(to_jsonb(r)) as figures
    from tops t cross join lateral part_people(p_month, t.unit_id) r group by t.unit_id, r.part
    union all
    select 'minutes', t.unit_id, r.part, jsonb_agg(to_jsonb(r) order by r.evidence, r.tool_id, r.task_id)
    from tops t cross join lateral part_minutes(p_month, t.unit_id) r group by t.unit_id, r.part
    union all
    select 'categories', t.unit_id, r.part, jsonb_agg(to_jsonb(r) order by r.evidence, r.category_id)
    from tops t cross join lateral part_categories(p_month, t.unit_id) r group by t.unit_id, r.part),
  recounted as (
    select 'people' as rollup, r.top, r.part, jsonb_agg(to_jsonb(r) - 'top') as figures from (
      select c.top, c.part, sum(l.headcount)::bigint as headcount, sum(l.on_leave)::bigint as on_leave, sum(l.contract_shares)::bigint as contract_shares, sum(l.covered)::bigint as covered,
        sum(l.adopters)::bigint as adopters, sum(l.active)::bigint as active, sum(l.in_force)::bigint as in_force, sum(l.reported)::bigint as reported
      from cells c join live_people(p_month, null) l on l.unit_id = c.unit_id group by c.top, c.part) r group by r.top, r.part
    union all
    select 'minutes', r.top, r.part, jsonb_agg(to_jsonb(r) - 'top' order by r.evidence, r.tool_id, r.task_id) from (
      select c.top, c.part, l.evidence, l.tool_id, l.task_id, sum(l.gross)::bigint as gross, sum(l.loss)::bigint as loss, sum(l.unaccounted)::bigint as unaccounted, sum(l.freed)::bigint as freed
      from cells c join live_minutes(p_month, null) l on l.unit_id = c.unit_id group by c.top, c.part, l.evidence, l.tool_id, l.task_id) r group by r.top, r.part
    union all
    select 'categories', r.top, r.part, jsonb_agg(to_jsonb(r) - 'top' order by r.evidence, r.category_id) from (
      select c.top, c.part, l.evidence, l.category_id, sum(l.claimed)::bigint as claimed, sum(l.confirmed)::bigint as confirmed
      from cells c join live_categories(p_month, null) l on l.unit_id = c.unit_id group by c.top, c.part, l.evidence, l.category_id) r group by r.top, r.part)
  select coalesce(s.rollup, r.rollup), coalesce(s.top, r.top), coalesce(s.part, r.part), s.figures, r.figures
  from stored s full join recounted r on r.rollup = s.rollup and coalesce(r.top, 0) = coalesce(s.top, 0) and r.part = s.part
  where s.figures is distinct from r.figures
    -- A whole of nothing is no difference.
    and not (r.figures is null and s.rollup = 'people' and s.figures = jsonb_build_array(jsonb_build_object('part', s.part, 'headcount', 0, 'on_leave', 0,
      'contract_shares', 0, 'covered', 0, 'adopters', 0, 'active', 0, 'in_force', 0, 'reported', 0)));
end;
comment on function rollup_differences is 'Parts of reports on which readers see something else than a recount of the facts; must be none.';

create or replace function whole_differs(p_month date, p_unit bigint) returns boolean language sql stable
begin atomic
  with recursive tree as materialized (select t.unit_id, t.parent_id from month_tree(p_month) t),
  under as (select p_unit as unit_id union all select t.unit_id from under u join tree t on t.parent_id = u.unit_id),
  wholes as (
    select sum(r.headcount) as persons, sum(r.contract_shares) as shares, sum(r.adopters) as adopters, sum(r.active) as active, sum(r.in_force) as in_force, sum(r.reported) as reported
    from rollup_people r where r.month = p_month and r.unit_id = p_unit and r.whole having count(*) > 0),
  people as (
    select sum(r.headcount) as persons, sum(r.contract_shares) as shares, sum(r.adopters) as adopters, sum(r.active) as active, sum(r.in_force) as in_force, sum(r.reported) as reported
    from under u join rollup_people r on r.unit_id = u.unit_id where r.month = p_month and not r.whole),
  minutes as (
    select r.whole, sum(r.gross) as gross, sum(r.loss) as loss, sum(r.unaccounted) as unaccounted, sum(r.freed) as freed
    from under u join rollup_minutes r on r.unit_id = u.unit_id where r.month = p_month and (r.unit_id = p_unit or not r.whole) group by r.whole),
  categories as (
    select r.whole, sum(r.claimed) as claimed, sum(r.confirmed) as confirmed
    from under u join rollup_categories r on r.unit_id = u.unit_id where r.month = p_month and (r.unit_id = p_unit or not r.whole) group by r.whole)
  select exists (select from wholes)
    and (exists (select w.* from wholes w except select p.* from people p)
      or (select count(distinct (m.gross, m.loss, m.unaccounted, m.freed)) > 1 or count(*) = 1 from minutes m)
      or (select count(distinct (c.claimed, c.confirmed)) > 1 or count(*) = 1 from categories c));
end;
comment on function whole_differs is 'Whether a unit with all under it, as rolled up, is something else than the sum of its cells.';

create or replace function recount_cells(p_cells integer) returns table (month date, unit_id bigint, differs boolean) language plpgsql as $$
#variable_conflict use_column
declare
  cell record;
begin
  for cell in
    select m.month, u.unit_id from rolled_months m cross join lateral (select t.unit_id from month_tree(m.month) t) u order by random() limit p_cells
  loop
    return query
    with people as (select * from rollup_people r where r.month = cell.month and r.unit_id = cell.unit_id and not r.whole),
    minutes as (select * from rollup_minutes r where r.month = cell.month and r.unit_id = cell.unit_id and not r.whole),
    categories as (select * from rollup_categories r where r.month = cell.month and r.unit_id = cell.unit_id and not r.whole)
    select cell.month, cell.unit_id,
      exists (table people except select * from live_people(cell.month, array[cell.unit_id]))
      or exists (select * from live_people(cell.month, array[cell.unit_id]) except table people)
      or exists (table minutes except select * from live_minutes(cell.month, array[cell.unit_id]))
      or exists (select * from live_minutes(cell.month, array[cell.unit_id]) except table minutes)
      or exists (table categories except select * from live_categories(cell.month, array[cell.unit_id]))
      or exists (select * from live_categories(cell.month, array[cell.unit_id]) except table categories)
      or whole_differs(cell.month, cell.unit_id)
    where not exists (select from stale_marks s where s.months && month_days(cell.month));
  end loop;
end $$;
comment on function recount_cells is 'Counts cells of the rollups again from the facts, and wholes from their cells, at random; months with stale marks are left out. None may differ.';
