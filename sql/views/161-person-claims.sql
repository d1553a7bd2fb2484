-- Redirections of persons' own adoptions, as the head of their unit confirms them: never one by one, and never a person's minutes.

create or replace function person_claims(p_month date)
returns table (unit_id bigint, unit_code text, unit text, unit_en text, category_id bigint, category_code text, category text, category_en text,
  hours integer, is_shown boolean, is_open boolean, outputs text[], state text, adoptions bigint[])
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  me constant bigint := viewer_person();
begin
  if me is null then return; end if;
  return query
  with here as (
    select distinct p.person_id from viewer_scope() s join post_periods p on p.unit_id = s.unit_id and p.is_primary
    where s.period && month_days(p_month) and p.period && month_days(p_month)),
  claimed as materialized (
    select s.person_id, d.adoption_id, d.category_id, d.minutes, d.output, d.confirmed_by_id is null as is_open
    from here h
    join staff s on s.person_id = h.person_id
    join adoptions a on a.staff_id = s.id
    join redirections d on d.adoption_id = a.id and d.month = p_month and d.minutes > 0
    -- Neither the claimant nor the adoption's person confirms.
    where h.person_id <> me and staff_person(d.claimed_by_id) is distinct from me and (d.confirmed_by_id is null or staff_person(d.confirmed_by_id) = me)),
  near as materialized (select p.person_id, last_unit(p.person_id, p_month) as unit_id from (select distinct c.person_id from claimed c) p),
  claims as (select n.unit_id, c.* from near n join claimed c on c.person_id = n.person_id),
  mine as materialized (select u.unit_id from (select distinct c.unit_id from claims c) u where may_confirm(u.unit_id, p_month)),
  -- What is open and what is confirmed each have to pass by themselves: a later claim alone would be one person's.
  parts as (
    select c.unit_id, c.category_id, c.is_open, c.person_id, sum(c.minutes) as minutes, array_agg(c.output) as outputs, array_agg(c.adoption_id) as adoptions,
      string_agg(concat_ws(' ', c.adoption_id, c.minutes, c.output), E'\n' order by c.adoption_id) as state
    from claims c join mine m on m.unit_id = c.unit_id group by 1, 2, 3, 4),
  sums as (
    select p.unit_id, p.category_id, p.is_open, sum(p.minutes)::bigint as minutes, figure_passes('time', 'freed', sum(p.minutes)::bigint, count(*), max(p.minutes)::bigint, true) as passes,
      string_agg(p.state, E'\n' order by p.person_id) as state
    from parts p group by 1, 2, 3)
  select s.unit_id, u.code, v.name, v.name_en, g.id, g.code, g.title, g.title_en,
    case when s.passes then (round(s.minutes / 600.0) * 10)::integer end, s.passes, s.is_open,
    case when s.passes then array(
      select distinct o.output from parts p cross join lateral unnest(p.outputs) o (output)
      where p.unit_id = s.unit_id and p.category_id = s.category_id and p.is_open = s.is_open and o.output is not null order by 1 limit 20) else '{}' end,
    -- Of few it could be guessed what it was made of.
    case when s.passes then encode(sha256(convert_to(s.state, 'UTF8')), 'hex') end,
    array(select x from parts p cross join lateral unnest(p.adoptions) x where p.unit_id = s.unit_id and p.category_id = s.category_id and p.is_open = s.is_open)
  from sums s
  join categories g on g.id = s.category_id
  join units u on u.id = s.unit_id
  join month_tree(p_month) m on m.unit_id = s.unit_id
  join unit_versions v on v.id = m.version_id
  order by u.code, g.id, s.is_open desc;
end $$;
comment on function person_claims is 'A row the claims of persons of a unit and category that are the viewer''s to confirm, and one those that the viewer has confirmed: hours to ten, so that what one person adds doesn''t show, and outputs, both only where the group passes as a published figure of time does; the others are HR''s. adoptions: whose they are, for the functions below alone.';

create or replace function person_claims_to_confirm(p_month date)
returns table (unit_id bigint, unit_code text, unit text, unit_en text, category_id bigint, category_code text, category text, category_en text,
  hours integer, is_shown boolean, is_open boolean, outputs text[], state text)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.unit_id, c.unit_code, c.unit, c.unit_en, c.category_id, c.category_code, c.category, c.category_en, c.hours, c.is_shown, c.is_open, c.outputs, c.state from person_claims(p_month) c;
end;
comment on function person_claims_to_confirm is 'person_claims without whose they are.';

create or replace function confirm_person_claims(p_unit bigint, p_month date, p_category bigint, p_state text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  claims bigint[];
begin
  -- What is locked stays as it is read next.
  perform from redirections d
  where d.month = p_month and d.category_id = p_category
    and d.adoption_id in (select unnest(c.adoptions) from person_claims(p_month) c where c.unit_id = p_unit and c.category_id = p_category)
  order by d.adoption_id for update;
  select c.adoptions into claims from person_claims(p_month) c where c.unit_id = p_unit and c.category_id = p_category and c.is_open and c.is_shown and c.state = p_state;
  if claims is null then return false; end if;
  update redirections d set confirmed_by_id = (select a.staff_id from accounts a where a.id = viewer()), confirmed_on = current_date
  where d.month = p_month and d.category_id = p_category and d.adoption_id = any (claims) and d.confirmed_by_id is null;
  return true;
end $$;
comment on function confirm_person_claims is 'Confirms what persons of a unit have claimed in a category, where it is as it was seen and a group large enough; false: nothing was done.';

create or replace function release_person_claims(p_unit bigint, p_month date, p_category bigint) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update redirections d set confirmed_by_id = null, confirmed_on = null
  where d.month = p_month and d.category_id = p_category
    and d.adoption_id in (select unnest(c.adoptions) from person_claims(p_month) c where c.unit_id = p_unit and c.category_id = p_category and not c.is_open);
end $$;
comment on function release_person_claims is 'Takes back what the viewer has confirmed of persons of a unit in a category.';
