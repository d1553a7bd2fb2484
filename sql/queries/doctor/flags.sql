-- A row a kind of flag of the newest month with records: how many.
select n.month, f.flag, count(*)::integer as rows from (select max(month) as month from time_records) n cross join lateral flags(n.month) f where n.month is not null group by n.month, f.flag order by f.flag
