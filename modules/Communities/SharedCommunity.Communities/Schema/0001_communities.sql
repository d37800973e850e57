do $$ begin execute format('grant usage on schema communities to %I', kernel.application_role()); end $$;

-- Said here and not in the mapping: a mapped default would be read back after the insert, past the wall.
alter table communities.communities alter column requires_totp set default false;
alter table communities.co_hosts alter column agency_slug set default '';

-- The communities that the current scope may see: in Community scope that one, in Agency scope those that the agency
-- actively co-hosts as Lead or CoHost. plpgsql, because its plan is kept from call to call.
create function communities.visible() returns uuid[]
language plpgsql stable parallel safe set search_path = '' as $$
declare
    in_community constant text := current_setting('app.community', true);
    in_agency constant text := current_setting('app.agency', true);
begin
    if in_community <> '' then
        return array[in_community::uuid];
    end if;
    if coalesce(in_agency, '') = '' then
        return '{}';
    end if;
    return coalesce((
        select array_agg(h.community_id)
        from communities.co_hosts h
        where h.agency_id = in_agency::uuid and h.state = 'Active' and h.role in ('Lead', 'CoHost')
            and exists (select from communities.agencies a where a.id = h.agency_id and a.state = 'Active')
    ), '{}');
end $$;
call kernel.definer('communities.visible()');

-- The agencies that share an active community with the scope, the scope's own included.
create function communities.neighbours() returns uuid[]
language plpgsql stable parallel safe set search_path = '' as $$
declare
    in_community constant uuid := nullif(current_setting('app.community', true), '')::uuid;
    in_agency constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
begin
    if in_community is not null then
        return array(select h.agency_id from communities.co_hosts h where h.community_id = in_community);
    end if;
    if in_agency is null then
        return '{}';
    end if;
    return array(
        select in_agency
        union
        select theirs.agency_id
        from communities.co_hosts ours
        join communities.co_hosts theirs on theirs.community_id = ours.community_id
        where ours.agency_id = in_agency and ours.state = 'Active' and theirs.state = 'Active'
    );
end $$;
call kernel.definer('communities.neighbours()');

-- Accounts that may do nothing any more; the look-ups below obey it.
create table communities.disabled_accounts (account_id uuid primary key, disabled_at timestamptz not null default now());
call kernel.transport('communities.disabled_accounts');

create table communities.platform_administrators (
    account_id uuid primary key,
    since timestamptz not null default now()
);
call kernel.transport('communities.platform_administrators');

create function communities.is_platform_administrator(p_account uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return exists (select from communities.platform_administrators p where p.account_id = p_account)
        and not exists (select from communities.disabled_accounts d where d.account_id = p_account);
end $$;
call kernel.definer('communities.is_platform_administrator(uuid)');

-- In Platform scope the setting alone proves nothing: there must be a row.
create function communities.in_platform_scope() returns boolean
language plpgsql stable parallel safe set search_path = '' as $$
begin
    return exists (select from communities.platform_administrators p
        where p.account_id = nullif(current_setting('app.platform', true), '')::uuid);
end $$;
call kernel.definer('communities.in_platform_scope()');

-- The first platform administrator is made by the setup command; true if this account is now that one.
create function communities.first_platform_administrator(p_account uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
    lock table communities.platform_administrators in exclusive mode;
    if exists (select from communities.platform_administrators) then
        return false;
    end if;
    insert into communities.platform_administrators (account_id) values (p_account);
    return true;
end $$;
call kernel.definer('communities.first_platform_administrator(uuid)');

-- Agencies: themselves, those who share an active community, platform administrators.
alter table communities.agencies enable row level security;
create policy agencies_read on communities.agencies for select
    using (id = any ((select communities.neighbours())::uuid[]) or (select communities.in_platform_scope()));
create policy agencies_own on communities.agencies for update
    using (id = (select nullif(current_setting('app.agency', true), '')::uuid) or (select communities.in_platform_scope()))
    with check (id = (select nullif(current_setting('app.agency', true), '')::uuid) or (select communities.in_platform_scope()));
create policy agencies_found on communities.agencies for insert with check ((select communities.in_platform_scope()));
do $$ begin execute format('grant select, insert, update on communities.agencies to %I', kernel.application_role()); end $$;

-- The platform founds an agency with its first staff member and sees nothing of it afterwards.
call kernel.agency_owned('communities.agency_private');
create policy platform_founds on communities.agency_private for insert with check ((select communities.in_platform_scope()));
call kernel.agency_owned('communities.staff_private');
create policy platform_founds on communities.staff_private for insert with check ((select communities.in_platform_scope()));
call kernel.agency_owned('communities.staff_roles');
create policy platform_founds on communities.staff_roles for insert with check ((select communities.in_platform_scope()));
call kernel.agency_owned('communities.api_keys');

-- Staff: written by their agency, their names read by its neighbours.
alter table communities.staff enable row level security;
create policy staff_read on communities.staff for select
    using (agency_id = any ((select communities.neighbours())::uuid[]));
create policy staff_own on communities.staff for update
    using (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid))
    with check (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid));
