-- What other units use that a unit could take up too, told by units and never by persons.

create or replace function copyable_use_cases(p_unit bigint) returns table (code text, title text, tool text, risk text, origin text, origin_en text, bureaus bigint, units bigint,
  saved numeric, evidence smallint, copies text[], copies_en text[])
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  perform require_viewer();
  -- What a unit lacks says what it has.
  if p_unit is not null and current_setting('role') in ('tedori_department', 'tedori_clerk') and not in_scope(p_unit, daterange(current_date, current_date, '[]')) then
    raise exception 'not the viewer''s unit' using errcode = '42501';
  end if;
  return query
  with recursive tree as materialized (
    -- Teams of many sections are called the same.
    select p.unit_id, p.parent_id, v.kind, case when v.kind = 'team' then a.name || ' ' else '' end || v.name as name,
      case when v.kind = 'team' then coalesce(a.name_en, a.name) || ', ' else '' end || coalesce(v.name_en, v.name) as name_en
    from unit_periods p join unit_versions v on v.id = p.version_id
    left join unit_periods b on b.unit_id = p.parent_id and b.period @> current_date left join unit_versions a on a.id = b.version_id
    where p.period @> current_date),
  walk as (
    select t.unit_id, case when t.kind = 'bureau' then t.unit_id end as bureau_id from tree t where t.parent_id is null
    union all
    select t.unit_id, case when t.kind = 'bureau' then t.unit_id else w.bureau_id end from walk w join tree t on t.parent_id = w.unit_id),
  used as materialized (
    select a.id, a.use_case_id, a.unit_id, a.copied_from_id, a.started_on, coalesce(w.bureau_id, a.unit_id) as bureau_id
    from adoptions a join walk w on w.unit_id = a.unit_id
    where a.started_on <= current_date and (a.ended_on is null or a.ended_on >= current_date)),
  spread as (select u.use_case_id, count(distinct u.bureau_id) as bureaus, count(distinct u.unit_id) as units from used u group by u.use_case_id),
  copied as (
    select c.use_case_id, c.place, f.name || ' → ' || t.name as pair, f.name_en || ' → ' || t.name_en as pair_en
    from (
      select u.use_case_id, o.unit_id as from_id, u.unit_id as to_id, row_number() over (partition by u.use_case_id order by u.started_on desc, u.id desc) as place
      from used u join adoptions o on o.id = u.copied_from_id and o.unit_id is not null) c
    join tree t on t.unit_id = c.to_id
    cross join lateral (
      -- What has ended is called as it was last.
      select n.name, n.name_en from (
        select 1 as place, o.name, o.name_en from tree o where o.unit_id = c.from_id
        union all
        (select 2, v.name, coalesce(v.name_en, v.name) from unit_versions v where v.unit_id = c.from_id order by v.valid_from desc limit 1)) n order by n.place limit 1) f
    where c.place <= 5)
  select k.code, k.title, l.name, k.risk, o.name, o.name_en, s.bureaus, s.units,
    m.baseline_minutes - m.ai_minutes - m.verify_minutes - m.rework_minutes - m.learn_minutes - m.operate_minutes, m.evidence,
    array(select c.pair from copied c where c.use_case_id = k.id order by c.place), array(select c.pair_en from copied c where c.use_case_id = k.id order by c.place)
  from use_cases k
  join tools l on l.id = k.tool_id and l.status = 'approved'
  join spread s on s.use_case_id = k.id
  left join tree o on o.unit_id = k.origin_unit_id
  left join measurements m on m.id = valid_measurement(k.id, p_unit, month_of(current_date))
  where not exists (select from used u where u.use_case_id = k.id and u.unit_id = p_unit)
  order by s.bureaus desc, s.units desc, k.code;
end $$;
comment on function copyable_use_cases is 'Use cases with an approved tool that units have in force and the unit (null: none) has not: in how many bureaus and units, minutes saved per case by the measurement that would be valid there, and the newest five pairs of units of which one copied the other. Of persons'' own adoptions it says nothing.';

create or replace function copy_source(p_use_case bigint) returns bigint language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform require_viewer();
  return (
    select a.id from adoptions a join use_cases k on k.id = a.use_case_id
    where a.use_case_id = p_use_case and a.unit_id is not null and a.started_on <= current_date and (a.ended_on is null or a.ended_on >= current_date)
    order by a.unit_id is not distinct from k.origin_unit_id desc, a.started_on, a.id limit 1);
end $$;
comment on function copy_source is 'The adoption that a unit copies that takes up a use case: of the unit where it began, else the oldest in force.';
