#!/usr/bin/env bash
# Run by the database's image once, when it has made the cluster: the role and the database that Tedori uses.
# The role isn't a superuser, for whom no rule about rows would hold.
set -euo pipefail
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
  --set=password="$(cat "${TEDORI_PASSWORD_FILE:-/run/secrets/tedori_password}")" <<'SQL'
create role tedori login password :'password';
create database tedori owner tedori;
SQL
