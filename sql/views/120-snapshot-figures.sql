-- What a snapshot is made of: every figure of a month at every place of the tree, with how many contribute to it and how much the largest of them. In temporary tables, for 122-withholding.sql.
--
-- A place is a unit with all under it, or the unit itself where it has units under it. A figure is a measure of a label (the total, a tier, an evidence level, a tool …).
-- Contributors are counted from below: who moves within a month counts at the last unit only, and there with everything; a unit's users may be the same persons in all its adoptions and in those of the units under it, and the named ones too, and they are no more than
-- the unit has persons.

create or replace function snapshot_places(p_month date) returns void language plpgsql as $$
begin
  create temp table if not exists snap_places (place integer primary key, unit_id bigint, version_id bigint, own boolean, above integer, depth integer, path bigint[]) on commit drop;
  create temp table if not exists snap_under (base integer, unit_id bigint, place integer) on commit drop;
  truncate snap_places, snap_under;
  insert into snap_places
  with recursive tree as materialized (select t.unit_id, t.version_id, t.parent_id, u.code from month_tree(p_month) t join units u on u.id = t.unit_id),
  walk as (
    select t.unit_id, t.version_id, t.code, 1 as depth, null::bigint as parent_id, array[t.unit_id] as path from tree t where t.parent_id is null
    union all
    select t.unit_id, t.version_id, t.code, w.depth + 1, t.parent_id, w.path || t.unit_id from walk w join tree t on t.parent_id = w.unit_id),
  both_kinds as (
    select null::bigint as unit_id, null::bigint as version_id, null::text as code, 0 as depth, null::bigint as parent_id, '{}'::bigint[] as path, false as own
    union all
    select w.*, false from walk w
    union all
    select w.unit_id, w.version_id, w.code, w.depth + 1, w.unit_id, w.path, true from walk w where w.unit_id in (select t.parent_id from tree t)),
  numbered as (select b.*, (row_number() over (order by b.depth, b.own desc, b.code))::integer - 1 as place from both_kinds b)
  select n.place, n.unit_id, n.version_id, n.own, a.place, n.depth, n.path
  from numbered n left join numbered a on not a.own and n.depth > 0 and coalesce(a.unit_id, 0) = coalesce(n.parent_id, 0);
  analyze snap_places;
  insert into snap_under
  with recursive under as (
    select p.place as base, p.unit_id, p.place, p.above from snap_places p
    where p.unit_id is not null and not exists (select from snap_places c where c.above = p.place)
    union all
    select u.base, u.unit_id, p.place, p.above from under u join snap_places p on p.place = u.above)
  select u.base, u.unit_id, u.place from under u;
  analyze snap_under;
end $$;
comment on function snapshot_places is 'The places of a month''s tree, and which of them each unit itself counts in.';

create or replace function snapshot_minutes(p_month date) returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  create temp table if not exists snap_minutes (
    unit_id bigint, adoption_id bigint, person_id bigint, users integer, is_home boolean, evidence smallint, tool_id bigint, area_id bigint,
    tier text, category_id bigint, confirmed boolean, minutes bigint, everywhere bigint) on commit drop;
  truncate snap_minutes;
  insert into snap_minutes
  with records as materialized (
    select r.*, s.person_id, t.users, u.tool_id, k.area_id
    from live_records(p_month, null) r
    join adoptions a on a.id = r.adoption_id
    join time_records t on t.adoption_id = r.adoption_id and t.month = p_month
    join use_cases u on u.id = r.use_case_id
    join tasks k on k.id = u.task_id
    left join staff s on s.id = a.staff_id),
  redirected as materialized (
    select d.adoption_id, d.category_id, c.tier, d.minutes::bigint as minutes, d.confirmed_by_id is not null as confirmed
    from redirections d join categories c on c.id = d.category_id where d.month = p_month),
  totals as (select d.adoption_id, sum(d.minutes)::bigint as minutes from redirected d group by d.adoption_id),
  atoms as materialized (
    select r.adoption_id, a.atom as tier, null::bigint as category_id, false as confirmed, a.minutes
    from records r left join totals t on t.adoption_id = r.adoption_id
    cross join lateral (values ('gross', r.gross), ('loss', r.loss), ('unaccounted', r.freed - coalesce(t.minutes, 0))) a (atom, minutes)
    where a.minutes <> 0
    union all
    select d.adoption_id, d.tier, d.category_id, d.confirmed, d.minutes from redirected d where d.minutes <> 0),
  apportioned as materialized (
    select a.unit_id, a.adoption_id, coalesce(c.tier, a.atom) as tier, a.category_id, a.atom = 'confirmed' as confirmed, a.minutes
    from live_atoms(p_month, array(select r.adoption_id from records r where r.unit_id is null)) a left join categories c on c.id = a.category_id where a.minutes <> 0),
  homes as (
    select w.person_id, w.unit_id from unit_weights(p_month, array(select distinct r.person_id from records r where r.unit_id is null)) w where w.is_last)
  select r.unit_id, r.adoption_id, r.person_id, r.users, true, r.evidence, r.tool_id, r.area_id, a.tier, a.category_id, a.confirmed, a.minutes, a.minutes
  from records r join atoms a on a.adoption_id = r.adoption_id where r.unit_id is not null
  union all
  select p.unit_id, r.adoption_id, r.person_id, null, h.unit_id = p.unit_id, r.evidence, r.tool_id, r.area_id, p.tier, p.category_id, p.confirmed, p.minutes, a.minutes
  from apportioned p
  join records r on r.adoption_id = p.adoption_id
  join homes h on h.person_id = r.person_id
  join atoms a on a.adoption_id = p.adoption_id and a.tier = p.tier and a.category_id is not distinct from p.category_id and a.confirmed = p.confirmed;
