-- The tree of units, as it stands in a month.

create or replace function month_tree(p_month date) returns table (unit_id bigint, version_id bigint, parent_id bigint) language sql stable
begin atomic
  select distinct on (u.unit_id) u.unit_id, u.version_id, u.parent_id
  from unit_periods u
  where u.period && month_days(p_month)
  order by u.unit_id, u.period desc;
end;
comment on function month_tree is 'The units of a month, each with the version of its last day in force.';

create or replace function unit_under(p_unit bigint, p_above bigint, p_month date) returns boolean language plpgsql stable as $$
declare
  above bigint := p_unit;
begin
  while above is not null loop
    if above = p_above then return true; end if;
    above := (select u.parent_id from unit_periods u where u.unit_id = above and u.period && month_days(p_month) order by u.period desc limit 1);
  end loop;
  return false;
end $$;
comment on function unit_under is 'Whether a unit is another one or stands under it, in the tree of a month.';
