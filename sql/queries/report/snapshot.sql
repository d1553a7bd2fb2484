-- A row a published figure of a part of the report, from the month's newest snapshot; at least one a part, without key where all is withheld.
-- $1 month: its first day; $2 code: of the unit, null for the whole organisation. part -1 is all of it, 0 the unit itself.
select p.part, p.own, p.code, p.name, p.name_en, p.kind, to_char(p.taken_at, 'YYYY-MM-DD HH24:MI') as taken_at, f.key, f.value::bigint as value
from snapshot_parts($1::date, $2::text) p
left join lateral jsonb_each_text(p.figures) f on true
order by p.part
