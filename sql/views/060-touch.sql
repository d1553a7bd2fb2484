-- Statement triggers: what a change touches. Each collects its keys once a statement.

create or replace function touch(p_any boolean) returns void language plpgsql as $$
begin
  if p_any then insert into settlements default values; end if;
end $$;
comment on function touch is 'Has the transaction settled at its end, if the statement touched anything.';

create or replace function touch_time() returns trigger language plpgsql as $$
begin
  -- Nobody changes a measurement while minutes that follow from it are being recorded.
  perform from measurements m where m.id in (select c.measurement_id from changed_rows c) order by m.id for share;
  insert into touched (what, id, months)
  select 'adoption', c.adoption_id, daterange(min(c.month), (max(c.month) + interval '1 month')::date) from changed_rows c group by c.adoption_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_time is 'Time records touch their adoption in their months.';

create or replace function refuse_rekeying() returns trigger language plpgsql as $$
begin
  raise exception 'a time record stays with its adoption and month: take it back and record another' using errcode = 'TD003';
end $$;
comment on function refuse_rekeying is 'Refuses to move a time record: a loss must not leave its adopter unseen.';

create or replace function touch_redirections() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'redirected', c.adoption_id, daterange(min(c.month), (max(c.month) + interval '1 month')::date) from changed_rows c group by c.adoption_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_redirections is 'Redirections touch their adoption in their months, but nobody''s net minutes.';

create or replace function touch_withdrawn_time() returns trigger language plpgsql as $$
begin
  -- A loss taken back can lift its adopter's other records above the cap.
  insert into touched (what, id, months)
  select 'adoption', c.adoption_id, daterange(min(c.month), (max(c.month) + interval '1 month')::date) from changed_rows c group by c.adoption_id
  union all
  select 'place', a.unit_id, daterange(min(c.month), (max(c.month) + interval '1 month')::date)
  from changed_rows c join adoptions a on a.id = c.adoption_id where a.unit_id is not null group by a.unit_id
  union all
  select 'person', s.person_id, daterange(min(c.month), (max(c.month) + interval '1 month')::date)
  from changed_rows c join adoptions a on a.id = c.adoption_id join staff s on s.id = a.staff_id group by s.person_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_withdrawn_time is 'Time records that are taken back touch their adopter too.';

create or replace function touch_adoptions() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months) select distinct 'adoption', c.id, '(,)'::daterange from changed_rows c;
  perform touch(found);
  return null;
end $$;
comment on function touch_adoptions is 'A changed adoption is checked in all its months.';

create or replace function touch_former_adopters() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'place', c.unit_id, '(,)'::daterange from changed_rows c where c.unit_id is not null
  union select 'figures', s.person_id, '(,)'::daterange from changed_rows c join staff s on s.id = c.staff_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_former_adopters is 'The figures of whoever had the adoption before change too.';

create or replace function touch_changed_adoptions() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'adoption', n.id, '(,)'::daterange from new_rows n
  union select 'place', o.unit_id, '(,)' from old_rows o where o.unit_id is not null
  -- Losses that go with the adoption can leave the person's other records above the cap.
  union select case when n.staff_id is distinct from o.staff_id then 'person' else 'figures' end, s.person_id, '(,)'
    from old_rows o left join new_rows n on n.id = o.id join staff s on s.id = o.staff_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_changed_adoptions is 'A changed adoption is checked in all its months, and so is who had it before.';

create or replace function touch_measurements() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'adoption', t.adoption_id, daterange(min(t.month), (max(t.month) + interval '1 month')::date)
  from changed_rows c join time_records t on t.measurement_id = c.id group by t.adoption_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_measurements is 'A changed measurement touches the records that refer to it.';

