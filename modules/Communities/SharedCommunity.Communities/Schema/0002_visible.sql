-- The wall asks visible() several times in each statement. Reading the agency's state from a second table cost as much as
-- all the rest of it, so each co-host row carries it, and only these triggers write it.
create function communities.keep_agency_active() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    -- A suspension at the same moment does not see a row that is only being made, so the row waits for it. A row that is
    -- there already the suspension changes itself, and waiting for it then would be waiting for each other.
    if tg_op = 'INSERT' then
        perform 1 from communities.agencies a where a.id = new.agency_id for share;
    end if;
    new.agency_active := exists (select from communities.agencies a where a.id = new.agency_id and a.state = 'Active');
    return new;
end $$;
revoke execute on function communities.keep_agency_active() from public;
create trigger keep_agency_active before insert or update on communities.co_hosts
    for each row execute function communities.keep_agency_active();

create function communities.tell_co_hosts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    update communities.co_hosts set agency_active = (new.state = 'Active') where agency_id = new.id;
    return null;
end $$;
revoke execute on function communities.tell_co_hosts() from public;
create trigger tell_co_hosts after update of state on communities.agencies
    for each row when (new.state is distinct from old.state) execute function communities.tell_co_hosts();

update communities.co_hosts h set agency_active = a.state = 'Active' from communities.agencies a where a.id = h.agency_id;

create or replace function communities.visible() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
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
    return array(
        select h.community_id
        from communities.co_hosts h
        where h.agency_id = in_agency::uuid and h.state = 'Active' and h.role in ('Lead', 'CoHost') and h.agency_active
    );
end $$;
