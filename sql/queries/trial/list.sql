-- A row a trial, the newest first: its scheme, how many units, the last look at which there is a result.
select t.code, t.title, s.code as scheme_code, t.registered_on, t.first_start, t.is_random, encode(t.sha256, 'hex') as sha256,
  (select count(*) from trial_units e where e.trial_id = t.id) as units, (select count(*) from trial_amendments a where a.trial_id = t.id) as amendments,
  (select max(r.look) from trial_results r where r.trial_id = t.id) as look
from trials t join schemes s on s.id = t.scheme_id
order by t.registered_on desc, t.code
