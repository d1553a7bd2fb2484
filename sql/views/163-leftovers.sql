-- Adoptions that outlast whose they are, and how what follows them is called.

create or replace view outlasting_adoptions with (security_invoker) as
with ended as materialized (
  select p.unit_id, max(upper(p.period)) - 1 as last_day from unit_periods p group by p.unit_id having bool_and(upper(p.period) is not null))
select a.id as adoption_id, a.unit_id, e.last_day
from ended e join adoptions a on a.unit_id = e.unit_id
-- One that began afterwards can't end before it began: on that day it is over.
where a.ended_on is null or a.ended_on > greatest(e.last_day, a.started_on);
comment on view outlasting_adoptions is 'Adoptions of units that go on after their unit''s last day, which may be still to come.';
comment on column outlasting_adoptions.adoption_id is 'The adoption.';
comment on column outlasting_adoptions.unit_id is 'Its unit.';
comment on column outlasting_adoptions.last_day is 'The unit''s last day.';

create or replace function free_adoption_code(p_base text) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  free text := p_base;
  place integer := 1;
begin
  perform require_viewer();
  -- Of two who ask at once the second waits, and sees the first one's.
  perform pg_advisory_xact_lock(hashtext('tedori.adoption-code'), hashtext(p_base));
  while exists (select from adoptions a where a.code = free) loop
    place := place + 1;
    free := p_base || '-' || place;
  end loop;
  return free;
end $$;
comment on function free_adoption_code is 'A code for a new adoption: the given one, or that with the first number from 2 that makes it one which nothing has; kept for the transaction.';
