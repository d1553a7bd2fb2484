-- Settling: once a transaction, over everything that it has touched.

create or replace function lock_touched() returns void language plpgsql as $$
declare
  me xid8 := pg_current_xact_id();
begin
  -- Only READ COMMITTED sees, after the lock, what others have committed; a serializable transaction would find out about serializable ones alone.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'changes to the account need isolation level read committed' using errcode = 'TD002';
  end if;
  loop
    perform from units u where u.id in (
      select t.id from touched t where t.xid = me and t.what in ('unit', 'place')
      union select a.unit_id from touched t join adoptions a on a.id = t.id where t.xid = me and t.what in ('adoption', 'redirected'))
    order by u.id for no key update;
    perform from staff s where s.id in (
      select t.id from touched t where t.xid = me and t.what in ('person', 'figures')
      union select o.person_id from touched t join adoptions a on a.id = t.id join staff o on o.id = a.staff_id where t.xid = me and t.what in ('adoption', 'redirected'))
    order by s.id for no key update;
    -- Who was a person when the statement ran can be part of another one by now.
    insert into touched (what, id, months)
    select t.what, s.person_id, t.months from touched t join staff s on s.id = t.id where t.xid = me and t.what in ('person', 'figures') and s.person_id <> s.id
    except select t.what, t.id, t.months from touched t where t.xid = me;
    exit when not found;
  end loop;
  -- The units above: their caps and use cases meet these persons, also where a unit's first adoption is only now being recorded.
  perform from units u where u.id in (
    with recursive above as (
      select d.unit_id from touched t join post_periods d on d.person_id = t.id where t.xid = me and t.what = 'person'
      union select d.unit_id from touched t join adoptions a on a.id = t.id join staff o on o.id = a.staff_id join post_periods d on d.person_id = o.person_id
        where t.xid = me and t.what in ('adoption', 'redirected')
      union select t.id from touched t where t.xid = me and t.what in ('unit', 'place')
      union select p.parent_id from above a join unit_periods p on p.unit_id = a.unit_id where p.parent_id is not null)
    select above.unit_id from above)
  order by u.id for share;
end $$;
comment on function lock_touched is 'Locks the persons and units that the transaction touches, so that two transactions cannot each break a rule unseen by the other.';

create or replace function lasting(p_months daterange) returns daterange language sql immutable
return daterange(lower(p_months), (upper(p_months) + interval '2 months')::date);
comment on function lasting is 'The days with the two months after them, in which a record still makes an adopter.';

create or replace function mark_stale() returns void language plpgsql as $$
declare
  me xid8 := pg_current_xact_id();
begin
  if not exists (select from touched t where t.xid = me and (t.what <> 'staff')) then return; end if;
  if exists (select from touched t where t.xid = me and t.what = 'figures' and t.id is null)
     or (select count(*) > 300 from (select from touched t where t.xid = me and t.what <> 'staff' limit 301) n) then
    insert into stale_marks (unit_id, months) select null, lasting(range_merge(range_agg(t.months))) from touched t where t.xid = me and t.what <> 'staff';
    return;
  end if;
  insert into stale_marks (unit_id, months)
  select m.unit_id, lasting(range_merge(range_agg(m.months))) from (
    select t.id as unit_id, t.months from touched t where t.xid = me and t.what in ('unit', 'place')
    union all
    select a.unit_id, t.months from touched t join adoptions a on a.id = t.id where t.xid = me and t.what in ('adoption', 'redirected') and a.unit_id is not null
    union all
    -- All units of a person: what counts at one changes the weights at the others, and a post that has lost its last day counts nowhere any more.
    select o.unit_id, t.months from (
      select t.id as person_id, t.months from touched t where t.xid = me and t.what in ('person', 'figures')
      union all
      select s.person_id, t.months from touched t join adoptions a on a.id = t.id join staff s on s.id = a.staff_id where t.xid = me and t.what in ('adoption', 'redirected')
      union all
      select s.person_id, t.months from touched t join posts o on o.unit_id = t.id join staff s on s.id = o.staff_id where t.xid = me and t.what = 'unit') t
    join staff s on s.person_id = t.person_id
    join posts o on o.staff_id = s.id) m
  where not isempty(m.months)
  group by m.unit_id;
end $$;
comment on function mark_stale is 'Writes down which cells of the rollups are behind once the transaction commits.';

