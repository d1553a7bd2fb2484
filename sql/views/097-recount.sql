-- The standing audit: what is rolled up against the facts, for cells picked at random.

create or replace function recount_cells(p_cells integer) returns table (month date, unit_id bigint, differs boolean) language plpgsql as $$
#variable_conflict use_column
declare
  cell record;
begin
  for cell in
    select m.month, u.unit_id from rolled_months m cross join lateral (select t.unit_id from month_tree(m.month) t) u order by random() limit p_cells
  loop
    return query
    select cell.month, cell.unit_id,
      exists ((select * from rollup_people r where r.month = cell.month and r.unit_id = cell.unit_id) except (select * from live_people(cell.month, array[cell.unit_id])))
      or exists ((select * from live_people(cell.month, array[cell.unit_id])) except (select * from rollup_people r where r.month = cell.month and r.unit_id = cell.unit_id))
      or exists ((select * from rollup_minutes r where r.month = cell.month and r.unit_id = cell.unit_id) except (select * from live_minutes(cell.month, array[cell.unit_id])))
      or exists ((select * from live_minutes(cell.month, array[cell.unit_id])) except (select * from rollup_minutes r where r.month = cell.month and r.unit_id = cell.unit_id))
      or exists ((select * from rollup_categories r where r.month = cell.month and r.unit_id = cell.unit_id) except (select * from live_categories(cell.month, array[cell.unit_id])))
      or exists ((select * from live_categories(cell.month, array[cell.unit_id])) except (select * from rollup_categories r where r.month = cell.month and r.unit_id = cell.unit_id))
    where not exists (select from stale_marks s where s.months && month_days(cell.month) and (s.unit_id is null or s.unit_id = cell.unit_id));
  end loop;
end $$;
comment on function recount_cells is 'Counts cells of the rollups again from the facts, at random; cells that are marked stale are left out. None may differ.';
