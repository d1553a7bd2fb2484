-- A later snapshot of the same month. Who keeps the older one can take it off, so their difference is published too, and is tested like a figure.
--
-- The pattern of the first snapshot stays: what was withheld is no less so, and a cover stays one. Within it a unit itself is renewed only where each of its figures is unchanged or changed by enough persons, none of them making more than half of it,
-- against every version of it that was ever shown; else it stays as it was until enough have changed. Units above are sums of what stands under them, so differences anywhere are sums of such changes. Of a withheld figure the reader then has two tables, each of which would do alone: what one unit may have more, another of its
-- block may have less, in both tables alike if it stayed and in each by itself if it was renewed, so the interval is as wide as the narrower of the two.

create or replace function keep_pattern(p_month date) returns void language plpgsql as $$
begin
  insert into snapshot_patterns
  select p_month, (select jsonb_agg(to_jsonb(l)) from snap_labels l), (select jsonb_agg(to_jsonb(s)) from snap_shown s), (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from snap_closed c);
end $$;
comment on function keep_pattern is 'Writes down which figures a month''s first snapshot told apart.';

create or replace function recall_pattern(p_month date) returns void language plpgsql as $$
begin
  create temp table if not exists snap_labels (label integer primary key, family text, id bigint, key text, tier text) on commit drop;
  create temp table if not exists snap_shown (label integer, measure text, key text, bundle text, level integer, rest boolean default false) on commit drop;
  create temp table if not exists snap_closed (label integer, rest integer) on commit drop;
  truncate snap_labels, snap_shown, snap_closed;
  insert into snap_labels select l.* from snapshot_patterns p cross join jsonb_populate_recordset(null::snap_labels, p.labels) l where p.month = p_month;
  insert into snap_shown select s.* from snapshot_patterns p cross join jsonb_populate_recordset(null::snap_shown, p.shown) s where p.month = p_month;
  insert into snap_closed select c.* from snapshot_patterns p cross join jsonb_populate_recordset(null::snap_closed, p.closed) c where p.month = p_month;
  analyze snap_labels;
  analyze snap_shown;
end $$;
comment on function recall_pattern is 'The figures that a month''s first snapshot told apart.';

