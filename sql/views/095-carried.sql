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
