-- The account's arithmetic: what each time record frees, by whom, with which evidence.

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

create or replace function valid_measurement(p_use_case bigint, p_unit bigint, p_month date) returns bigint language sql stable
return (
  select m.id from measurements m
  where m.use_case_id = p_use_case and p_month between m.first_month and m.last_day
    and (m.unit_id is null or m.unit_id = p_unit or unit_under(p_unit, m.unit_id, p_month))
  order by m.unit_id = p_unit desc nulls last, m.unit_id is not null desc, m.evidence desc, m.measured_on desc, m.code limit 1);
comment on function valid_measurement is 'The measurement that a sheet proposes for a use case at a unit in a month: its own unit''s first, then one from above, then one for everywhere; of these the best evidence, then the latest.';
