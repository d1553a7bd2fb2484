-- A row a kind of flag of a month: how many.
-- $1 month: its first day, null for the newest month with records.
select n.month, f.flag, count(*)::integer as rows
from (select coalesce($1::date, (select max(month) from time_records)) as month) n cross join lateral flags(n.month) f
where n.month is not null group by n.month, f.flag order by f.flag
