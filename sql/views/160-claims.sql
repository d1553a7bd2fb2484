-- Claims of redirected time as whoever confirms them sees them: by unit and category, a random tenth of them closer.

create or replace function claims_to_confirm(p_month date)
returns table (adoption_id bigint, unit_id bigint, unit_code text, unit text, unit_en text, category_id bigint, category_code text, category text, category_en text, tier text,
  minutes integer, output text, is_drawn boolean, is_small boolean, is_few boolean, use_case text, cases integer, is_own boolean, confirmed_on date, is_confirmed_here boolean)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  me constant bigint := viewer_person();
  -- The rule of who confirms is asked once a unit, not once a claim.
  units constant bigint[] := array(
    select u.unit_id from (
      select distinct a.unit_id from viewer_scope() s join adoptions a on a.unit_id = s.unit_id join redirections d on d.adoption_id = a.id and d.month = p_month
      where s.period && month_days(p_month)) u
    where may_confirm(u.unit_id, p_month));
begin
  return query
  select c.adoption_id, c.unit_id, u.code, v.name, v.name_en, g.id, g.code, g.title, g.title_en, g.tier, c.minutes, c.output, c.is_drawn, c.is_small, c.is_few,
    case when c.is_drawn and not c.is_small then k.title end, case when c.is_drawn and not c.is_small then c.cases end,
    coalesce(staff_person(c.claimed_by_id) = me, false), c.confirmed_on, coalesce(staff_person(c.confirmed_by_id) = me, false)
  from (
    select d.adoption_id, a.unit_id, a.use_case_id, d.category_id, d.minutes, d.output, d.claimed_by_id, d.confirmed_by_id,
      case when d.confirmed_by_id is not null then coalesce(d.confirmed_on, p_month) end as confirmed_on, t.cases,
      -- Fewer than five share the record: what is told of it is told of them.
      coalesce(t.users, 0) < 5 as is_small,
      coalesce(sum(coalesce(t.users, 0)) filter (where coalesce(t.users, 0) < 5) over w < 5, false) as is_few,
      row_number() over (w order by sha256(convert_to(concat_ws(' ', (select s.seed from draw_seed s), p_month, a.code, d.category_id), 'UTF8'))) <= ceil(count(*) over w / 10.0) as is_drawn
    from adoptions a
    -- What was reduced to nothing is there to be taken back.
    join redirections d on d.adoption_id = a.id and d.month = p_month and (d.minutes > 0 or staff_person(d.confirmed_by_id) = me)
    left join time_records t on t.adoption_id = a.id and t.month = p_month
    where a.unit_id = any (units)
    window w as (partition by a.unit_id, d.category_id)) c
  join use_cases k on k.id = c.use_case_id
  join categories g on g.id = c.category_id
  join units u on u.id = c.unit_id
  join month_tree(p_month) m on m.unit_id = c.unit_id
  join unit_versions v on v.id = m.version_id
  order by u.code, g.id, c.adoption_id;
end $$;
comment on function claims_to_confirm is 'A row a claim of a month that is the viewer''s to confirm. is_drawn: one of the tenth that is shown closer, with its use case and cases unless so few share it that they tell of persons (is_small); is_few: the small ones of the group together are shared by as few; is_own: the viewer has claimed it and may not confirm it.';

create or replace function months_to_confirm() returns table (month date, groups bigint, minutes bigint) language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  me constant bigint := viewer_person();
begin
  return query
  select x.month, sum(x.groups)::bigint, sum(x.minutes)::bigint
  from (
    select a.unit_id, d.month, count(distinct d.category_id) as groups, sum(d.minutes) as minutes
    from (select distinct s.unit_id from viewer_scope() s) s
    join adoptions a on a.unit_id = s.unit_id
    join redirections d on d.adoption_id = a.id and d.minutes > 0 and d.confirmed_by_id is null and d.month >= current_date - 400
    where staff_person(d.claimed_by_id) is distinct from me or me is null
    group by a.unit_id, d.month) x
  where may_confirm(x.unit_id, x.month)
  group by x.month order by x.month desc;
end $$;
comment on function months_to_confirm is 'The months of the last thirteen with claims that wait for the viewer''s confirmation: how many groups of unit and category, and their minutes.';

create or replace function reduce_claims(p_unit bigint, p_month date, p_category bigint, p_minutes integer) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  me constant bigint := viewer_person();
  claims jsonb;
begin
  if me is null or not may_confirm(p_unit, p_month) then raise exception 'not the viewer''s to confirm' using errcode = '42501'; end if;
  -- Each claim keeps its share; minutes that are left go to those that lose most by rounding.
  with open as (
    select d.adoption_id, d.minutes, sum(d.minutes) over () as total
    from redirections d join adoptions a on a.id = d.adoption_id
    where a.unit_id = p_unit and d.month = p_month and d.category_id = p_category and d.minutes > 0 and d.confirmed_by_id is null and staff_person(d.claimed_by_id) is distinct from me),
  cut as (
    select o.adoption_id, o.minutes, o.minutes::bigint * p_minutes / o.total as kept, row_number() over (order by o.minutes::bigint * p_minutes % o.total desc, o.adoption_id) as place
    from open o where p_minutes < o.total),
  whole as (select p_minutes - sum(c.kept) as left_over from cut c),
  done as (
    update redirections d
    set minutes = (c.kept + (c.place <= w.left_over)::integer)::integer, confirmed_by_id = (select a.staff_id from accounts a where a.id = viewer()), confirmed_on = current_date
    from cut c, whole w
    where d.adoption_id = c.adoption_id and d.month = p_month and d.category_id = p_category
    returning d.adoption_id, c.minutes as claimed, d.minutes)
  select jsonb_object_agg(d.adoption_id, jsonb_build_array(d.claimed, d.minutes)) into claims from done d;
  return claims;
end $$;
comment on function reduce_claims is 'Confirms the open claims of a unit, month and category for fewer minutes than were claimed, each in proportion; the viewer''s own claims stay as they are. By adoption the minutes before and after.';

create or replace function restore_claims(p_unit bigint, p_month date, p_category bigint) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  me constant bigint := viewer_person();
begin
  if me is null or not may_confirm(p_unit, p_month) then raise exception 'not the viewer''s to confirm' using errcode = '42501'; end if;
  update redirections d
  set minutes = coalesce((
      select (c.claims -> d.adoption_id::text ->> 0)::integer from claim_decisions c
      where c.unit_id = p_unit and c.month = p_month and c.category_id = p_category and c.decision = 'reduced'
        and (c.claims -> d.adoption_id::text ->> 1)::integer = d.minutes and c.decided_at::date = d.confirmed_on
      order by c.id desc limit 1), d.minutes),
    confirmed_by_id = null, confirmed_on = null
  where d.month = p_month and d.category_id = p_category and staff_person(d.confirmed_by_id) = me and adoption_unit(d.adoption_id) = p_unit;
end $$;
comment on function restore_claims is 'Takes back what the viewer has confirmed of a unit, month and category: what was reduced is claimed again as it was before.';
