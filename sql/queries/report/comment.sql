-- The head's comment on the unit's month that is in force, or no row.
-- $1 month: its first day; $2 code: of the unit.
select c.text, minute_text(c.written_at) as written_at
from unit_comments c join units u on u.id = c.unit_id
where c.month = $1::date and u.code = $2::text
order by c.id desc limit 1
