-- What an agency's own work announced and a handler could not take is that agency's: it is listed for it alone, and
-- repeated in its scope, for the handler reads what only that agency sees.
drop policy parked_by_agency on kernel.parked_announcements;
create policy parked_by_agency on kernel.parked_announcements
    using (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid))
    with check (agency_id = (select nullif(current_setting('app.agency', true), '')::uuid)
        and community_id = any ((select communities.visible())::uuid[]));

create or replace function kernel.parked(p_community uuid)
returns table (id uuid, handler text, announcement text, failure text, parked_at timestamptz)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select p.id, p.handler, p.announcement, p.failure, p.parked_at
    from kernel.parked_announcements p
    where p.community_id = p_community and p.replayed_at is null
        and p.community_id = any (communities.visible())
        and (p.agency_id is null or p.agency_id = nullif(current_setting('app.agency', true), '')::uuid)
    order by p.parked_at
    limit 200;
end $$;
-- A function that was replaced has lost its rights.
call kernel.definer('kernel.parked(uuid)');

create or replace function kernel.parked_ask(p_community uuid, p_id uuid) returns boolean
language plpgsql set search_path = '' as $$
begin
    update kernel.parked_announcements p set asked_at = now()
    where p.id = p_id and p.community_id = p_community and p.replayed_at is null
        and p.community_id = any (communities.visible())
        and (p.agency_id is null or p.agency_id = nullif(current_setting('app.agency', true), '')::uuid);
    return found;
end $$;
call kernel.definer('kernel.parked_ask(uuid, uuid)');

drop function kernel.parked_asked();
create function kernel.parked_asked() returns table (id uuid, community_id uuid, agency_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query select p.id, p.community_id, p.agency_id from kernel.parked_announcements p
    where p.asked_at is not null and p.replayed_at is null
    order by p.parked_at limit 200;
end $$;
call kernel.definer('kernel.parked_asked()');