end $$;
comment on function snapshot_minutes is 'The minutes of a month at each unit itself, record by record.';

create or replace function snapshot_labels(p_month date) returns void language plpgsql as $$
begin
  create temp table if not exists snap_labels (label integer primary key, family text, id bigint, key text, tier text) on commit drop;
  truncate snap_labels;
  insert into snap_labels
  select (row_number() over (order by l.rank, l.id))::integer, l.family, l.id, l.key, l.tier from (
    select 0 as rank, 'total' as family, 0::bigint as id, '' as key, null as tier
    union all select 1, 'tier', t.id, t.tier, t.tier from (values (1, 'higher_value'), (2, 'same_work'), (3, 'overtime_cut'), (4, 'unaccounted')) t (id, tier)
    union all select 2, 'evidence', e, 'E' || e || '.', null from generate_series(0, 5) e
    union all select 3, 'evidence_higher', e, 'E' || e || '.higher_value', 'higher_value' from generate_series(1, 5) e
    union all select 4, 'category', c.id, 'category.' || c.code, c.tier from categories c
    union all select 5, 'tool', t.id, 'tool.' || t.code || '.', null from tools t where t.id in (select m.tool_id from snap_minutes m where m.evidence > 0)
    union all select 6, 'area', a.id, 'area.' || a.code || '.', null from areas a where a.id in (select m.area_id from snap_minutes m where m.evidence > 0)) l;
  analyze snap_labels;
end $$;
comment on function snapshot_labels is 'What a month''s minutes are told apart by.';

create or replace function snapshot_people(p_month date) returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  create temp table if not exists snap_people (unit_id bigint, label integer, measure text, value bigint, contributors bigint) on commit drop;
  truncate snap_people;
  insert into snap_people
  select p.unit_id, f.label, f.measure, f.value, f.contributors
  from live_people(p_month, null) p
  join snapshot_adopters(p_month) a on a.unit_id = p.unit_id
  cross join lateral (values
    (0, 'headcount', p.headcount, p.headcount), (0, 'on_leave', p.on_leave, p.on_leave), (0, 'fte', p.contract_shares, p.headcount), (-1, 'covered', p.covered, p.covered),
    (-2, 'adopters', p.adopters, p.adopters), (0, 'active_users', p.active, p.active), (0, 'in_force', p.in_force, a.adopters), (0, 'reported', p.reported, a.reporters),
    (0, 'named_in_force', a.named_in_force, a.persons), (0, 'named_reported', a.named_reported, a.reporting_persons)
  ) f (label, measure, value, contributors)
  where f.value <> 0;
end $$;
comment on function snapshot_people is 'The counts of people and adoptions of a month at each unit itself.';

