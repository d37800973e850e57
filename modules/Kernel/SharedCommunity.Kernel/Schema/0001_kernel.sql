-- The walls' templates. Each table of ours is given exactly one of them in the migration that makes it.
-- The application role's name is a setting of the session that migrates (sc.application_role).

create function kernel.application_role() returns text language sql stable set search_path = '' as $$
    select current_setting('sc.application_role')
$$;

-- Seen by every active Lead and CoHost of the row's community and by the system's work for that community.
-- With custody: a row in another agency's custody is hidden from everybody else.
create procedure kernel.community_shared(p_table regclass, p_custody boolean default false)
language plpgsql set search_path = '' as $$
declare
    wall text := 'community_id = any ((select communities.visible())::uuid[])';
begin
    if p_custody then
        wall := wall || ' and (custody_agency_id is null'
            || ' or custody_agency_id = (select nullif(current_setting(''app.agency'', true), '''')::uuid)'
            || ' or (select current_setting(''app.community'', true) <> ''''))';
    end if;
    execute format('alter table %s enable row level security', p_table);
    execute format('create policy community_shared on %s using (%s) with check (%s)', p_table, wall, wall);
    execute format('grant select, insert, update, delete on %s to %I', p_table, kernel.application_role());
end $$;

-- Seen by the agency that owns the row.
create procedure kernel.agency_owned(p_table regclass)
language plpgsql set search_path = '' as $$
declare
    wall constant text := 'agency_id = (select nullif(current_setting(''app.agency'', true), '''')::uuid)';
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('create policy agency_owned on %s using (%s) with check (%s)', p_table, wall, wall);
    execute format('grant select, insert, update, delete on %s to %I', p_table, kernel.application_role());
end $$;

-- Seen by the system's work for the row's community, by nobody else.
create procedure kernel.community_system(p_table regclass)
language plpgsql set search_path = '' as $$
declare
    wall constant text := 'community_id = (select nullif(current_setting(''app.community'', true), '''')::uuid)';
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('create policy community_system on %s using (%s) with check (%s)', p_table, wall, wall);
    execute format('grant select, insert, update, delete on %s to %I', p_table, kernel.application_role());
end $$;

-- Reachable only through functions.
create procedure kernel.transport(p_table regclass)
language plpgsql set search_path = '' as $$
begin
    execute format('alter table %s enable row level security', p_table);
end $$;

-- Makes a definer function callable by the application role and by nobody else.
create procedure kernel.definer(p_function regprocedure)
language plpgsql set search_path = '' as $$
begin
    execute format('alter function %s security definer', p_function);
    execute format('revoke all on function %s from public', p_function);
    execute format('grant execute on function %s to %I', p_function, kernel.application_role());
end $$;

-- A view that higher floors read: it looks through its reader's eyes, never its owner's.
create procedure kernel.read_model(p_view regclass)
language plpgsql set search_path = '' as $$
begin
    execute format('alter view %s set (security_invoker = true)', p_view);
    execute format('grant select on %s to %I', p_view, kernel.application_role());
end $$;

revoke all on procedure kernel.community_shared(regclass, boolean), kernel.agency_owned(regclass),
    kernel.community_system(regclass), kernel.transport(regclass), kernel.definer(regprocedure),
    kernel.read_model(regclass) from public;

do $$ begin execute format('grant usage on schema kernel to %I', kernel.application_role()); end $$;

-- The audit log: the application role inserts and selects, nothing else.
alter table kernel.audit_entries enable row level security;
create policy audit_read on kernel.audit_entries for select
    using (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid)
        or (agency_id is null and account_id = (select nullif(current_setting('app.platform', true), '')::uuid)));
create policy audit_write on kernel.audit_entries for insert
    with check (agency_id is not distinct from (select nullif(current_setting('app.agency', true), '')::uuid)
        and (agency_id is not null
            or account_id = (select nullif(current_setting('app.platform', true), '')::uuid)
            or (account_id is null and community_id = (select nullif(current_setting('app.community', true), '')::uuid))));
do $$ begin execute format('grant select, insert on kernel.audit_entries to %I', kernel.application_role()); end $$;

-- Kept outcomes belong to the account that asked, within the agency that it asked for.
alter table kernel.kept_outcomes enable row level security;
create policy kept_by_caller on kernel.kept_outcomes
    using (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid)
        or (agency_id is null and account_id = (select nullif(current_setting('app.platform', true), '')::uuid)))
    with check (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid)
        or (agency_id is null and account_id = (select nullif(current_setting('app.platform', true), '')::uuid)));
do $$ begin execute format('grant select, insert on kernel.kept_outcomes to %I', kernel.application_role()); end $$;

call kernel.community_system('kernel.parked_announcements');

-- Leases over all hosts: one holder of a name at a time, until the time runs out.
create table kernel.leases (
    name text primary key,
    holder uuid not null,
    until timestamptz not null
);
call kernel.transport('kernel.leases');

create function kernel.lease_take(p_name text, p_holder uuid, p_seconds integer) returns boolean
language plpgsql set search_path = '' as $$
begin
    insert into kernel.leases as l (name, holder, until)
    values (p_name, p_holder, clock_timestamp() + make_interval(secs => p_seconds))
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
        where l.holder = excluded.holder or l.until < clock_timestamp();
    return found;
end $$;
call kernel.definer('kernel.lease_take(text, uuid, integer)');

create function kernel.lease_release(p_name text, p_holder uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
    delete from kernel.leases where name = p_name and holder = p_holder;
    return found;
end $$;
call kernel.definer('kernel.lease_release(text, uuid)');

-- What is kept for a day goes after a day.
create function kernel.sweep() returns integer
language plpgsql set search_path = '' as $$
declare gone integer;
begin
    delete from kernel.kept_outcomes where at < now() - interval '1 day';
    get diagnostics gone = row_count;
    delete from kernel.leases where until < now() - interval '1 day';
    return gone;
end $$;
call kernel.definer('kernel.sweep()');

-- Parked announcements by their metadata, for the agency's communities; the payload stays where it is.
create function kernel.parked(p_community uuid)
returns table (id uuid, handler text, announcement text, failure text, parked_at timestamptz)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select p.id, p.handler, p.announcement, p.failure, p.parked_at
    from kernel.parked_announcements p
    where p.community_id = p_community and p.replayed_at is null
        and p.community_id = any (communities.visible())
    order by p.parked_at
    limit 200;
end $$;
call kernel.definer('kernel.parked(uuid)');

-- Asks for a repeat of a parked announcement; a worker does it in Community scope.
create function kernel.parked_ask(p_community uuid, p_id uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
    update kernel.parked_announcements p set asked_at = now()
    where p.id = p_id and p.community_id = p_community and p.replayed_at is null
        and p.community_id = any (communities.visible());
    return found;
end $$;
call kernel.definer('kernel.parked_ask(uuid, uuid)');

create function kernel.parked_asked() returns table (id uuid, community_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query select p.id, p.community_id from kernel.parked_announcements p
    where p.asked_at is not null and p.replayed_at is null
    order by p.parked_at limit 200;
end $$;
call kernel.definer('kernel.parked_asked()');
