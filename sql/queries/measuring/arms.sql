-- A row an arm, with AI and without, of the cases that were timed of a use case at a unit and haven't gone into a measurement: means, spread, and how many cases there should be.
-- $1 use case: its code; $2 unit: its code, null: cases of no unit in particular. Unit: minutes per case, cases.
-- The number is n = (1.96 s / 0.2 m)², rounded up, and at least 8: with m the mean and s the standard deviation so far, the true mean then lies within 20 % in 95 of 100 such samples.
select a.with_ai, count(t.id)::int as cases, round(avg(t.whole), 2)::text as mean, round(stddev_samp(t.whole), 2)::text as spread,
  round(avg(t.minutes), 2)::text as minutes, round(avg(t.verify_minutes), 2)::text as verify_minutes, round(avg(t.rework_minutes), 2)::text as rework_minutes,
  greatest(8, coalesce(ceil((1.96 * stddev_samp(t.whole) / (0.2 * avg(t.whole))) ^ 2), 8))::int as needed, max(t.timed_on) as last_day
from (values (true), (false)) a (with_ai)
left join (
    select c.*, c.minutes + c.verify_minutes + c.rework_minutes as whole
    from timed_cases c join use_cases u on u.id = c.use_case_id left join units n on n.id = c.unit_id
    where u.code = $1::text and n.code is not distinct from $2::text and c.measurement_id is null) t on t.with_ai = a.with_ai
group by a.with_ai
order by a.with_ai desc
