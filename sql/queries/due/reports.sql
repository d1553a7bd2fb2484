-- A row: of the adoptions in force in a month, how many are reported.
-- $1 month: its first day. Unit: adoptions.
select coalesce(sum(p.in_force), 0)::int as in_force, coalesce(sum(p.reported), 0)::int as reported from part_people($1::date, null) p
