-- Folding: brings rollups up to date with the facts.

create or replace function months_behind() returns setof date language sql stable
begin atomic
  select m::date
  from (select min(month) as first, max(month) as last from (
      (select month from time_records order by month limit 1) union all (select month from time_records order by month desc limit 1)) t) span,
    generate_series(span.first, span.last, interval '1 month') m
  where not exists (select from rolled_months r where r.month = m::date) or exists (select from stale_marks s where s.months && month_days(m::date))
  order by 1;
end;
comment on function months_behind is 'Months of the record whose rollups are missing or behind.';

create or replace function fold_wholes(p_month date, p_stale bigint[]) returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  -- Above what was stale, at any time in the month: a unit moved within it leaves one whole and joins another.
  behind constant bigint[] := array(
    with recursive above as (
      select unnest(p_stale) as unit_id
      union
      select u.parent_id from above a join unit_periods u on u.unit_id = a.unit_id where u.period && month_days(p_month) and u.parent_id is not null)
    select a.unit_id from above a);
begin
  create temp table if not exists whole_units (unit_id bigint, under_id bigint) on commit drop;
  truncate whole_units;
  insert into whole_units
  with recursive tree as materialized (select t.unit_id, t.parent_id from month_tree(p_month) t),
  under as (
    select t.parent_id as unit_id, t.unit_id as under_id from tree t where t.parent_id is not null
    union all
    select t.parent_id, u.under_id from under u join tree t on t.unit_id = u.unit_id where t.parent_id is not null)
  select u.unit_id, u.under_id from under u where p_stale is null or u.unit_id = any (behind)
  union all
  select distinct t.parent_id, t.parent_id from tree t where t.parent_id is not null and (p_stale is null or t.parent_id = any (behind));
  analyze whole_units;

  delete from rollup_people r where r.month = p_month and r.whole and (p_stale is null or r.unit_id = any (behind));
  delete from rollup_minutes r where r.month = p_month and r.whole and (p_stale is null or r.unit_id = any (behind));
  delete from rollup_categories r where r.month = p_month and r.whole and (p_stale is null or r.unit_id = any (behind));
  -- Also where there is nothing to sum: a row of people says that the unit has a whole.
  insert into rollup_people
  select p_month, w.unit_id, true, coalesce(sum(r.headcount), 0), coalesce(sum(r.on_leave), 0), coalesce(sum(r.contract_shares), 0), coalesce(sum(r.covered), 0),
    coalesce(sum(r.adopters), 0), coalesce(sum(r.active), 0), coalesce(sum(r.in_force), 0), coalesce(sum(r.reported), 0)
  from whole_units w left join rollup_people r on r.month = p_month and r.unit_id = w.under_id and not r.whole group by w.unit_id;
  insert into rollup_minutes
  select p_month, w.unit_id, true, r.evidence, r.tool_id, r.task_id, sum(r.gross), sum(r.loss), sum(r.unaccounted), sum(r.freed)
  from whole_units w join rollup_minutes r on r.month = p_month and r.unit_id = w.under_id and not r.whole group by w.unit_id, r.evidence, r.tool_id, r.task_id;
  insert into rollup_categories
  select p_month, w.unit_id, true, r.evidence, r.category_id, sum(r.claimed), sum(r.confirmed)
  from whole_units w join rollup_categories r on r.month = p_month and r.unit_id = w.under_id and not r.whole group by w.unit_id, r.evidence, r.category_id;
end $$;
comment on function fold_wholes is 'Sums the units and all under them anew, of those above what was stale (null: everything).';

create or replace function fold_month(p_month date) returns void language plpgsql as $$
declare
  stale bigint[];
  seen bigint[];
  days constant daterange := month_days(p_month);
begin
  -- One snapshot for marks and facts: what commits later leaves its own mark. The caller has locked rolled_months before the
  -- snapshot was taken, so that nobody folds from an older one.
  if current_setting('transaction_isolation') <> 'repeatable read' then
    raise exception 'folding needs isolation level repeatable read' using errcode = 'TD002';
  end if;
  stale := stale_units(p_month);
  seen := array(select s.id from stale_marks s where s.months && days);
  delete from rollup_people r where r.month = p_month and not r.whole and (stale is null or r.unit_id = any (stale));
  delete from rollup_minutes r where r.month = p_month and not r.whole and (stale is null or r.unit_id = any (stale));
  delete from rollup_categories r where r.month = p_month and not r.whole and (stale is null or r.unit_id = any (stale));
  insert into rollup_people select * from live_people(p_month, stale);
  insert into rollup_minutes select * from live_minutes(p_month, stale);
  insert into rollup_categories select * from live_categories(p_month, stale);
  perform fold_wholes(p_month, stale);
  delete from rolled_months r where r.month = p_month;
  insert into rolled_months (month) values (p_month);
  -- What a mark says of other months stays said, as far as they have rollups; a month's first folding reads all facts anyway.
  insert into stale_marks (unit_id, months)
  select s.unit_id, r from stale_marks s, unnest(datemultirange(s.months) - datemultirange(days)) r
  where s.id = any (seen) and exists (select from rolled_months m where month_days(m.month) && r);
  delete from stale_marks s where s.id = any (seen) or not exists (select from rolled_months m where month_days(m.month) && s.months);
end $$;
comment on function fold_month is 'Brings the rollups of a month up to date.';