create policy staff_join on communities.staff for insert
    with check (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid)
        or (select communities.in_platform_scope()));
do $$ begin execute format('grant select, insert, update on communities.staff to %I', kernel.application_role()); end $$;

-- Communities: the shared template, but a new one is not yet co-hosted by anybody when it is inserted; it and its first
-- Lead are made in one transaction.
alter table communities.communities enable row level security;
create policy communities_shared on communities.communities
    using (community_id = any ((select communities.visible())::uuid[]))
    with check (community_id = any ((select communities.visible())::uuid[]));
create policy communities_found on communities.communities for insert
    with check ((select current_setting('app.agency', true) <> ''));
do $$ begin execute format('grant select, insert, update on communities.communities to %I', kernel.application_role()); end $$;

-- True while a community has no co-host: only then may an agency make itself its Lead.
create function communities.is_unled(p_community uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return not exists (select from communities.co_hosts h where h.community_id = p_community);
end $$;
call kernel.definer('communities.is_unled(uuid)');

-- Whether the scope's agency is an active Lead of that community.
create function communities.leads(p_community uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return exists (select from communities.co_hosts h
        where h.community_id = p_community and h.role = 'Lead' and h.state = 'Active'
            and h.agency_id = nullif(current_setting('app.agency', true), '')::uuid);
end $$;
call kernel.definer('communities.leads(uuid)');

-- Co-hosts: an agency sees its own rows and those of the communities that it sees; Leads write, each may leave.
alter table communities.co_hosts enable row level security;
create policy co_hosts_read on communities.co_hosts for select
    using (community_id = any ((select communities.visible())::uuid[])
        or agency_id = (select nullif(current_setting('app.agency', true), '')::uuid));
create policy co_hosts_found on communities.co_hosts for insert
    with check (communities.leads(community_id)
        or (role = 'Lead' and agency_id = (select nullif(current_setting('app.agency', true), '')::uuid)
            and communities.is_unled(community_id)));
create policy co_hosts_led on communities.co_hosts for update
    using (communities.leads(community_id))
    with check (communities.leads(community_id));
-- Whoever is in may leave; whoever is invited may accept. A suspended agency can do neither.
create policy co_hosts_own on communities.co_hosts for update
    using (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid) and state in ('Invited', 'Active'))
    with check (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid) and state in ('Active', 'Left'));
do $$ begin execute format('grant select, insert, update on communities.co_hosts to %I', kernel.application_role()); end $$;

-- An agency may change its own state, never its own role: that would be a way up.
create function communities.keep_role() returns trigger language plpgsql set search_path = '' as $$
begin
    if new.role is distinct from old.role and not communities.leads(old.community_id)
        and current_setting('app.agency', true) <> '' then
        raise insufficient_privilege using message = 'Only a Lead changes the role of a co-host.';
    end if;
    return new;
end $$;
create trigger keep_role before update on communities.co_hosts for each row execute function communities.keep_role();

-- The caller's staff membership and roles, read inside every unit of work in Agency scope.
create function communities.caller(p_account uuid)
returns table (staff_id uuid, display_name text, roles text[])
language plpgsql stable set search_path = '' as $$
begin
    return query
    select s.id, s.display_name, array(
        select r.role || coalesce(':' || r.community_id::text, '')
        from communities.staff_roles r where r.staff_id = s.id)
    from communities.staff_private p
    join communities.staff s on s.id = p.staff_id and s.ended_at is null
    join communities.agencies a on a.id = s.agency_id and a.state = 'Active'
    where p.account_id = p_account
        and p.agency_id = nullif(current_setting('app.agency', true), '')::uuid
        and not exists (select from communities.disabled_accounts d where d.account_id = p_account);
end $$;
call kernel.definer('communities.caller(uuid)');

