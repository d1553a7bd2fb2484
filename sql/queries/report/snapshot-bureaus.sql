-- A row a published figure of a bureau, from the month's newest snapshot; at least one a bureau, without key where all is withheld.
-- $1 month: its first day.
select u.code, u.name, u.name_en, u.kind, f.key, f.value::bigint as value
from snapshot_units u
left join lateral jsonb_each_text(u.figures) f on true
where u.month = $1::date and not u.own and not u.empty and u.kind = 'bureau'
order by u.code
