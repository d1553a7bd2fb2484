-- Withholding of small groups: how much of the figures of 120-snapshot-figures.sql each place of the tree publishes.
--
-- A place publishes a level of each bundle of figures, all of it or nothing. People: headcount and FTE, then adopters and covered; on leave; active users; adoptions. E0. Time: the account (gross, net, loss, freed), then its tiers, then how much
-- of the higher-value one is confirmed. By evidence: the account, then higher-value work. By category: claimed, then confirmed. By tool. By area. What tells a total apart stands only where that total does (breakdown_limit). Atoms (tools, categories …) that are too
-- small in the whole organisation are withheld everywhere, with enough others that what is left of the total is not small.
--
-- Primary: a level is published where the group is large enough and each of its figures is zero or passes. Complementary: a place under one that publishes less publishes no more. The children that publish the same lower level than their
-- parent are a block, whose sums a reader knows. A block is sound when at least two of it have something, each of its sums is zero or passes as a figure of its own and, for a block that publishes the rows (persons, or freed minutes, say) of what it withholds,
-- a person or minute of one member can be taken for a minute of another: that changes no row and no sum, so a cell of row t and column r in a block of s minutes can be anything over a width of min(t, r, s - t, s - r), and that has to be the margin.
-- Breakdowns don't disturb one another: what a minute is by one of them can be taken for what another minute is, while both stay what they are by the others. Only minutes of a class are taken for one another: of a tier where a member tells its tiers,
-- confirmed or not where it tells that, else freed ones; for tools and areas freed ones always. By evidence or category a member may not stop at the first level where its parent doesn't: its own claimed minutes would bound the others too well.
-- Blocks that publish no row need no such test: one member may have all, the others nothing. A block that isn't sound takes in its smallest siblings, so that as much as possible is said of wholes; when there are none left, members under which nothing is
-- published publish no rows either; when there are none of these, the parent publishes a level less. The assumption: a reader knows published figures and that minutes and persons aren't negative, and no single record.

create or replace function counts_time(p_bundle text) returns boolean language sql immutable parallel safe
return p_bundle not in ('staff', 'leave', 'active', 'adoptions');
comment on function counts_time is 'Whether a bundle''s figures are minutes; else they are persons or adoptions.';

create or replace function breakdown_limit(p_bundle text, p_time integer) returns integer language sql immutable parallel safe
return case p_bundle when 'evidence' then case p_time when 3 then 2 when 0 then 0 else 1 end when 'category' then greatest(p_time - 1, 0) when 'tool' then least(p_time, 1) when 'area' then least(p_time, 1) end;
comment on function breakdown_limit is 'Up to which level a breakdown of time may be published at a place that publishes such a level of the account; null: it isn''t one.';

create or replace function figure_passes(p_bundle text, p_measure text, p_value bigint, p_contributors bigint, p_largest bigint, p_margin boolean) returns boolean language sql immutable parallel safe
return p_value = 0 and p_largest = 0
  or case when counts_time(p_bundle) then p_contributors >= 10 and 2 * p_largest <= abs(p_value) and abs(p_value) >= 600
  else p_contributors >= 5 and (not p_margin or p_value >= case p_measure when 'fte' then 5 * 930000 else 5 end) end;
comment on function figure_passes is 'Whether enough contribute to a figure, none of them more than half, and it is as large as the margin that may be bounded: 600 minutes, 5 persons.';

