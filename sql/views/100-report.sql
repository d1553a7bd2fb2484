-- The parts of a report: the unit itself and each of its children with all under it, in the tree of the month.

create or replace function report_parts(p_month date, p_unit bigint) returns table (part integer, own boolean, top_id bigint, unit_id bigint) language sql stable
begin atomic
  with recursive tree as materialized (select t.unit_id, t.parent_id from month_tree(p_month) t),
  tops as (
    select (row_number() over (order by u.code))::integer as part, t.unit_id as top_id from tree t join units u on u.id = t.unit_id where t.parent_id is not distinct from p_unit),
  below as (
    select t.part, t.top_id, t.top_id as unit_id from tops t
    union all
    select b.part, b.top_id, t.unit_id from below b join tree t on t.parent_id = b.unit_id)
  select 0, true, t.unit_id, t.unit_id from tree t where t.unit_id = p_unit
  union all
  select b.part, false, b.top_id, b.unit_id from below b;
end;
comment on function report_parts is 'Which units make up each part of the report on a unit (null: the whole organisation): part 0 is the unit itself, the others its children by code.';
