-- A row a published figure of the group that stands for a unit whose time is withheld; none where there is no such need.
-- $1 month: its first day; $2 code: of the unit. Without code it is the whole organisation.
select g.code, g.name, g.name_en, g.kind, f.key, f.value::bigint as value
from snapshot_group($1::date, $2::text) g
cross join lateral jsonb_each_text(g.figures) f
