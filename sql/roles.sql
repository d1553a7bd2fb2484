-- The roles of the database, one for each way of using Tedori: a transaction takes on its viewer's; tedori_nobody
-- may do nothing, and is what one has that forgot to; tedori_report is given to logins for Excel and the like. tedori_service is the login of the web service:
-- it can take on the others and owns and may nothing by itself, so that no statement can go back to the owner's rights. They belong to the whole server, so this
-- file is run before the schema, and again by whoever sets the server up where the owner of the record may not create roles.

do $$
declare
  name text;
begin
  foreach name in array array['tedori_hr', 'tedori_hr_unnamed', 'tedori_department', 'tedori_clerk', 'tedori_leadership', 'tedori_staff', 'tedori_administrator',
    'tedori_auditor', 'tedori_gate', 'tedori_nobody', 'tedori_report']
  loop
    begin
      if not exists (select from pg_roles r where r.rolname = name) then execute format('create role %I nologin', name); end if;
    exception when duplicate_object or unique_violation then null; -- Another database of this server was quicker.
    end;
    if name <> 'tedori_report' and not pg_has_role(current_user, name, 'member') then execute format('grant %I to %I', name, current_user); end if;
  end loop;
  begin
    if not exists (select from pg_roles r where r.rolname = 'tedori_service') then create role tedori_service login noinherit; end if;
  exception when duplicate_object or unique_violation then null;
  end;
  for name in select r.rolname from pg_roles r where r.rolname ~ '^tedori_' and r.rolname not in ('tedori_report', 'tedori_service') and not pg_has_role('tedori_service', r.oid, 'member') loop
    execute format('grant %I to tedori_service', name);
  end loop;
end $$;