create or replace function touch_posts() returns trigger language plpgsql as $$
begin
  -- Up to the end of time: a post ends or begins the one before it.
  insert into touched (what, id, months)
  select 'person', s.person_id, daterange(min(c.valid_from), null) from changed_rows c join staff s on s.id = c.staff_id where s.person_id is not null group by s.person_id
  union all
  select 'place', c.unit_id, daterange(min(c.valid_from), null) from changed_rows c group by c.unit_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_posts is 'Posts touch their person and their unit from their first day on.';

create or replace function touch_leaves() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'person', s.person_id, daterange(min(c.valid_from), null) from changed_rows c join staff s on s.id = c.staff_id group by s.person_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_leaves is 'A leave touches its person from its first day on.';

create or replace function touch_staff() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months) select 'staff', c.id, '(,)'::daterange from changed_rows c where c.previous_id is not null;
  perform touch(found);
  return null;
end $$;
comment on function touch_staff is 'A new employment of somebody known is linked to the person when the transaction settles.';

create or replace function touch_changed_staff() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  with pairs as (
    select o.id, o.person_id, o.left_on as old_left, n.left_on as new_left, o.previous_id is distinct from n.previous_id as rechained
    from old_rows o join new_rows n on n.id = o.id)
  select 'person', p.person_id, daterange(least(p.old_left, p.new_left), null) from pairs p where p.old_left is distinct from p.new_left
  union all
  select w.what, case w.what when 'staff' then p.id else p.person_id end, '(,)'::daterange from pairs p, (values ('staff'), ('person')) w (what) where p.rechained;
  perform touch(found);
  return null;
end $$;
comment on function touch_changed_staff is 'The day of leaving and the chain of numbers decide a person''s posts; names and addresses decide nothing.';

create or replace function touch_units() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'unit', c.unit_id, daterange(min(c.valid_from), null) from changed_rows c group by c.unit_id
  union all
  select 'place', c.parent_id, daterange(min(c.valid_from), null) from changed_rows c where c.parent_id is not null group by c.parent_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_units is 'A unit''s version touches the unit and its parent from its first day on.';

create or replace function touch_changed_units() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  with changed_rows as (
    select v.* from old_rows o join new_rows n on n.id = o.id
    cross join lateral (values (o.unit_id, o.parent_id, o.valid_from), (n.unit_id, n.parent_id, n.valid_from)) v (unit_id, parent_id, valid_from)
    where (o.unit_id, o.valid_from, o.valid_to, o.parent_id, o.succeeds) is distinct from (n.unit_id, n.valid_from, n.valid_to, n.parent_id, n.succeeds))
  select 'unit', c.unit_id, daterange(min(c.valid_from), null) from changed_rows c group by c.unit_id
  union all
  select 'place', c.parent_id, daterange(min(c.valid_from), null) from changed_rows c where c.parent_id is not null group by c.parent_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_changed_units is 'A changed version, unless only its name or kind changed, which decide no figure.';

create or replace function touch_training() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'figures', s.person_id, daterange(min(c.completed_on), null) from changed_rows c join staff s on s.id = c.staff_id group by s.person_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_training is 'Training changes a person''s coverage from its day on.';

create or replace function touch_usage() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'figures', s.person_id, daterange(min(c.month), (max(c.month) + interval '1 month')::date) from changed_rows c join staff s on s.id = c.staff_id group by s.person_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_usage is 'Usage changes who is active and who is an adopter.';

create or replace function touch_everything() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months) select 'figures', null, '(,)'::daterange where exists (select from changed_rows);
  perform touch(found);
  return null;
end $$;
comment on function touch_everything is 'Undated lists restate every open month.';

create or replace function touch_scheme_units() returns trigger language plpgsql as $$
begin
  -- What the scheme rewards stays as it is until the enrolment is checked.
  perform from schemes s where s.id in (select c.scheme_id from changed_rows c) order by s.id for share;
  insert into touched (what, id, months) select 'unit', c.unit_id, daterange(min(c.starts_on), null) from changed_rows c group by c.unit_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_scheme_units is 'An enrolment decides who may confirm in the unit and under it.';

