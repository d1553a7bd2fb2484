-- The account's arithmetic: what each time record frees, by whom, with which evidence.

create or replace function folded(p_text text) returns text language sql immutable parallel safe
return translate(p_text, '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－＿', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_');
comment on function folded is 'Full-width letters, digits, hyphens and low lines made ASCII, as codes and what names them are read from files.';

create or replace function month_days(p_month date) returns daterange language sql immutable parallel safe
return daterange(p_month, (p_month + interval '1 month')::date);
comment on function month_days is 'The days of a month.';

create or replace function last_day(p_month date) returns date language sql immutable parallel safe
return (p_month + interval '1 month')::date - 1;
comment on function last_day is 'The last day of a month.';

create or replace function month_of(p_day date) returns date language sql immutable parallel safe
return p_day - (extract(day from p_day)::integer - 1);
comment on function month_of is 'The first day of a day''s month.';

create or replace function take_statistics(p_table regclass, p_changed bigint) returns void language plpgsql as $$
begin
  if p_changed > 50 + 0.1 * (select greatest(c.reltuples, 0) from pg_class c where c.oid = p_table) then execute format('analyze %s', p_table); end if;
end $$;
comment on function take_statistics is 'Analyses a table of which so many rows have changed, where that is much of it: what follows in the same transaction is planned for it as it is, not as it was.';

create or replace view account with (security_invoker = true) as
select r.*, r.gross - r.overhead as net, greatest(r.gross - r.overhead, 0) as freed, greatest(r.overhead - r.gross, 0) as loss
from (
  select t.adoption_id, t.month, a.unit_id, a.staff_id, a.use_case_id, t.users, t.measurement_id,
    (case when m.id is null then substr(t.evidence, 2)::smallint
          when t.month between m.first_month and m.last_day then m.evidence
          else 1 end)::smallint as evidence,
    (case when m.id is not null then round(t.cases * (m.baseline_minutes - m.ai_minutes))
          when t.gross_minutes is not null then t.gross_minutes
          when t.new_task then round(-t.cases * t.ai_minutes)
          else round(t.cases * (t.baseline_minutes - t.ai_minutes)) end)::bigint as gross,
    (case when m.id is not null then round(t.cases * m.verify_minutes) + round(t.cases * m.rework_minutes) + round(t.cases * m.learn_minutes) + round(t.cases * m.operate_minutes)
          else t.verify_minutes + t.rework_minutes + t.learn_minutes + t.operate_minutes end)::bigint as overhead
  from time_records t
  join adoptions a on a.id = t.adoption_id
  left join measurements m on m.id = t.measurement_id) r;
comment on view account is 'A row a time record: minutes gross, overhead, net, freed and loss, with its evidence level (0 to 5).';

-- A post counts on the days on which its unit is in force too; a unit without days takes nobody.
create or replace view post_days with (security_invoker = true) as
select p.post_id, p.person_id, p.unit_id, p.is_primary, p.share_percent, p.grade_id, p.contracted_minutes, p.period * u.period as period
from post_periods p
join unit_periods u on u.unit_id = p.unit_id and u.period && p.period;
comment on view post_days is 'A row a post and unit version: the days on which both are in force.';

create or replace view primary_posts with (security_invoker = true) as
select p.person_id, p.unit_id, p.contracted_minutes, p.period as post_days, u.period as unit_days
from post_periods p
join unit_periods u on u.unit_id = p.unit_id
where p.is_primary;
comment on view primary_posts is 'A row a primary post and unit version. A post fills a month where both ranges have its first day and its last; no other primary post counts in such a month.';

-- Each condition is one whose share the planner knows or guesses well: what it takes for one row it joins row by row.
create or replace function month_posts(p_month date) returns table (person_id bigint, unit_id bigint, is_primary boolean, share_percent integer, grade_id bigint, contracted_minutes integer, period daterange)
language sql stable
begin atomic
  select p.person_id, p.unit_id, p.is_primary, p.share_percent, p.grade_id, p.contracted_minutes, p.period * u.period * month_days(p_month)
  from post_periods p
  join unit_periods u on u.unit_id = p.unit_id
  where p.period && month_days(p_month) and u.period && month_days(p_month) and not isempty(p.period * u.period * month_days(p_month));
end;
comment on function month_posts is 'post_days of one month, cut to its days.';

create or replace function unit_under(p_unit bigint, p_above bigint, p_month date) returns boolean language plpgsql stable as $$
declare
  above bigint := p_unit;
begin
  while above is not null loop
    if above = p_above then return true; end if;
    above := (select u.parent_id from unit_periods u where u.unit_id = above and u.period && month_days(p_month) order by u.period desc limit 1);
  end loop;
  return false;
end $$;
comment on function unit_under is 'Whether a unit is another one or stands under it, in the tree of a month.';

create or replace function last_unit(p_person bigint, p_month date) returns bigint language sql stable
return (select d.unit_id from post_days d where d.person_id = p_person and d.is_primary and d.period && month_days(p_month) order by d.period desc limit 1);
comment on function last_unit is 'The unit of the last primary post that a person has in a month; null: none.';

create or replace function month_tree(p_month date) returns table (unit_id bigint, version_id bigint, parent_id bigint) language sql stable
begin atomic
  select distinct on (u.unit_id) u.unit_id, u.version_id, u.parent_id
  from unit_periods u
  where u.period && month_days(p_month)
  order by u.unit_id, u.period desc;
end;
comment on function month_tree is 'The units of a month, each with the version of its last day in force.';