create function communities.staff_of_account(p_account uuid)
returns table (agency_id uuid, staff_id uuid, agency_slug text)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select s.agency_id, s.id, a.slug
    from communities.staff_private p
    join communities.staff s on s.id = p.staff_id and s.ended_at is null
    join communities.agencies a on a.id = s.agency_id and a.state = 'Active'
    where p.account_id = p_account
        and not exists (select from communities.disabled_accounts d where d.account_id = p_account)
    order by a.slug;
end $$;
call kernel.definer('communities.staff_of_account(uuid)');

create function communities.api_key_by_hash(p_hash bytea)
returns table (account_id uuid, agency_id uuid, staff_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select p.account_id, p.agency_id, p.staff_id
    from communities.api_keys k
    join communities.staff_private p on p.staff_id = k.staff_id
    join communities.staff s on s.id = k.staff_id and s.ended_at is null
    where k.hash = p_hash and k.revoked_at is null
        and not exists (select from communities.disabled_accounts d where d.account_id = p.account_id);
end $$;
call kernel.definer('communities.api_key_by_hash(bytea)');

create function communities.agency_by_slug(p_slug text) returns uuid
language plpgsql stable set search_path = '' as $$
begin
    return (select a.id from communities.agencies a where a.slug = p_slug);
end $$;
call kernel.definer('communities.agency_by_slug(text)');

create function communities.community_by_slug(p_slug text) returns uuid
language plpgsql stable set search_path = '' as $$
begin
    return (select c.id from communities.communities c where c.slug = p_slug);
end $$;
call kernel.definer('communities.community_by_slug(text)');

create function communities.disable_account(p_account uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
    -- A platform administrator, or an agency to which the account belongs and no other does; never the platform's own.
    if not communities.in_platform_scope() and (
        not exists (select from communities.staff_private p
            where p.account_id = p_account and p.agency_id = nullif(current_setting('app.agency', true), '')::uuid)
        or not communities.account_is_ours(p_account, nullif(current_setting('app.agency', true), '')::uuid)) then
        return false;
    end if;
    insert into communities.disabled_accounts (account_id) values (p_account) on conflict do nothing;
    return true;
end $$;
call kernel.definer('communities.disable_account(uuid)');

-- Whether an account belongs to no agency but this one, ended memberships included, and not to the platform: only then
-- may the agency hand out a link that sets its password.
create function communities.account_is_ours(p_account uuid, p_agency uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return not exists (select from communities.staff_private p
            where p.account_id = p_account and p.agency_id <> p_agency)
        and not exists (select from communities.platform_administrators p where p.account_id = p_account);
end $$;
call kernel.definer('communities.account_is_ours(uuid, uuid)');

-- Whether an agency of the account, or a community that such an agency works in, asks for a second factor at sign-in.
create function communities.requires_totp(p_account uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return exists (
        select from communities.staff_private p
        join communities.staff s on s.id = p.staff_id and s.ended_at is null
        where p.account_id = p_account
            and (exists (select from communities.agency_private a where a.agency_id = p.agency_id and a.requires_totp)
                or exists (select from communities.co_hosts h
                    join communities.communities c on c.id = h.community_id and c.requires_totp
                    where h.agency_id = p.agency_id and h.state = 'Active' and h.role in ('Lead', 'CoHost'))));
end $$;
call kernel.definer('communities.requires_totp(uuid)');

create function communities.demo_agencies() returns bigint
language plpgsql stable set search_path = '' as $$
begin
    return (select count(*) from communities.agencies a where a.demo);
end $$;
call kernel.definer('communities.demo_agencies()');

create function communities.agencies_exist() returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return exists (select from communities.agencies);
end $$;
call kernel.definer('communities.agencies_exist()');

create view communities.agency_cards as select id, slug, name from communities.agencies;
call kernel.read_model('communities.agency_cards');

create view communities.staff_cards as select id, agency_id, display_name from communities.staff;
call kernel.read_model('communities.staff_cards');

create view communities.community_cards as
    select id, slug, name, languages, time_zone, interactive, state, service_standard from communities.communities;
call kernel.read_model('communities.community_cards');

create view communities.co_host_cards as select community_id, agency_id, role, state from communities.co_hosts;
call kernel.read_model('communities.co_host_cards');

-- What a handler could not take is parked in the scope of whoever caused it; only the system's work reads it.
create policy parked_by_agency on kernel.parked_announcements for insert
    with check (community_id = any ((select communities.visible())::uuid[]));
