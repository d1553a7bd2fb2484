-- A row a month that is frozen, newest first.
select to_char(s.month, 'YYYY-MM') as month from snapshots s order by s.month desc
