#!/usr/bin/env bash
# Run by the database's image once, when it has made the cluster: the role and the database that Tedori uses.
# The role isn't a superuser, for whom no rule about rows would hold.
set -euo pipefail
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
  --set=password="$(cat "${TEDORI_PASSWORD_FILE:-/run/secrets/tedori_password}")" \
  --set=service_password="$(cat "${TEDORI_SERVICE_PASSWORD_FILE:-/run/secrets/service_password}")" <<'SQL'
create role tedori login password :'password';
-- As what it works, one role for each kind of account (sql/roles.sql).
create role tedori_hr;
create role tedori_hr_unnamed;
create role tedori_department;
create role tedori_clerk;
create role tedori_leadership;
create role tedori_staff;
create role tedori_administrator;
create role tedori_auditor;
create role tedori_gate;
create role tedori_nobody;
-- For logins of Excel, Power BI and the like: create role "LOGIN" login password '…' connection limit 3 in role tedori_report, with LOGIN as the account is called.
create role tedori_report;
grant tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff, tedori_administrator, tedori_auditor, tedori_gate, tedori_nobody to tedori;
-- The web service's own login: it takes on these roles and owns nothing.
create role tedori_service login noinherit password :'service_password';
grant tedori_hr, tedori_hr_unnamed, tedori_department, tedori_clerk, tedori_leadership, tedori_staff, tedori_administrator, tedori_auditor, tedori_gate, tedori_nobody to tedori_service;
create database tedori owner tedori;
SQL