create or replace function close_labels() returns void language plpgsql as $$
begin
  create temp table if not exists snap_shown (label integer, measure text, key text, bundle text, level integer, rest boolean default false) on commit drop;
  create temp table if not exists snap_closed (label integer, rest integer) on commit drop;
  truncate snap_shown, snap_closed;
  insert into snap_shown (label, measure, key, bundle, level) values
    (0, 'headcount', 'headcount', 'staff', 1), (0, 'fte', 'fte', 'staff', 1), (-1, 'covered', 'covered', 'staff', 2), (-2, 'adopters', 'adopters', 'staff', 2),
    (0, 'on_leave', 'on_leave', 'leave', 1), (0, 'active_users', 'active_users', 'active', 1), (0, 'in_force', 'in_force', 'adoptions', 1), (0, 'reported', 'reported', 'adoptions', 1);
  -- A head lists the units' own adoptions, and so knows what is left of these counts: how many are persons' own.
  insert into snap_shown (label, measure, key, bundle, level, rest) values (0, 'named_in_force', null, 'adoptions', 1, true), (0, 'named_reported', null, 'adoptions', 1, true);
  insert into snap_shown (label, measure, key, bundle, level)
  select l.label, m.measure, l.key || case when l.family in ('tier', 'evidence_higher', 'category') then case when m.measure = 'freed' then '.claimed' else '.confirmed' end else m.measure end,
    case when l.family = 'evidence' and l.id = 0 then 'reference' when l.family in ('total', 'tier') then 'time' when l.family = 'evidence_higher' then 'evidence' else l.family end,
    case when l.family = 'evidence_higher' or l.family = 'category' and m.measure = 'confirmed' then 2 when l.family <> 'tier' then 1 when m.measure = 'freed' then 2 else 3 end
  from snap_labels l
  join (values ('total', '{gross,net,loss,freed}'::text[]), ('tier', '{freed,confirmed}'), ('evidence', '{gross,net,freed}'), ('evidence_higher', '{freed,confirmed}'), ('category', '{freed,confirmed}'),
    ('tool', '{gross,net,freed}'), ('area', '{gross,net,freed}')) v (family, measures) on v.family = l.family
  cross join lateral unnest(v.measures) m (measure)
  where not (l.family = 'tier' and m.measure = 'confirmed' and l.id > 1);
  delete from snap_figures f where not exists (select from snap_shown s where s.label = f.label and s.measure = f.measure);

  -- In the whole organisation: an atom is a label of a family, an evidence level together with its higher-value work.
  create temp table if not exists snap_atoms (label integer, family text, id bigint, passes boolean, size bigint, filled boolean) on commit drop;
  truncate snap_atoms;
  insert into snap_atoms
  with judged as (
    select l.label, case when l.family = 'evidence_higher' then 'evidence' when l.family = 'category' then l.tier else l.family end as family, l.id,
      coalesce(bool_and(figure_passes('time', f.measure, f.value, f.contributors, f.largest, true)), true) as passes, coalesce(max(f.value) filter (where f.measure = 'freed'), 0) as size, count(f.value) > 0 as filled
    from snap_labels l left join snap_figures f on f.place = 0 and f.label = l.label
    where l.family in ('evidence', 'evidence_higher', 'category', 'tool', 'area') and not (l.family = 'evidence' and l.id = 0) group by 1, 2, 3)
  select j.label, j.family, j.id, bool_and(j.passes) over w as passes, sum(j.size) over w as size, bool_or(j.filled) over w as filled from judged j window w as (partition by j.family, j.id);
  -- Where only one atom has anything it is the total by another name.
  update snap_shown s set bundle = 'time', level = case when l.family in ('category', 'evidence_higher') then 2 else 1 end
  from snap_labels l
  where l.label = s.label and s.measure <> 'confirmed' and counts_time(s.bundle)
    and exists (select from snap_atoms a where a.label = s.label and a.family in (select b.family from snap_atoms b where b.filled group by b.family having count(distinct b.id) = 1));
  with tops as materialized (select f.* from snap_figures f where f.place = 0),
  ranked as materialized (
    select a.family, a.id, row_number() over (partition by a.family order by a.passes, a.size, a.id) as rank from snap_atoms a
    where a.filled and a.family in (select b.family from snap_atoms b where b.filled group by b.family having count(distinct b.id) > 1 and not bool_and(b.passes)) group by a.family, a.id, a.passes, a.size),
  gathered as (
    select r.family, r.rank, (select coalesce(bool_and(figure_passes('time', g.measure, g.value, g.contributors, g.largest, true)), false) from (
        select l.family, f.measure, sum(f.value)::bigint as value, max(f.contributors) as contributors, sum(f.largest)::bigint as largest
        from ranked i join snap_atoms a on a.family = i.family and a.id = i.id join snap_labels l on l.label = a.label join tops f on f.label = a.label
        where i.family = r.family and i.rank <= r.rank group by l.family, f.measure) g)
      and not exists (select from ranked i join snap_atoms a on a.family = i.family and a.id = i.id where i.family = r.family and i.rank > r.rank and not a.passes) as passes
    from ranked r where r.rank > 1),
  cut as (select r.family, coalesce((select min(g.rank) from gathered g where g.family = r.family and g.passes), max(r.rank)) as rank from ranked r group by r.family)
  insert into snap_closed select a.label, 1000000 + dense_rank() over (order by l.family, a.family)
  from cut c join ranked r on r.family = c.family and r.rank <= c.rank join snap_atoms a on a.family = r.family and a.id = r.id join snap_labels l on l.label = a.label;
  update snap_shown s set level = 4 from snap_closed c where c.label = s.label;
  -- Confirmed minutes of a sole category: of higher-value work they stand in the total, of the other tiers nowhere else.
  update snap_shown s set level = 4
  from snap_labels l, snap_figures f
  where l.label = s.label and l.family = 'category' and l.tier <> 'higher_value' and s.measure = 'confirmed' and s.level = 2
    and f.place = 0 and f.label = s.label and f.measure = s.measure and not figure_passes('time', f.measure, f.value, f.contributors, f.largest, true);
  -- What is left of the total is a figure of its own.
  insert into snap_labels select distinct c.rest, l.family, null::bigint, null, l.tier from snap_closed c join snap_labels l on l.label = c.label;
  insert into snap_shown
  select distinct c.rest, s.measure, null, s.bundle, case when l.family = 'evidence_higher' or s.measure = 'confirmed' then 2 else 1 end, true
  from snap_closed c join snap_shown s on s.label = c.label join snap_labels l on l.label = c.label;
  perform close_rests();
