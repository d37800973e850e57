-- Deliveries whose time has come, in the order of their making, over all connections; a few of each conversation, so that a long queue
-- into one group holds nobody else up. The pump keeps a conversation's order.
create function channels.deliveries_waiting(p_now timestamptz, p_limit integer)
returns table (delivery_id uuid, community_id uuid, connection_id uuid, chat text, in_group boolean)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select d.id, d.community_id, coalesce(c.connection_id, '00000000-0000-0000-0000-000000000000'),
        coalesce(a.account, c.chat_id, '')::text, c.kind = 'Group'
    from (
        select w.id, w.community_id, w.channel_id, w.to_account_id, w.created_at,
            row_number() over (partition by w.channel_id, w.to_account_id order by w.created_at, w.id) as place
        from channels.deliveries w
        where w.state = 'Waiting' and w.due_at <= p_now
    ) d
    join channels.channels c on c.id = d.channel_id
    left join channels.channel_accounts a on a.id = d.to_account_id
    where d.place <= 3
    order by d.created_at, d.id
    limit p_limit;
end $$;
call kernel.definer('channels.deliveries_waiting(timestamptz, integer)');

-- Before the call: the attempt is on record. Only in the scope of the delivery's community.
create function channels.delivery_attempt(p_delivery uuid, p_number integer) returns boolean
language plpgsql set search_path = '' as $$
begin
    insert into channels.delivery_attempts (delivery_id, number, started_at)
    select d.id, p_number, clock_timestamp() from channels.deliveries d
    where d.id = p_delivery and d.community_id = nullif(current_setting('app.community', true), '')::uuid
    on conflict do nothing;
    return found;
end $$;
call kernel.definer('channels.delivery_attempt(uuid, integer)');

-- After it: what came of the attempt.
create function channels.delivery_result(p_delivery uuid, p_number integer, p_outcome text) returns boolean
language plpgsql set search_path = '' as $$
begin
    update channels.delivery_attempts a set ended_at = clock_timestamp(), outcome = p_outcome
    from channels.deliveries d
    where a.delivery_id = p_delivery and a.number = p_number and a.ended_at is null and d.id = a.delivery_id
        and d.community_id = nullif(current_setting('app.community', true), '')::uuid;
    return found;
end $$;
call kernel.definer('channels.delivery_result(uuid, integer, text)');

-- What was being sent when its sender vanished: whoever takes over the connection must not send it again.
create function channels.deliveries_recover(p_connection uuid) returns table (delivery_id uuid, community_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select d.id, d.community_id
    from channels.channels c join channels.deliveries d on d.channel_id = c.id
    where c.connection_id = p_connection and d.state = 'Attempted';
end $$;
call kernel.definer('channels.deliveries_recover(uuid)');

-- Custody of messages and deliveries ends: by the agency that has it, handing them over or back to all; or by anybody
-- who sees the community once that agency co-hosts it no more. The wall would refuse a row that leaves the caller's
-- sight, so it is done here.
create function channels.custody_end(p_messages uuid[], p_deliveries uuid[], p_to uuid) returns integer
language plpgsql set search_path = '' as $$
declare
    in_agency constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
    in_sight constant uuid[] := communities.visible();
    ended integer;
begin
    update channels.messages m set custody_agency_id = p_to
    where m.id = any (p_messages) and m.community_id = any (in_sight)
        and (m.custody_agency_id = in_agency or not channels.co_hosts_still(m.community_id, m.custody_agency_id)
            or current_setting('app.community', true) <> '')
        and (p_to is null or channels.co_hosts_still(m.community_id, p_to));
    get diagnostics ended = row_count;
    update channels.deliveries d set custody_agency_id = p_to
    where d.id = any (p_deliveries) and d.community_id = any (in_sight)
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

create function channels.co_hosts_still(p_community uuid, p_agency uuid) returns boolean
language plpgsql stable set search_path = '' as $$
begin
    return p_agency is not null and exists (select from communities.co_host_cards h
        where h.community_id = p_community and h.agency_id = p_agency and h.state = 'Active'
            and h.role in ('Lead', 'CoHost'));
end $$;
revoke all on function channels.co_hosts_still(uuid, uuid) from public;
call kernel.definer('channels.custody_end(uuid[], uuid[], uuid)');

-- An agency that co-hosts no more keeps nothing: all that was in its custody is the community's again.
create function channels.custody_release(p_community uuid, p_agency uuid) returns integer
language plpgsql set search_path = '' as $$
declare
    released integer;
begin
    if channels.co_hosts_still(p_community, p_agency) then
        return 0;
    end if;
    update channels.messages m set custody_agency_id = null
    where m.community_id = p_community and m.custody_agency_id = p_agency;
    get diagnostics released = row_count;
    update channels.deliveries d set custody_agency_id = null
    where d.community_id = p_community and d.custody_agency_id = p_agency;
    return released;
end $$;
call kernel.definer('channels.custody_release(uuid, uuid)');
