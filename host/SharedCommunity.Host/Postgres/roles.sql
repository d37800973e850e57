-- The three roles of SharedCommunity and what each may do. An administrator of the database server runs this in the
-- database shared_community, as often as they like (psql -v owner_password=… -v app_password=… -v accounts_password=…);
-- the embedded cluster runs the same text.
do $$
declare
  name text;
begin
  foreach name in array array['sc_owner', 'sc_app', 'sc_accounts'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = name) then
      execute format('create role %I', name);
    end if;
  end loop;
end $$;

alter role sc_owner login password :'owner_password' nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role sc_app login password :'app_password' nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role sc_accounts login password :'accounts_password' nosuperuser nocreatedb nocreaterole noreplication nobypassrls;

-- Migrations run as the owner, and as nobody else.
alter database shared_community owner to sc_owner;
revoke all on database shared_community from public;
grant connect on database shared_community to sc_app, sc_accounts;
revoke all on schema public from public;

-- Sign-in data: the accounts role reads and writes its rows, the application role has no grant here at all.
create schema if not exists accounts authorization sc_owner;
revoke all on schema accounts from public;
grant usage on schema accounts to sc_accounts;
alter default privileges for role sc_owner in schema accounts
  grant select, insert, update, delete on tables to sc_accounts;
alter default privileges for role sc_owner in schema accounts grant usage, select on sequences to sc_accounts;