create or replace function touch_schemes() returns trigger language plpgsql as $$
begin
  insert into touched (what, id, months)
  select 'unit', u.unit_id, daterange(min(u.starts_on), null) from changed_rows c join scheme_units u on u.scheme_id = c.id group by u.unit_id;
  perform touch(found);
  return null;
end $$;
comment on function touch_schemes is 'What a scheme rewards, and when, decides who may confirm in its units.';

create or replace function keep_named() returns trigger language plpgsql as $$
begin
  if current_setting('role') not in ('none', 'tedori_hr') then
    raise exception 'a person''s adoption stays one' using errcode = '42501';
  end if;
  return new;
end $$;
comment on function keep_named is 'Keeps whoever may not see named minutes from making them a unit''s.';

create or replace function begin_person() returns trigger language plpgsql as $$
begin
  new.person_id := new.id;
  return new;
end $$;
comment on function begin_person is 'A new employment is a new person until its chain is derived.';

do $$
declare
  t record;
begin
  for t in
    select * from (values
      ('time_records', 'touch_time', 'touch_time', 'touch_withdrawn_time'),
      ('redirections', 'touch_redirections', 'touch_redirections', 'touch_redirections'),
      ('adoptions', 'touch_adoptions', null, 'touch_former_adopters'),
      ('measurements', null, 'touch_measurements', null),
      ('posts', 'touch_posts', 'touch_posts', 'touch_posts'),
      ('leaves', 'touch_leaves', 'touch_leaves', 'touch_leaves'),
      ('staff', 'touch_staff', null, null),
      ('unit_versions', 'touch_units', null, 'touch_units'),
      ('training_records', 'touch_training', 'touch_training', 'touch_training'),
      ('usage_days', 'touch_usage', 'touch_usage', 'touch_usage'),
      ('courses', 'touch_everything', 'touch_everything', 'touch_everything'),
      ('use_cases', null, 'touch_everything', null),
      ('schemes', null, 'touch_schemes', null),
      ('scheme_units', 'touch_scheme_units', 'touch_scheme_units', null)) v (name, inserted, updated, deleted)
  loop
    if t.inserted is not null then
      execute format('create or replace trigger touch_inserted after insert on %I referencing new table as changed_rows for each statement execute function %I()', t.name, t.inserted);
    end if;
    if t.updated is not null then
      execute format('create or replace trigger touch_updated_from after update on %I referencing old table as changed_rows for each statement execute function %I()', t.name, t.updated);
      execute format('create or replace trigger touch_updated_to after update on %I referencing new table as changed_rows for each statement execute function %I()', t.name, t.updated);
    end if;
    if t.deleted is not null then
      execute format('create or replace trigger touch_deleted after delete on %I referencing old table as changed_rows for each statement execute function %I()', t.name, t.deleted);
    end if;
  end loop;
end $$;
create or replace trigger touch_updated after update on staff referencing old table as old_rows new table as new_rows for each statement execute function touch_changed_staff();
create or replace trigger touch_updated after update on unit_versions referencing old table as old_rows new table as new_rows for each statement execute function touch_changed_units();
create or replace trigger touch_updated after update on adoptions referencing old table as old_rows new table as new_rows for each statement execute function touch_changed_adoptions();
create or replace trigger keep_key before update of adoption_id, month on time_records for each row
  when ((old.adoption_id, old.month) is distinct from (new.adoption_id, new.month)) execute function refuse_rekeying();
create or replace trigger keep_named before update of unit_id, staff_id on adoptions for each row
  when ((old.unit_id is null) <> (new.unit_id is null)) execute function keep_named();
create or replace trigger begin_person before insert on staff for each row when (new.person_id is null) execute function begin_person();

drop trigger if exists settle on settlements;
create constraint trigger settle after insert on settlements deferrable initially deferred for each row execute function settle_or_refuse();
