-- A row a trial that was registered by the end of the month: what readers other than HR may know of its newest result up to it (null: none yet); what was amended until today.
-- $1 month: its first day.
select t.code, t.title, s.code as scheme_code, t.first_start, t.is_random, r.public_document,
  array(select to_char(a.made_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') || ' ' || a.text from trial_amendments a where a.trial_id = t.id order by a.id) as amendments
from trials t join schemes s on s.id = t.scheme_id
left join lateral (select r.public_document from trial_results r where r.trial_id = t.id and r.month <= $1::date order by r.look desc limit 1) r on true
where t.registered_on < upper(month_days($1::date))
order by t.code
