-- Rollups kept exact: a reader takes what is rolled up and works out what is marked stale; folding does the same and writes it down.

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

create or replace function cell_people(p_month date) returns setof rollup_people language plpgsql stable as $$
declare
  stale bigint[] := stale_units(p_month);
begin
  if stale is null then return query select * from live_people(p_month, null); return; end if;
  return query select r.* from rollup_people r where r.month = p_month and r.unit_id <> all (stale);
  if stale <> '{}' then return query select * from live_people(p_month, stale); end if;
end $$;
comment on function cell_people is 'People and adoptions of a month at each unit itself, exact at every commit.';

create or replace function cell_minutes(p_month date) returns setof rollup_minutes language plpgsql stable as $$
declare
  stale bigint[] := stale_units(p_month);
begin
  if stale is null then return query select * from live_minutes(p_month, null); return; end if;
  return query select r.* from rollup_minutes r where r.month = p_month and r.unit_id <> all (stale);
  if stale <> '{}' then return query select * from live_minutes(p_month, stale); end if;
end $$;
comment on function cell_minutes is 'Minutes of a month at each unit itself, exact at every commit.';

create or replace function cell_categories(p_month date) returns setof rollup_categories language plpgsql stable as $$
declare
  stale bigint[] := stale_units(p_month);
begin
  if stale is null then return query select * from live_categories(p_month, null); return; end if;
  return query select r.* from rollup_categories r where r.month = p_month and r.unit_id <> all (stale);
  if stale <> '{}' then return query select * from live_categories(p_month, stale); end if;
end $$;
comment on function cell_categories is 'Redirected minutes of a month at each unit itself, exact at every commit.';

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
  delete from rollup_people r where r.month = p_month and (stale is null or r.unit_id = any (stale));
  delete from rollup_minutes r where r.month = p_month and (stale is null or r.unit_id = any (stale));
  delete from rollup_categories r where r.month = p_month and (stale is null or r.unit_id = any (stale));
  insert into rollup_people select * from live_people(p_month, stale);
  insert into rollup_minutes select * from live_minutes(p_month, stale);
  insert into rollup_categories select * from live_categories(p_month, stale);
  delete from rolled_months r where r.month = p_month;
  insert into rolled_months (month) values (p_month);
  -- What a mark says of other months stays said, as far as they have rollups; a month's first folding reads all facts anyway.
  insert into stale_marks (unit_id, months)
  select s.unit_id, r from stale_marks s, unnest(datemultirange(s.months) - datemultirange(days)) r
  where s.id = any (seen) and exists (select from rolled_months m where month_days(m.month) && r);
  delete from stale_marks s where s.id = any (seen) or not exists (select from rolled_months m where month_days(m.month) && s.months);
end $$;
comment on function fold_month is 'Brings the rollups of a month up to date.';

create or replace function rollup_differences(p_month date) returns table (rollup text, unit_id bigint, stored jsonb, recounted jsonb) language sql stable
begin atomic
  with stored as (
    select 'people' as rollup, r.unit_id, jsonb_agg(to_jsonb(r)) as cell from cell_people(p_month) r group by r.unit_id
    union all select 'minutes', r.unit_id, jsonb_agg(to_jsonb(r) order by r.evidence, r.tool_id, r.task_id) from cell_minutes(p_month) r group by r.unit_id
    union all select 'categories', r.unit_id, jsonb_agg(to_jsonb(r) order by r.evidence, r.category_id) from cell_categories(p_month) r group by r.unit_id),
  recounted as (
    select 'people' as rollup, r.unit_id, jsonb_agg(to_jsonb(r)) as cell from live_people(p_month, null) r group by r.unit_id
    union all select 'minutes', r.unit_id, jsonb_agg(to_jsonb(r) order by r.evidence, r.tool_id, r.task_id) from live_minutes(p_month, null) r group by r.unit_id
    union all select 'categories', r.unit_id, jsonb_agg(to_jsonb(r) order by r.evidence, r.category_id) from live_categories(p_month, null) r group by r.unit_id)
  select rollup, unit_id, s.cell, r.cell from stored s full join recounted r using (rollup, unit_id) where s.cell is distinct from r.cell;
end;
comment on function rollup_differences is 'Cells in which what readers see differs from a recount of the facts; must be none.';
