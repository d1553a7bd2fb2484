-- Snapshots: a month as it may be seen, frozen, and how reports read it.

create or replace function known_zeros() returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  at_depth integer;
begin
  -- Where a figure has anything, though it may cancel out.
  create temp table if not exists snap_some (place integer, label integer, measure text) on commit drop;
  create temp table if not exists snap_zeros (place integer, label integer, measure text) on commit drop;
  create temp table if not exists snap_quiet (place integer, above integer, depth integer, bundle text, label integer, measure text, level integer, published boolean) on commit drop;
  create temp table if not exists snap_parts (label integer, measure text, base integer, base_measure text) on commit drop;
  truncate snap_some, snap_zeros, snap_quiet, snap_parts;
  insert into snap_some
  select f.place, f.label, f.measure from snap_figures f
  union
  select c.place, c.label, s.measure
  from snap_classes c join snap_shown s on s.label = c.label
    and case s.measure when 'confirmed' then c.confirmed when 'gross' then true when 'net' then c.class <> 'over' when 'loss' then c.class = 'loss' else c.class not in ('loss', 'over') end
  where c.minutes > 0 and c.class <> 'person';
  create index on snap_some (place, label, measure);
  analyze snap_some;
  insert into snap_quiet
  select p.place, p.above, p.depth, s.bundle, s.label, s.measure, s.level, s.level <= t.level
  from snap_places p
  cross join snap_shown s
  join snap_states t on t.place = p.place and t.bundle = s.bundle
  where not exists (select from snap_some o where o.place = p.place and o.label = s.label and o.measure = s.measure);
  -- What a figure is a part of: a breakdown of the total or of what is left of it, a category and higher-value work by evidence of their tier, the latter of its level too, and what is confirmed of what is claimed.
  insert into snap_parts
  with shown as (
    select s.label, s.measure, l.family, l.id, l.tier, case when s.level < 4 then 1 else c.rest end as whole
    from snap_shown s join snap_labels l on l.label = s.label left join snap_closed c on c.label = s.label where counts_time(s.bundle) and s.bundle <> 'reference')
  select s.label, s.measure, s.whole, s.measure from shown s where s.family in ('tier', 'evidence', 'tool', 'area')
  union
  select s.label, s.measure, t.label, s.measure from shown s join snap_labels t on t.family = 'tier' and t.key = s.tier where s.family in ('evidence_higher', 'category')
  union
  select s.label, s.measure, e.label, 'freed' from shown s join snap_labels e on e.family = 'evidence' and e.id = s.id where s.family = 'evidence_higher'
  union
  select s.label, s.measure, s.label, 'freed' from shown s where s.measure = 'confirmed';
  create index on snap_quiet (depth);
  create index on snap_quiet (place, label, measure);
  analyze snap_quiet;
  create index on snap_zeros (place, label, measure);
  for at_depth in 0 .. (select max(p.depth) from snap_places p) loop
    -- Nothing in all of the block, or known of the parent already.
    insert into snap_zeros
    select q.place, q.label, q.measure
    from snap_quiet q
    join snap_states s on s.place = q.place and s.bundle = q.bundle
    join snap_states a on a.place = q.above and a.bundle = q.bundle
    where q.depth = at_depth and not q.published and case when a.level >= q.level
      then not exists (
        select from snap_states m join snap_some o on o.place = m.place and o.label = q.label and o.measure = q.measure
        where m.above = q.above and m.bundle = q.bundle and m.level = s.level)
      else exists (select from snap_zeros z where z.place = q.above and z.label = q.label and z.measure = q.measure) end;
    -- Nothing in what it is a part of.
    for step in 1 .. 3 loop
      insert into snap_zeros
      select q.place, q.label, q.measure
      from snap_quiet q
      join snap_parts w on w.label = q.label and w.measure = q.measure
      join snap_quiet b on b.place = q.place and b.label = w.base and b.measure = w.base_measure
      where q.depth = at_depth and not q.published and not exists (select from snap_zeros z where z.place = q.place and z.label = q.label and z.measure = q.measure)
        and (b.published or exists (select from snap_zeros z where z.place = b.place and z.label = b.label and z.measure = b.measure));
    end loop;
  end loop;
end $$;
comment on function known_zeros is 'Zeros of figures that aren''t published and follow from published ones: nobody is in them, so they are shown.';

create or replace function take_snapshot(p_month date, p_complementary boolean default true) returns void language plpgsql set jit = off set work_mem = '96MB' as $$
declare
  is_first boolean;
  held_units integer := 0;