create or replace function hold_changes(p_month date) returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  earlier integer;
begin
  create temp table if not exists snap_held_units (unit_id bigint, bundle text, primary key (unit_id, bundle)) on commit drop;
  create temp table if not exists snap_changed (unit_id bigint, bundle text, primary key (unit_id, bundle)) on commit drop;
  create temp table if not exists snap_fresh (like snap_minutes) on commit drop;
  create temp table if not exists snap_fresh_people (like snap_people) on commit drop;
  create temp table if not exists snap_cells (place integer, label integer, class text, confirmed boolean, minutes bigint) on commit drop;
  create temp table if not exists snap_figures (place integer, label integer, measure text, bundle text, level integer, value bigint, contributors bigint, largest bigint) on commit drop;
  truncate snap_held_units, snap_changed, snap_fresh, snap_fresh_people;
  insert into snap_fresh select * from snap_minutes;
  insert into snap_fresh_people select * from snap_people;
  -- What has changed since a version that was shown, as if it were a month of its own; the newest one first, for what is like it isn't shown anew.
  for earlier in select distinct v.version from frozen_versions v where v.month = p_month and v.bundle = 'time' order by v.version desc loop
    truncate snap_minutes;
    insert into snap_minutes
    with compared as materialized (
      select v.unit_id from frozen_versions v
      where v.month = p_month and v.bundle = 'time' and v.version = earlier
        and (exists (select from snap_changed c where c.unit_id = v.unit_id and c.bundle = 'time') or v.version = (select max(n.version) from frozen_versions n where n.month = p_month and n.unit_id = v.unit_id and n.bundle = 'time'))),
    before as materialized (
      select f.unit_id, f.adoption_id, f.person_id, f.users, f.is_home, f.evidence, f.tool_id, f.area_id, f.tier, f.category_id, f.confirmed, f.minutes, f.everywhere
      from frozen_minutes f join compared c using (unit_id) where f.month = p_month and f.version = earlier),
    after as materialized (select f.* from snap_fresh f join compared c using (unit_id)),
    gone as (select * from before except all select * from after)
    select * from (select * from after except all select * from before) n
    union all
    select g.unit_id, g.adoption_id, g.person_id, g.users, g.is_home, g.evidence, g.tool_id, g.area_id, g.tier, g.category_id, g.confirmed, -g.minutes, -g.everywhere from gone g;
    insert into snap_changed select distinct m.unit_id, 'time' from snap_minutes m on conflict do nothing;
    perform snapshot_sums();
    truncate snap_cells, snap_figures;
    insert into snap_figures (place, label, measure, value, contributors, largest)
    select p.place, s.label, s.measure, s.value, s.contributors, s.largest from snap_units s join (select distinct u.unit_id, u.base as place from snap_under u) p on p.unit_id = s.unit_id;
    perform close_rests();
    insert into snap_held_units
    select p.unit_id, 'time' from snap_figures f join snap_places p on p.place = f.place
    where f.level < 4 and not figure_passes(f.bundle, f.measure, f.value, f.contributors, f.largest, false)
    union
    -- A tool, an area or a category that the first snapshot didn't know.
    select m.unit_id, 'time' from snap_minutes m
    where m.evidence > 0 and (not exists (select from snap_labels l where l.family = 'tool' and l.id = m.tool_id) or not exists (select from snap_labels l where l.family = 'area' and l.id = m.area_id)
      or m.category_id is not null and not exists (select from snap_labels l where l.family = 'category' and l.id = m.category_id))
    on conflict do nothing;
  end loop;
  create temp table if not exists snap_moved (unit_id bigint, bundle text, is_newest boolean, passes boolean) on commit drop;
  truncate snap_moved;
  insert into snap_moved
  select v.unit_id, v.bundle, v.version = max(v.version) over (partition by v.unit_id, v.bundle),
    figure_passes(v.bundle, s.measure, abs(coalesce(n.value, 0) - coalesce(f.value, 0)), abs(coalesce(n.contributors, 0) - coalesce(f.contributors, 0)), 1, true)
  from frozen_versions v
  join snap_shown s on s.bundle = v.bundle
  left join snap_fresh_people n on n.unit_id = v.unit_id and n.measure = s.measure
  left join frozen_people f on f.month = p_month and f.unit_id = v.unit_id and f.measure = s.measure and f.version = v.version
  where v.month = p_month and v.bundle <> 'time' and coalesce(n.value, 0) <> coalesce(f.value, 0);
  insert into snap_changed select distinct m.unit_id, m.bundle from snap_moved m where m.is_newest;
  insert into snap_held_units select distinct m.unit_id, m.bundle from snap_moved m join snap_changed c using (unit_id, bundle) where not m.passes;
end $$;
comment on function hold_changes is 'Which units have changed since the month''s last snapshot, and which of them by so little, since any version of them that was shown, that it would show whose record it was.';

create or replace function mix_changes(p_month date) returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  create temp table if not exists snap_newest (unit_id bigint, bundle text, version integer) on commit drop;
  truncate snap_minutes, snap_people, snap_newest;
  insert into snap_newest
  select h.unit_id, h.bundle, max(v.version) from snap_held_units h join frozen_versions v on v.month = p_month and v.unit_id = h.unit_id and v.bundle = h.bundle group by 1, 2;
  insert into snap_minutes
  select f.* from snap_fresh f where not exists (select from snap_held_units h where h.unit_id = f.unit_id and h.bundle = 'time')
  union all
  select f.unit_id, f.adoption_id, f.person_id, f.users, f.is_home, f.evidence, f.tool_id, f.area_id, f.tier, f.category_id, f.confirmed, f.minutes, f.everywhere
  from snap_newest v join frozen_minutes f on f.month = p_month and f.unit_id = v.unit_id and f.version = v.version where v.bundle = 'time';
  insert into snap_people
  select p.* from snap_fresh_people p join snap_shown s on s.measure = p.measure and not counts_time(s.bundle)
  where not exists (select from snap_held_units h where h.unit_id = p.unit_id and h.bundle = s.bundle)
  union all
  select f.unit_id, f.label, f.measure, f.value, f.contributors
  from snap_newest v join snap_shown s on s.bundle = v.bundle join frozen_people f on f.month = p_month and f.unit_id = v.unit_id and f.measure = s.measure and f.version = v.version
  where v.bundle <> 'time';