create or replace function snapshot_sums() returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  create temp table if not exists snap_labelled (
    unit_id bigint, label integer, adoption_id bigint, person_id bigint, users integer, is_home boolean, class text, confirmed boolean, minutes integer, everywhere integer) on commit drop;
  create temp table if not exists snap_units (
    unit_id bigint, label integer, measure text, value bigint, named bigint, users bigint, of_one bigint, of_user bigint, contributors bigint generated always as (greatest(named, users)) stored,
    largest bigint generated always as (of_one + of_user) stored) on commit drop;
  truncate snap_labelled, snap_units;
  insert into snap_labelled
  select m.unit_id, l.label, m.adoption_id, m.person_id, m.users, m.is_home, m.tier as class, m.confirmed, m.minutes::integer as minutes, m.everywhere::integer as everywhere
  from snap_minutes m
  join lateral (
    values ('total', 0::bigint, m.evidence > 0), ('evidence', m.evidence, true), ('tool', m.tool_id, m.evidence > 0), ('area', m.area_id, m.evidence > 0),
      ('evidence_higher', m.evidence, m.tier = 'higher_value'), ('category', m.category_id, m.category_id is not null),
      ('tier', case m.tier when 'higher_value' then 1 when 'same_work' then 2 when 'overtime_cut' then 3 when 'unaccounted' then 4 end, m.evidence > 0 and m.tier not in ('gross', 'loss'))
  ) v (family, id, counts) on v.counts
  join snap_labels l on l.family = v.family and l.id = v.id;
  analyze snap_labelled;
  -- Minutes of a record are integers, whose sums are quicker than those of bigints. A row a contributor, then a row a unit: a unit's own adoption is `users` persons without names.
  insert into snap_units (unit_id, label, measure, value, named, users, of_one, of_user)
  with who as (
    select l.unit_id, l.label, l.person_id, case when l.person_id is null then l.adoption_id end as adoption_id, max(greatest(l.users, 1)) as users, bool_or(l.is_home) as is_home,
      sum(l.minutes) filter (where l.class = 'gross') as gross, sum(l.minutes) filter (where l.class = 'loss') as loss,
      sum(l.minutes) filter (where l.class not in ('gross', 'loss')) as freed, sum(l.minutes) filter (where l.confirmed) as confirmed,
      sum(l.everywhere) filter (where l.class = 'gross') as all_gross, sum(l.everywhere) filter (where l.class = 'loss') as all_loss,
      sum(l.everywhere) filter (where l.class not in ('gross', 'loss')) as all_freed, sum(l.everywhere) filter (where l.confirmed) as all_confirmed
    from snap_labelled l group by 1, 2, 3, 4),
  measured as (
    select w.unit_id, w.label, w.person_id, w.users, w.is_home, v.measure, coalesce(v.value, 0) as value, coalesce(v.everywhere, 0) as everywhere
    from who w cross join lateral (values
      ('gross', w.gross, w.all_gross), ('loss', w.loss, w.all_loss), ('freed', w.freed, w.all_freed), ('confirmed', w.confirmed, w.all_confirmed),
      ('net', coalesce(w.freed, 0) - coalesce(w.loss, 0), coalesce(w.all_freed, 0) - coalesce(w.all_loss, 0))) v (measure, value, everywhere)
    where v.value <> 0 or v.everywhere <> 0),
  summed as (
    select m.unit_id, m.label, m.measure, sum(m.value)::bigint as value, count(*) filter (where m.person_id is not null and m.is_home and m.value <> 0) as named,
      coalesce(max(m.users) filter (where m.person_id is null), 0) as users, coalesce(max(abs(m.everywhere)) filter (where m.person_id is not null), 0)::bigint as of_one,
      coalesce(sum((abs(m.value) + m.users - 1) / m.users) filter (where m.person_id is null), 0)::bigint as of_user
    from measured m group by 1, 2, 3),
  persons as (
    select p.unit_id, sum(h.value) as count from snap_places p join snap_under u on u.place = p.place join snap_people h on h.unit_id = u.unit_id and h.measure = 'headcount' where not p.own group by p.unit_id)
  select s.unit_id, s.label, s.measure, s.value, s.named, least(s.users, coalesce(p.count, 0)), s.of_one, s.of_user from summed s left join persons p on p.unit_id = s.unit_id;
  analyze snap_units;
end $$;
comment on function snapshot_sums is 'The figures of time of each unit itself from its minutes, with how many contribute to each and how much the largest of them.';

create or replace function snapshot_contributors() returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  at_depth integer;
begin
  create temp table if not exists snap_climb (place integer, label integer, measure text, contributors bigint, largest bigint) on commit drop;
  truncate snap_climb;
  for at_depth in reverse (select max(p.depth) from snap_places p) .. 0 loop
    insert into snap_climb
    select x.place, x.label, x.measure, greatest(max(x.users), sum(x.persons)), max(x.of_user) + max(x.of_one)
    from (
      select c.above as place, k.label, k.measure, 0::bigint as users, k.contributors as persons, 0::bigint as of_user, k.largest as of_one
      from snap_climb k join snap_places c on c.place = k.place where c.depth = at_depth + 1 and not c.own
      union all
      select p.place, s.label, s.measure, s.users, s.named, s.of_user, s.of_one from snap_units s join snap_places p on p.unit_id = s.unit_id where p.depth = at_depth) x
    group by 1, 2, 3;
    analyze snap_climb;
  end loop;
