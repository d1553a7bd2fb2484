-- Settling, first part: the days of unit versions and posts, derived from what was entered, and what is wrong with them.
-- Every function here looks only at the keys that the transaction has touched.

create or replace function settle_units() returns table (rule text, unit_id bigint, day date, detail jsonb) language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  ids bigint[] := array(select distinct t.id from touched t where t.xid = pg_current_xact_id() and t.what = 'unit');
  derived bigint;
begin
  if ids = '{}' then return; end if;
  return query
    select 'unit_versions_overlap', v.unit_id, v.next_from, jsonb_build_object('until', v.valid_to)
    from (select v.*, lead(v.valid_from) over (partition by v.unit_id order by v.valid_from) as next_from from unit_versions v where v.unit_id = any (ids)) v
    where v.valid_to >= v.next_from;
  if found then return; end if;

  -- Who stood above before loses the people under it.
  insert into touched (what, id, months)
  select 'place', p.parent_id, range_merge(range_agg(t.months)) from touched t join unit_periods p on p.unit_id = t.id and p.period && t.months
  where t.xid = pg_current_xact_id() and t.what = 'unit' and p.parent_id is not null group by p.parent_id;
  delete from unit_periods p where p.unit_id = any (ids);
  insert into unit_periods (version_id, unit_id, parent_id, period)
  select v.id, v.unit_id, v.parent_id,
    daterange(v.valid_from, coalesce(v.valid_to + 1, lead(v.valid_from) over (partition by v.unit_id order by v.valid_from)))
  from unit_versions v where v.unit_id = any (ids);
  get diagnostics derived = row_count;
  perform take_statistics('unit_periods', derived);

  -- What hangs under a changed unit is looked at again too: its caps, use cases and measurements reach down the tree.
  insert into touched (what, id, months)
  with recursive below as (
    select t.id as unit_id, t.months from touched t where t.xid = pg_current_xact_id() and t.what = 'unit'
    union
    select p.unit_id, b.months * p.period from below b join unit_periods p on p.parent_id = b.unit_id and p.period && b.months)
  select 'unit', b.unit_id, range_merge(range_agg(b.months)) from below b where b.unit_id <> all (ids) group by b.unit_id;

  return query
    select 'unit_parent_not_in_force', c.unit_id, lower(c.period), jsonb_build_object('parent', p.code)
    from unit_periods c
    join units p on p.id = c.parent_id
    where (c.unit_id = any (ids) or c.parent_id = any (ids))
      and not coalesce((select range_agg(u.period) from unit_periods u where u.unit_id = c.parent_id), '{}') @> c.period;

  return query
    with recursive climb as (
      select u.unit_id as start, u.parent_id as above, u.period, 1 as steps from unit_periods u where u.unit_id = any (ids)
      union
      select c.start, u.parent_id, c.period * u.period, c.steps + 1
      from climb c join unit_periods u on u.unit_id = c.above and u.period && c.period
      where c.above <> c.start and c.steps < 40)
    select distinct 'unit_under_itself', c.start, lower(c.period), null::jsonb from climb c where c.above = c.start;

  return query
    select 'posts_unit_in_force', p.unit_id, lower(p.period), jsonb_build_object('unit', u.code, 'staff', s.staff_no)
    from post_periods p join units u on u.id = p.unit_id join posts o on o.id = p.post_id join staff s on s.id = o.staff_id
    where p.unit_id = any (ids) and not exists (select from unit_periods n where n.unit_id = p.unit_id and n.period @> lower(p.period));

  return query
    select 'unit_predecessor_unknown', v.unit_id, v.valid_from, null::jsonb
    from unit_versions v, unnest(v.succeeds) s
    where v.unit_id = any (ids) and (s = v.unit_id or not exists (select from units u where u.id = s));
end $$;
comment on function settle_units is 'Derives the days of the touched units'' versions; a row a fault.';