end $$;
comment on function mix_changes is 'The month as it may be published again: units that are held as they were shown last, the others as they are.';

create or replace function keep_versions(p_month date) returns integer language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  this constant integer := coalesce((select max(v.version) from frozen_versions v where v.month = p_month), 0) + 1;
begin
  create temp table if not exists snap_renewed (unit_id bigint, bundle text) on commit drop;
  truncate snap_renewed;
  if this = 1 then
    insert into snap_renewed
    select distinct p.unit_id, b.bundle from snap_places p cross join (select 'time' as bundle union select s.bundle from snap_shown s where not counts_time(s.bundle)) b where p.unit_id is not null;
  else
    insert into snap_renewed select c.* from snap_changed c where not exists (select from snap_held_units h where h.unit_id = c.unit_id and h.bundle = c.bundle);
  end if;
  insert into frozen_versions select p_month, r.unit_id, r.bundle, this from snap_renewed r;
  insert into frozen_minutes select p_month, m.*, this from snap_minutes m join snap_renewed r on r.unit_id = m.unit_id and r.bundle = 'time';
  insert into frozen_people
  select p_month, p.unit_id, p.label, p.measure, p.value, p.contributors, this
  from snap_people p join snap_shown s on s.measure = p.measure and not counts_time(s.bundle) join snap_renewed r on r.unit_id = p.unit_id and r.bundle = s.bundle;
  return (select count(*) from snap_renewed);
end $$;
comment on function keep_versions is 'Keeps what is shown of each unit now and wasn''t so before; of how many.';

create or replace function unfit_places(p_month date) returns setof integer language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform judge_places();
  update snap_states s set most = s.level, level = (u.levels ->> s.bundle)::integer
  from snap_places p join snapshot_units u on u.month = p_month and u.unit_id is not distinct from p.unit_id and u.own = p.own where p.place = s.place;
  insert into snap_dirty select s.place, s.bundle from snap_states s where exists (select from snap_places c where c.above = s.place);
  return query
  select s.place from snap_states s where s.level > s.most
  union
  select u.above from unsound_blocks() u;
end $$;
comment on function unfit_places is 'The places at which the pattern of the month''s first snapshot wouldn''t do any more.';

create or replace function renew_snapshot(p_month date) returns integer language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  unfit integer[];
begin
  -- In another tree the units of a place are others, and none can be compared.
  if exists (
    select from (select s.unit_id, s.own, s.path from snapshot_units s where s.month = p_month) s
    full join snap_places p on p.unit_id is not distinct from s.unit_id and p.own = s.own and p.path = s.path where s.path is null or p.place is null) then
    return null;
  end if;
  perform recall_pattern(p_month);
  perform hold_changes(p_month);
  for attempt in 1 .. 2 loop
    perform mix_changes(p_month);
    perform snapshot_figures();
    perform close_rests();
    unfit := array(select unfit_places(p_month));
    if unfit = '{}' then return (select count(distinct h.unit_id) from snap_held_units h); end if;
    -- All that stands under the same top stays as it was.
    insert into snap_held_units
    select p.unit_id, b.bundle from snap_places p cross join unnest(array['time', 'staff', 'leave', 'active', 'adoptions']) b (bundle)
    where p.unit_id is not null and exists (select from snap_places u where u.place = any (unfit) and (u.place = 0 or u.path[1] = p.path[1]))
    on conflict do nothing;
  end loop;
  return null;
end $$;
comment on function renew_snapshot is 'Figures of a month that may take the place of its older snapshot; how many units are held, null where all stays as it was.';