end $$;
comment on function close_labels is 'Which figures there are, at which level each is published, and which atoms are too small in the whole organisation.';

create or replace function close_rests() returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  insert into snap_figures (place, label, measure, value, contributors, largest)
  select f.place, c.rest, f.measure, sum(f.value), max(f.contributors), sum(f.largest) from snap_closed c join snap_figures f on f.label = c.label group by 1, 2, 3;
  insert into snap_cells select e.place, c.rest, e.class, e.confirmed, sum(e.minutes) from snap_closed c join snap_cells e on e.label = c.label group by 1, 2, 3, 4;
  update snap_figures f set bundle = s.bundle, level = s.level from snap_shown s where s.label = f.label and s.measure = f.measure;
  create index if not exists snap_figures_idx on snap_figures (place, label, measure);
  analyze snap_figures;
end $$;
comment on function close_rests is 'What is left of a total when its shown parts are taken off is a figure too; says of each figure where it is published.';

drop function if exists unsound_blocks();
create or replace function unsound_blocks() returns table (above integer, bundle text, block integer, place integer) language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  -- In tables that are analysed: the planner has to know whether it is about a handful of places or thousands.
  create temp table if not exists snap_members (above integer, bundle text, block integer, open integer, place integer, persons bigint, apart integer, joint integer) on commit drop;
  create temp table if not exists snap_held (above integer, bundle text, block integer, open integer, place integer, label integer, confirmed boolean, class text, minutes bigint) on commit drop;
  create temp table if not exists snap_rows (above integer, bundle text, block integer, place integer, class text, minutes bigint, of_block bigint) on commit drop;
  create temp table if not exists snap_columns (above integer, bundle text, block integer, label integer, measure text, class text, minutes bigint, of_joint bigint) on commit drop;
  truncate snap_members, snap_held, snap_rows, snap_columns;
  analyze snap_dirty;
  insert into snap_members
  select c.above, c.bundle, c.level, p.level, c.place, c.persons,
    -- How finely its minutes are told apart: 0 not at all, 1 freed ones, 2 by tier, 3 by tier and whether they are confirmed.
    case when c.bundle = 'staff' then c.level when c.bundle = 'time' then c.level when breakdown_limit(c.bundle, 1) is null then 0
      when c.bundle in ('tool', 'area') or c.bundle = 'evidence' and p.level = 1 then least(max(t.level) over (partition by c.above, c.bundle, c.level), 1)
      else max(t.level) over (partition by c.above, c.bundle, c.level) end,
    -- Whose rows aren't published are one member: what one of them has another may have.
    case when t.level = 0 and breakdown_limit(c.bundle, 1) is not null then -1 else c.place end
  from snap_dirty d join snap_states p on p.place = d.place and p.bundle = d.bundle join snap_states c on c.above = d.place and c.bundle = d.bundle
  join snap_states t on t.place = c.place and t.bundle = 'time'
  where c.level < p.level;
  analyze snap_members;
  insert into snap_held
  with told as (
    select distinct m.bundle, m.block, m.open, s.label
    from (select distinct m.bundle, m.block, m.open from snap_members m) m join snap_shown s on s.bundle = m.bundle and s.level > m.block and s.level <= m.open)
  select m.above, m.bundle, m.block, m.open, m.joint, c.label, c.confirmed,
    case when c.class in ('loss', 'over', 'person') then c.class when m.apart = 1 then 'freed' when m.apart = 3 and c.confirmed then c.class || '+' else c.class end as class, sum(c.minutes)
  from snap_members m join snap_classes c on c.place = m.place and (c.class = 'person') = (m.bundle = 'staff')
  left join told t on t.bundle = m.bundle and t.block = m.block and t.open = m.open and t.label = c.label
  where m.apart > 0 and (c.label in (0, 1) or t.label is not null)
  group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(c.minutes) > 0;
  analyze snap_held;
  insert into snap_rows
  select h.above, h.bundle, h.block, h.place, h.class, sum(h.minutes), sum(sum(h.minutes)) over (partition by h.above, h.bundle, h.block, h.class)
  from snap_held h where h.label in (0, 1) group by 1, 2, 3, 4, 5;
  analyze snap_rows;
  insert into snap_columns
  with summed as (
    select h.above, h.bundle, h.block, h.open, h.label, h.confirmed, h.class, sum(h.minutes) as minutes, sum(h.minutes) filter (where h.place = -1) as of_joint
    from snap_held h where h.label not in (0, 1) group by 1, 2, 3, 4, 5, 6, 7)
  select c.above, c.bundle, c.block, s.label, s.measure, c.class, sum(c.minutes), sum(c.of_joint)
  from summed c
  join snap_shown s on s.label = c.label and s.bundle = c.bundle and s.level > c.block and s.level <= c.open and s.level < 4 and (c.confirmed or s.measure <> 'confirmed')
    and case s.measure when 'gross' then true when 'net' then c.class <> 'over' else c.class not in ('loss', 'over') end
  group by 1, 2, 3, 4, 5, 6;
  analyze snap_columns;
  return query
  with held as materialized (
    select m.above, m.bundle, m.block, m.place, m.persons, f.label, f.measure, f.value, f.contributors, f.largest
    from snap_members m join snap_figures f on f.place = m.place and f.bundle = m.bundle and f.level > m.block and f.level <= m.open),
  sums as (
    select h.above, h.bundle, h.block, h.label, h.measure, sum(h.value)::bigint as value, sum(h.contributors)::bigint as contributors, max(h.largest) as largest from held h group by 1, 2, 3, 4, 5),
  few as (
    select m.above, m.bundle, m.block from (select distinct h.above, h.bundle, h.block, h.place, h.persons from held h) m
    group by 1, 2, 3 having count(*) < 2 or sum(m.persons) < case when counts_time(m.bundle) then 10 else 5 end or m.bundle in ('evidence', 'category') and m.block = 1),
  widths as (
    select r.above, r.bundle, r.block, r.place, c.label, c.measure, sum(least(r.minutes, c.minutes, r.of_block - r.minutes, r.of_block - c.minutes)) as width, sum(c.of_joint) as of_joint
    from snap_columns c join snap_rows r on r.above = c.above and r.bundle = c.bundle and r.block = c.block and r.class = c.class
    group by 1, 2, 3, 4, 5, 6),
  narrow as (
    select w.above, w.bundle, w.block, w.place
    from widths w left join snap_figures h on h.place = w.place and h.label = w.label and h.measure = w.measure
    where w.width < greatest(abs(coalesce(h.value, 0)), case when w.bundle = 'staff' then 5 else 600 end) and (w.place <> -1 or coalesce(w.of_joint, 0) < 600))
  select f.above, f.bundle, f.block, null::integer from few f
  union
  select s.above, s.bundle, s.block, null from sums s where not figure_passes(s.bundle, s.measure, s.value, s.contributors, s.largest, true)
  union
  select n.above, n.bundle, n.block, nullif(n.place, -1) from narrow n;
