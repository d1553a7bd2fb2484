-- A row a unit and month in which it has people: what a trial measures, from the live account.
-- $1 units: ids; $2 from, $3 to: months, their first days. Unit: persons, adoptions, minutes by evidence level from E0 on; contract_shares: contracted minutes per 4 weeks x percent.
select f.unit_id, f.month, f.headcount, f.contract_shares, f.covered, f.adopters, f.in_force, f.reported, f.net, f.freed, f.claimed, f.confirmed
from trial_figures($1::bigint[], $2::date, $3::date) f