create or replace function settle_persons() returns table (rule text, person_id bigint) language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  changed bigint[];
begin
  with recursive down as (
    select t.id from touched t where t.xid = pg_current_xact_id() and t.what = 'staff'
    union select s.id from down d join staff s on s.previous_id = d.id)
  select coalesce(array_agg(s.id), '{}') into changed from down d join staff s on s.id = d.id;
  if changed = '{}' then return; end if;
  -- Others may be naming them as claimant and confirmer, who must not turn out to be one person.
  perform from staff s where s.id = any (changed) order by s.id for update;

  -- Who was a person before and who is one after the change are both looked at again.
  insert into touched (what, id, months)
  select distinct 'person', s.person_id, '(,)'::daterange from staff s where s.id = any (changed) and s.person_id is not null and s.previous_id is not null;
  with recursive up as (
    select s.id, s.id as root, s.previous_id, 1 as steps from staff s where s.id = any (changed)
    union all
    select u.id, s.id, s.previous_id, u.steps + 1 from up u join staff s on s.id = u.previous_id where u.steps < 100)
  update staff s set person_id = u.root from up u
  where u.id = s.id and u.previous_id is null and s.person_id is distinct from u.root;
  insert into touched (what, id, months)
  select distinct 'person', s.person_id, '(,)'::daterange from staff s where s.id = any (changed) and s.previous_id is not null;

  return query
    with recursive up as (
      select s.id, s.previous_id from staff s where s.id = any (changed)
      union
      select u.id, s.previous_id from up u join staff s on s.id = u.previous_id where u.previous_id <> u.id)
    select 'staff_chain', u.id from up u where u.previous_id = u.id;
end $$;
comment on function settle_persons is 'Derives which employments are one person; a row a circle of earlier numbers (its person_id is an employment).';

create or replace function settle_posts() returns table (rule text, person_id bigint, unit_id bigint, day date, detail jsonb) language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  ids bigint[] := array(select distinct t.id from touched t where t.xid = pg_current_xact_id() and t.what = 'person');
  derived bigint;
begin
  if ids = '{}' then return; end if;
  delete from post_periods p where p.person_id = any (ids);
  -- A chain may have got a new first employment: its posts are derived under the new person only.
  delete from post_periods p using posts o, staff s where o.id = p.post_id and s.id = o.staff_id and s.person_id = any (ids);

  -- Made anew: one that was there could be somebody else's, with triggers that would run with the owner's rights.
  drop table if exists pg_temp.derived_posts;
  create temp table derived_posts (like post_periods) on commit drop;
  insert into derived_posts (post_id, person_id, unit_id, is_primary, share_percent, grade_id, contracted_minutes, period)
  select d.id, d.person_id, d.unit_id, d.is_primary, d.share_percent, d.grade_id, d.contracted_minutes,
    case when d.until <= d.valid_from then 'empty' else daterange(d.valid_from, d.until) end
  from (
    select p.*, s.person_id, p.kind = 'primary' as is_primary,
      least(coalesce(p.valid_to + 1, case when p.kind = 'primary' then lead(p.valid_from) over (partition by s.person_id, p.kind order by p.valid_from, p.id) end), s.left_on + 1) as until
    from posts p join staff s on s.id = p.staff_id
    where s.person_id = any (ids)) d;
  analyze derived_posts;

  return query
    select distinct 'posts_one_primary', d.person_id, d.unit_id, d.next_from, null::jsonb
    from (
      select p.*, o.valid_from, lead(o.valid_from) over w as next_from, lead(p.period) over w as next_period
      from derived_posts p join posts o on o.id = p.post_id where p.is_primary
      window w as (partition by p.person_id order by o.valid_from, o.id)) d
    where d.period && d.next_period or d.valid_from = d.next_from;
  return query
    select 'posts_concurrent_cover', c.person_id, c.unit_id, lower(c.period), null::jsonb
    from derived_posts c
    left join (select p.person_id, range_agg(p.period) as days from derived_posts p
      where p.is_primary and not isempty(p.period) group by p.person_id) p on p.person_id = c.person_id
    where not c.is_primary and not isempty(c.period) and not coalesce(p.days, '{}') @> c.period;
  return query
    select 'posts_shares', c.person_id, c.unit_id, lower(c.period), jsonb_build_object('percent', sum(o.share_percent))
    from derived_posts c join derived_posts o on o.person_id = c.person_id and o.period @> lower(c.period)
    where c.share_percent is not null and not isempty(c.period)
    group by c.post_id, c.person_id, c.unit_id, c.period
    having sum(o.share_percent) > 100;
  return query
    select 'posts_unit_in_force', d.person_id, d.unit_id, lower(d.period), jsonb_build_object('unit', u.code)
    from derived_posts d join units u on u.id = d.unit_id
    where not isempty(d.period) and not exists (select from unit_periods p where p.unit_id = d.unit_id and p.period @> lower(d.period));

  insert into post_periods select d.* from derived_posts d
  where not isempty(d.period) and not exists (
    select from derived_posts o where o.person_id = d.person_id and o.is_primary and d.is_primary and o.post_id <> d.post_id and o.period && d.period);
  get diagnostics derived = row_count;
  perform take_statistics('post_periods', derived);
end $$;
comment on function settle_posts is 'Derives the days of the touched persons'' posts; a row a fault.';
