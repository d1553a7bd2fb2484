-- A row a bureau of the month with all under it, from the live account.
-- $1 month: its first day. Unit: persons, adoptions, minutes; claimed and confirmed: of time redirected to higher-value work.
select u.code, v.name, v.name_en, v.kind, b.headcount, b.covered, b.adopters, b.active, b.in_force, b.reported, b.freed, b.unaccounted, b.claimed, b.confirmed
from whole_units($1::date, array(select v.unit_id from unit_versions v where v.kind = 'bureau')) b
join units u on u.id = b.unit_id
join unit_versions v on v.id = b.version_id
where v.kind = 'bureau'
order by u.code
