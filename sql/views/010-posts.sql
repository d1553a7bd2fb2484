-- Posts: who is where, on which days.

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

create or replace function last_unit(p_person bigint, p_month date) returns bigint language sql stable
return (select d.unit_id from post_days d where d.person_id = p_person and d.is_primary and d.period && month_days(p_month) order by d.period desc limit 1);
comment on function last_unit is 'The unit of the last primary post that a person has in a month; null: none.';
