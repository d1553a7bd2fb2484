-- Values that repeat: a month's cases and users that are the same as in the months before.

create or replace view carried_records with (security_invoker = true) as
select r.adoption_id, r.month, r.months_in_a_row
from (
  select s.adoption_id, s.month,
    row_number() over (partition by s.adoption_id, s.run order by s.month) as months_in_a_row
  from (
    select t.adoption_id, t.month, count(*) filter (where t.is_new) over (partition by t.adoption_id order by t.month) as run
    from (
      select t.adoption_id, t.month,
        (t.cases, t.users) is distinct from (lag(t.cases) over w, lag(t.users) over w) or t.month <> (lag(t.month) over w + interval '1 month')::date or t.cases is null as is_new
      from time_records t window w as (partition by t.adoption_id order by t.month)) t) s) r
where r.months_in_a_row > 1;
comment on view carried_records is 'Time records whose cases and users repeat the month before (繰越), with how many months in a row they have been the same; from the third on they are flagged.';

create or replace function valid_measurement(p_use_case bigint, p_unit bigint, p_month date) returns bigint language sql stable
return (
  select m.id from measurements m
  where m.use_case_id = p_use_case and p_month between m.first_month and m.last_day
    and (m.unit_id is null or m.unit_id = p_unit or unit_under(p_unit, m.unit_id, p_month))
  order by m.unit_id = p_unit desc nulls last, m.unit_id is not null desc, m.evidence desc, m.measured_on desc, m.code limit 1);
comment on function valid_measurement is 'The measurement that a sheet proposes for a use case at a unit in a month: its own unit''s first, then one from above, then one for everywhere; of these the best evidence, then the latest.';