create or replace function settle() returns table (rule text, person_id bigint, unit_id bigint, adoption_id bigint, month date, detail jsonb) language plpgsql as $$
#variable_conflict use_column
declare
  faults bigint;
  keys bigint;
  adoptions bigint[]; adoption_months datemultirange[];
  recorded bigint[]; months date[];
  first_month date;
  last_month date;
  broken boolean;
  -- A refusal must not tell what the viewer may not see: a person's minutes, or who has the same use case.
  hides constant boolean := current_setting('role') not in ('none', 'tedori_hr');
begin
  if not exists (select from touched t where t.xid = pg_current_xact_id()) then return; end if;
  perform lock_touched();
  select count(*) into keys from touched t where t.xid = pg_current_xact_id();
  return query select u.rule, null::bigint, u.unit_id, null::bigint, u.day, u.detail from settle_units() u;
  get diagnostics faults = row_count;
  return query select p.rule, p.person_id, null::bigint, null::bigint, null::date, null::jsonb from settle_persons() p;
  if faults > 0 or found then return; end if;
  -- A post that begins ends the one before, a day of leaving ends the last: the units where these persons were lose days too.
  insert into touched (what, id, months)
  select 'place', p.unit_id, range_merge(range_agg(t.months)) from touched t join post_periods p on p.person_id = t.id and p.period && t.months
  where t.xid = pg_current_xact_id() and t.what = 'person' group by p.unit_id;
  if (select count(*) from touched t where t.xid = pg_current_xact_id()) <> keys then perform lock_touched(); end if;
  return query select p.rule, p.person_id, p.unit_id, null::bigint, p.day, p.detail from settle_posts() p;
  if found then return; end if;
  select array_agg(a.adoption_id), array_agg(a.months) into adoptions, adoption_months from affected_adoptions(array['adoption', 'redirected', 'person', 'unit', 'staff']) a;
  select array_agg(r.adoption_id), array_agg(r.month), min(r.month), max(r.month) into recorded, months, first_month, last_month from affected_records(adoptions, adoption_months) r;
  -- Of many keys little is known but their number: a wrong guess costs hashing nothing and any other way everything.
  perform set_config(j, (cardinality(recorded) > 5000 is not true)::text, true) from unnest(array['enable_nestloop', 'enable_mergejoin', 'enable_sort']) j;
  return query select s.rule, s.person_id, s.unit_id, s.adoption_id, s.month, case when not hides or s.person_id is null then s.detail end from settle_records(recorded, months, first_month, last_month) s;
  broken := found;
  return query select s.rule, s.person_id, s.unit_id, s.adoption_id, s.month, case when not hides or s.person_id is null then s.detail end from settle_schemes(recorded, months, first_month, last_month) s;
  broken := broken or found;
  -- What was redirected changes nobody's net minutes.
  if exists (select from touched t where t.xid = pg_current_xact_id() and t.what = 'redirected') then
    select array_agg(a.adoption_id), array_agg(a.months) into adoptions, adoption_months from affected_adoptions(array['adoption', 'person', 'unit', 'staff']) a;
    select array_agg(r.adoption_id), array_agg(r.month), min(r.month), max(r.month) into recorded, months, first_month, last_month from affected_records(adoptions, adoption_months) r;
  end if;
  return query select s.rule, s.person_id, s.unit_id, s.adoption_id, s.month, case when not hides then s.detail end from settle_use_cases(recorded, months, first_month, last_month) s;
  broken := broken or found;
  return query select s.rule, s.person_id, s.unit_id, s.adoption_id, s.month, case when not hides or s.person_id is null then s.detail end from settle_caps(recorded, months) s;
  broken := broken or found;
  perform set_config(j, 'on', true) from unnest(array['enable_nestloop', 'enable_mergejoin', 'enable_sort']) j;
  -- Where a rule is broken the keys stay, so that the transaction can't commit however often it is asked.
  if broken then return; end if;
  perform mark_stale();
  delete from touched t where t.xid = pg_current_xact_id();
end $$;
comment on function settle is 'Derives what follows from the transaction''s changes and answers every rule they break; none broken: the transaction may commit. month is the month, or for structural faults the day, concerned.';

create or replace function settle_or_refuse() returns trigger language plpgsql as $$
declare
  faults jsonb;
  rule text;
begin
  select jsonb_agg(to_jsonb(s)), min(s.rule) into faults, rule from settle() s;
  if faults is not null then
    raise exception 'refused: %', rule using errcode = 'TD001', constraint = rule, detail = (select jsonb_agg(f) from (select f from jsonb_array_elements(faults) f limit 20) x)::text;
  end if;
  delete from settlements where xid = pg_current_xact_id();
  return null;
end $$;
comment on function settle_or_refuse is 'Settles at the end of the transaction and refuses it (TD001) where a rule is broken.';
