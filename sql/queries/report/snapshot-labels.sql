-- A row a category, tool or area of the month's newest snapshot, in their order; none where there is no snapshot.
-- $1 month: its first day.
select l.family, l.code, l.title, l.title_en, l.tier
from snapshot_labels l
where l.month = $1::date
order by l.family, l.place