end $$;
comment on function unsound_blocks is 'Of the places in question the blocks of children whose withheld figures could be bounded; with the child whose row is why, where it is one.';

create or replace function judge_places() returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  create temp table if not exists snap_classes (place integer, label integer, class text, confirmed boolean, minutes bigint) on commit drop;
  create temp table if not exists snap_states (place integer, bundle text, above integer, depth integer, persons bigint, level integer, most integer, primary key (place, bundle)) on commit drop;
  create temp table if not exists snap_dirty (place integer, bundle text) on commit drop;
  create temp table if not exists snap_unsound (above integer, bundle text, block integer, place integer) on commit drop;
  create temp table if not exists snap_failing (place integer, bundle text, level integer) on commit drop;
  create temp table if not exists snap_persons (place integer, persons bigint) on commit drop;
  create index if not exists snap_classes_idx on snap_classes (place);
  create index if not exists snap_states_idx on snap_states (above, bundle);
  truncate snap_classes, snap_states, snap_dirty, snap_failing, snap_persons;
  insert into snap_classes
  select c.place, c.label, c.class, c.confirmed, c.minutes from snap_cells c where c.class <> 'gross'
  union all
  -- Overheads; rounding of parts may leave them a minute below zero.
  select c.place, c.label, 'over', false, greatest(sum(case c.class when 'gross' then c.minutes when 'loss' then c.minutes else -c.minutes end), 0)
  from snap_cells c join snap_labels l on l.label = c.label where l.family in ('total', 'evidence', 'tool', 'area') group by 1, 2;
  insert into snap_classes select f.place, f.label, 'person', false, f.value from snap_figures f where f.measure in ('headcount', 'covered', 'adopters');
  analyze snap_classes;
  insert into snap_failing
  select f.place, f.bundle, min(f.level) from snap_figures f
  where f.level < 4 and not figure_passes(f.bundle, f.measure, f.value, f.contributors, f.largest, false) group by f.place, f.bundle;
  insert into snap_persons select f.place, f.value from snap_figures f where f.label = 0 and f.measure = 'headcount';
  analyze snap_failing;
  analyze snap_persons;
  insert into snap_states
  select p.place, b.bundle, p.above, p.depth, coalesce(h.persons, 0),
    case when coalesce(h.persons, 0) < case when counts_time(b.bundle) then 10 else 5 end then 0 else least(b.levels, f.level - 1) end, null
  from snap_places p
  cross join (values ('staff', 2), ('leave', 1), ('active', 1), ('adoptions', 1), ('reference', 1), ('time', 3), ('evidence', 2), ('category', 2), ('tool', 1), ('area', 1)) b (bundle, levels)
  left join snap_failing f on f.place = p.place and f.bundle = b.bundle
  left join snap_persons h on h.place = p.place;
  analyze snap_states;
