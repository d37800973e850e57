#!/bin/sh
# Run once by the database image, when its volume is empty.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname shared_community \
  -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" -v accounts_password="$ACCOUNTS_PASSWORD" \
  -f /roles.sql
