-- What stays with an agency (what members were told of its referrals, and what they answered) never becomes the
-- community's: who else co-hosts may not know to whom a member was referred, nor what came of it.
create or replace function channels.custody_end(p_messages uuid[], p_deliveries uuid[], p_to uuid) returns integer
language plpgsql set search_path = '' as $$
declare
    in_agency constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
    in_sight constant uuid[] := communities.visible();
    ended integer;
begin
    update channels.messages m set custody_agency_id = p_to
    where m.id = any (p_messages) and m.community_id = any (in_sight) and not m.stays_with_agency
        and (m.custody_agency_id = in_agency or not channels.co_hosts_still(m.community_id, m.custody_agency_id)
            or current_setting('app.community', true) <> '')
        and (p_to is null or channels.co_hosts_still(m.community_id, p_to));
    get diagnostics ended = row_count;
    update channels.deliveries d set custody_agency_id = p_to
    where d.id = any (p_deliveries) and d.community_id = any (in_sight) and not d.stays_with_agency
        and (d.custody_agency_id = in_agency or not channels.co_hosts_still(d.community_id, d.custody_agency_id)
            or current_setting('app.community', true) <> '')
        and (p_to is null or channels.co_hosts_still(d.community_id, p_to));
    -- What went out in these deliveries stands among the messages too.
    update channels.messages m set custody_agency_id = p_to
    from channels.deliveries d
    where d.id = any (p_deliveries) and m.delivery_id = d.id and d.custody_agency_id is not distinct from p_to
        and m.community_id = any (in_sight);
    return ended;
end $$;

create or replace function channels.co_hosts_still(p_community uuid, p_agency uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return p_agency is not null and exists (select from communities.co_host_cards h
        where h.community_id = p_community and h.agency_id = p_agency and h.state = 'Active'
            and h.role in ('Lead', 'CoHost'));
end $$;
revoke all on function channels.co_hosts_still(uuid, uuid) from public;
-- A function that was replaced has lost its rights.
call kernel.definer('channels.custody_end(uuid[], uuid[], uuid)');

create or replace function channels.custody_release(p_community uuid, p_agency uuid) returns integer
language plpgsql set search_path = '' as $$
declare
    released integer;
begin
    if channels.co_hosts_still(p_community, p_agency) then
        return 0;
    end if;
    update channels.messages m set custody_agency_id = null
    where m.community_id = p_community and m.custody_agency_id = p_agency and not m.stays_with_agency;
    get diagnostics released = row_count;
    update channels.deliveries d set custody_agency_id = null
    where d.community_id = p_community and d.custody_agency_id = p_agency and not d.stays_with_agency;
    return released;
end $$;
call kernel.definer('channels.custody_release(uuid, uuid)');

-- What stays with an agency and belongs to none is the system's alone.
create policy stays_with_agency on channels.deliveries as restrictive
    using (not stays_with_agency or custody_agency_id is not null
        or (select current_setting('app.community', true) <> ''));