end $$;
comment on function judge_places is 'How much of each bundle every place may publish by its own figures alone.';

create or replace function withhold() returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform withhold_bundles(array['staff', 'leave', 'active', 'adoptions', 'reference', 'time']);
  update snap_states s set level = least(s.level, breakdown_limit(s.bundle, t.level)) from snap_states t where t.place = s.place and t.bundle = 'time' and breakdown_limit(s.bundle, 0) is not null;
  perform withhold_bundles(array['evidence', 'category', 'tool', 'area']);
end $$;
comment on function withhold is 'Complementary withholding: places publish less, so that what others withhold can''t be bounded. Breakdowns come after the account, whose rows their cells are in.';

create or replace function withhold_bundles(p_bundles text[]) returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  at_depth integer;
  step integer;
begin
  for at_depth in reverse (select max(p.depth) from snap_places p) - 1 .. 0 loop
    truncate snap_dirty;
    insert into snap_dirty
    select s.place, s.bundle from snap_states s where s.depth = at_depth and s.bundle = any (p_bundles) and exists (select from snap_places c where c.above = s.place);
    update snap_states s set most = s.level where s.depth = at_depth + 1 and s.bundle = any (p_bundles);
    step := 0;
    loop
      step := step + 1;
      update snap_states c set level = p.level
      from snap_states p where p.place = c.above and p.bundle = c.bundle and c.level > p.level and p.depth = at_depth and p.bundle = any (p_bundles);
      truncate snap_unsound;
      insert into snap_unsound select * from unsound_blocks();
      exit when not found;
      truncate snap_dirty;
      insert into snap_dirty select distinct u.above, u.bundle from snap_unsound u;
      -- Where there is no child left to take in, members publish no row: first one whose row tells too much, else the smallest; not one with published figures under it, which would go with its own.
      with exhausted as (
        select distinct u.above, u.bundle, u.block from snap_unsound u
        where u.block > 0 and u.bundle in ('time', 'staff') and not exists (select from snap_states c where c.above = u.above and c.bundle = u.bundle and c.level > u.block)),
      silent as (
        select e.above, e.bundle, s.place from exhausted e join lateral (
          select c.place from snap_states c
          where c.above = e.above and c.bundle = e.bundle and c.level = e.block and not exists (select from snap_states b where b.above = c.place and b.bundle = c.bundle and b.level > 0)
          order by exists (select from snap_unsound n where n.place = c.place and n.bundle = c.bundle and n.block = e.block) desc, c.persons, c.place limit 1 + step / 4) s on true),
      silenced as (update snap_states c set level = 0 from silent s where c.place = s.place and c.bundle = s.bundle)
      delete from snap_unsound u using silent s where s.above = u.above and s.bundle = u.bundle;
      -- A parent publishes a level less where that can't be done either; it goes by the lowest block.
      with exhausted as (
        select distinct u.above, u.bundle from snap_unsound u where not exists (select from snap_states c where c.above = u.above and c.bundle = u.bundle and c.level > u.block)),
      lowered as (update snap_states p set level = p.level - 1 from exhausted e where p.place = e.above and p.bundle = e.bundle returning p.place, p.bundle, p.level),
      freed as (update snap_states c set level = least(c.most, l.level) from lowered l where c.above = l.place and c.bundle = l.bundle)
      delete from snap_unsound u using exhausted e where e.above = u.above and e.bundle = u.bundle;
      update snap_states c set level = u.block
      from (select u.above, u.bundle, min(u.block) as block from snap_unsound u group by 1, 2) u
      join lateral (
        select s.place from snap_states s where s.above = u.above and s.bundle = u.bundle and s.level > u.block order by s.persons, s.place limit 1 + step / 4) smallest on true
      where c.place = smallest.place and c.bundle = u.bundle;
    end loop;
  end loop;
  for at_depth in 0 .. (select max(p.depth) from snap_places p) - 1 loop
    update snap_states c set level = p.level
    from snap_states p where p.place = c.above and p.bundle = c.bundle and c.level > p.level and p.depth = at_depth and p.bundle = any (p_bundles);
  end loop;
end $$;
comment on function withhold_bundles is 'The same for some bundles, from the smallest units up.';