begin
  if current_setting('transaction_isolation') <> 'repeatable read' then
    raise exception 'a snapshot needs isolation level repeatable read' using errcode = 'TD002';
  end if;
  if last_day(p_month) >= current_date then
    raise exception 'the month isn''t over' using errcode = 'TD004', detail = last_day(p_month)::text;
  end if;
  -- First of all: who comes later waits here, and begins anew with what has been written meanwhile.
  insert into snapshots (month) values (p_month) on conflict (month) do update set checked_at = default;
  is_first := not exists (select from snapshot_patterns p where p.month = p_month);
  perform snapshot_places(p_month);
  perform snapshot_minutes(p_month);
  perform snapshot_people(p_month);
  if is_first then
    perform snapshot_labels(p_month);
    perform snapshot_figures();
    perform close_labels();
    perform judge_places();
    if p_complementary then perform withhold(); end if;
    perform keep_pattern(p_month);
  else
    held_units := renew_snapshot(p_month);
    if held_units is null then
      update snapshots s set held = null where s.month = p_month;
      return;
    end if;
  end if;
  perform known_zeros();
  update snapshots s set held = held_units where s.month = p_month;
  delete from snapshot_units s where s.month = p_month;
  delete from snapshot_labels s where s.month = p_month;
  analyze snap_states;
  analyze snap_zeros;
  insert into snapshot_units
  with published as (
    select t.place, jsonb_object_agg(s.key, coalesce(f.value, 0)) as figures
    from snap_states t
    join snap_shown s on s.bundle = t.bundle and not s.rest
    left join snap_figures f on f.place = t.place and f.bundle = t.bundle and f.label = s.label and f.measure = s.measure
    left join (select distinct z.place, z.label, z.measure from snap_zeros z) z on z.place = t.place and z.label = s.label and z.measure = s.measure
    where s.level <= t.level or z.place is not null
    group by t.place),
  levels as (select t.place, jsonb_object_agg(t.bundle, t.level) as levels from snap_states t group by t.place),
  filled as (select distinct f.place from snap_figures f)
  select p_month, p.place, p.own, p.unit_id, case when p.own then p.unit_id else a.unit_id end, p.path, u.code, v.name, v.name_en, v.kind, i.place is null, l.levels, coalesce(f.figures, '{}')
  from snap_places p
  join levels l on l.place = p.place
  left join filled i on i.place = p.place
  left join published f on f.place = p.place
  left join snap_places a on a.place = p.above
  left join units u on u.id = p.unit_id
  left join unit_versions v on v.id = p.version_id;
  insert into snapshot_labels
  select p_month, 'category', (row_number() over (order by c.id))::integer, c.code, c.title, c.title_en, c.tier from categories c
  union all
  select p_month, 'tool', (row_number() over (order by t.code))::integer, t.code, t.name, null, null from snap_labels l join tools t on t.id = l.id where l.family = 'tool'
  union all
  select p_month, 'area', (row_number() over (order by a.code))::integer, a.code, a.title, null, null from snap_labels l join areas a on a.id = l.id where l.family = 'area';
  if keep_versions(p_month) > 0 then update snapshots s set taken_at = default, taken_by = default where s.month = p_month; end if;
end $$;
comment on function take_snapshot is 'Freezes a month as it is now, with small groups withheld, in place of its older snapshot as far as their difference shows nobody''s record. Without complementary withholding (p_complementary false) withheld figures can be found out: only to show that.';

create or replace function freeze_month(p_month date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_viewer();
  perform take_snapshot(p_month);
end $$;
comment on function freeze_month is 'Takes a snapshot when HR asks for it.';

create or replace function due_months() returns setof date language sql stable
begin atomic
  select m::date
  from settings x cross join generate_series(month_of(current_date - x.confirmation_days), month_of(current_date), interval '1 month') m
  left join snapshots s on s.month = m
  where last_day(m::date) < current_date - x.reporting_days and last_day(m::date) >= current_date - x.confirmation_days
    and coalesce(s.checked_at < date_trunc('day', now() at time zone 'Asia/Tokyo' - interval '2 hours') at time zone 'Asia/Tokyo' + interval '2 hours', true)
    -- The pattern of a month's first snapshot stays: one that is taken before anything is recorded would withhold everything for good.
    and exists (select from time_records t where t.month = m::date)
  order by 1;
end;
comment on function due_months is 'The months with something recorded that are to be frozen now: reported and not yet confirmed for good, without a snapshot or with one that was last looked at before two in the morning.';

create or replace function snapshot_parts(p_month date, p_unit text) returns table (part integer, own boolean, code text, name text, name_en text, kind text, taken_at timestamptz, figures jsonb) language sql stable
begin atomic
  -- Questions of the indexes on month and unit or parent: a null is asked for by itself.
  with asked as (
    select s.month, s.taken_at, u.place, u.unit_id from snapshots s join snapshot_units u on u.month = s.month and not u.own and u.unit_id = (select x.id from units x where x.code = p_unit)
    where s.month = p_month
    union all
    select s.month, s.taken_at, u.place, u.unit_id from snapshots s join snapshot_units u on u.month = s.month and not u.own and u.unit_id is null
    where s.month = p_month and p_unit is null),
  parts as (
    select u.place, u.own, u.code from asked a join snapshot_units u on u.month = a.month and u.parent_id = a.unit_id where u.place > 0 and not u.empty
    union all
    select u.place, u.own, u.code from asked a join snapshot_units u on u.month = a.month and u.parent_id is null where a.unit_id is null and u.place > 0 and not u.empty),
  found as (
    select -1 as part, a.place from asked a
    union all
    select case when p.own then 0 else (row_number() over (partition by p.own order by p.code))::integer end, p.place from parts p)
  select f.part, u.own, u.code, u.name, u.name_en, u.kind, a.taken_at, u.figures
  from asked a cross join found f join snapshot_units u on u.month = a.month and u.place = f.place
  order by 1;
end;
comment on function snapshot_parts is 'The report on a unit (null: the whole organisation) from the newest snapshot of the month, as far as the viewer may see: part -1 is all of it, 0 the unit itself, the others its children by code, each with all under it.';