end $$;
comment on function snapshot_contributors is 'At every place how many persons contribute to a figure at least, and how much the largest of them at most: users of a unit''s own adoption may be those who are counted under it.';

create or replace function snapshot_figures() returns void language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  -- The minutes of a place by label and class: freed ones by tier, lost ones, gross ones.
  create temp table if not exists snap_cells (place integer, label integer, class text, confirmed boolean, minutes bigint) on commit drop;
  create temp table if not exists snap_figures (place integer, label integer, measure text, bundle text, level integer, value bigint, contributors bigint, largest bigint) on commit drop;
  truncate snap_cells, snap_figures;
  perform snapshot_sums();
  perform snapshot_contributors();
  insert into snap_cells
  select u.place, c.label, c.class, c.confirmed, sum(c.minutes)::bigint
  from (select l.unit_id, l.label, l.class, l.confirmed, sum(l.minutes) as minutes from snap_labelled l group by 1, 2, 3, 4) c
  join snap_under u on u.unit_id = c.unit_id group by 1, 2, 3, 4;
  analyze snap_cells;
  insert into snap_figures (place, label, measure, value, contributors, largest)
  select f.*, k.contributors, k.largest
  from (select u.place, s.label, s.measure, sum(s.value) from snap_units s join snap_under u on u.unit_id = s.unit_id group by 1, 2, 3) f
  join snap_climb k using (place, label, measure);
  insert into snap_figures (place, label, measure, value, contributors, largest)
  select u.place, p.label, p.measure, sum(p.value), sum(p.contributors), 1 from snap_people p join snap_under u on u.unit_id = p.unit_id group by 1, 2, 3;
  analyze snap_figures;
end $$;
comment on function snapshot_figures is 'Every figure of a month at every place of the tree, from snap_minutes and snap_people.';

drop function if exists snapshot_adopters(date);
create or replace function snapshot_adopters(p_month date)
returns table (unit_id bigint, adopters bigint, reporters bigint, named_in_force bigint, persons bigint, named_reported bigint, reporting_persons bigint) language sql stable
begin atomic
  with last_posts as materialized (
    select distinct on (p.person_id) p.person_id, p.unit_id from month_posts(p_month) p where p.is_primary order by p.person_id, p.period desc),
  adopted as (
    select l.unit_id, l.person_id, null::integer as users, t.adoption_id is not null as reported
    from adoptions a join staff s on s.id = a.staff_id join last_posts l on l.person_id = s.person_id
    left join time_records t on t.adoption_id = a.id and t.month = p_month
    where a.started_on <= last_day(p_month) and (a.ended_on is null or a.ended_on >= p_month)
    union all
    select a.unit_id, null, t.users, coalesce(t.month = p_month, false)
    from adoptions a
    left join lateral (
      select t.month, t.users from time_records t where t.adoption_id = a.id and t.month between p_month - interval '2 months' and p_month order by t.month desc limit 1) t on true
    where a.unit_id is not null and a.started_on <= last_day(p_month) and (a.ended_on is null or a.ended_on >= p_month)),
  counted as (
    select a.unit_id, count(distinct a.person_id) as persons, count(distinct a.person_id) filter (where a.reported) as reporters,
      count(a.person_id) as named, count(a.person_id) filter (where a.reported) as named_reported, coalesce(max(a.users), 0) as users, coalesce(max(a.users) filter (where a.reported), 0) as reporting
    from adopted a group by a.unit_id)
  select t.unit_id, coalesce(greatest(c.persons, c.users), 0), coalesce(greatest(c.reporters, c.reporting), 0),
    coalesce(c.named, 0), coalesce(c.persons, 0), coalesce(c.named_reported, 0), coalesce(c.reporters, 0)
  from month_tree(p_month) t left join counted c on c.unit_id = t.unit_id;
end;
comment on function snapshot_adopters is 'At each unit itself how many persons stand behind the adoptions in force, and behind those reported (units'' users from the record of this or the two months before); and how many of these adoptions are persons'' own, and how many persons'' that is.';
