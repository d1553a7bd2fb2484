-- A month is frozen from the end of its reporting to that of its confirmation: the first comes before the second.
select set_config('tedori.reason', 'reporting ends before confirmation', true);
update settings set reporting_days = confirmation_days - 1 where reporting_days >= confirmation_days;
select set_config('tedori.reason', '', true);
alter table settings add constraint settings_reporting_first check (reporting_days < confirmation_days);
