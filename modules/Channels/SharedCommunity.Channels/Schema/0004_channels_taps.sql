-- A tap on a button comes in the lane of its chat; where the message above the button is another community's than the
-- person's line belongs to now, the event moves to a lane of that community's own.
create or replace function channels.route(p_connection uuid, p_lane text, p_account text) returns uuid
language plpgsql stable set search_path = '' as $$
declare
    found_one uuid;
    found_many uuid[];
begin
    if p_lane like 'tap:%' then
        select c.community_id into found_one
        from channels.channels c where c.connection_id = p_connection and 'tap:' || c.community_id = p_lane
        limit 1;
        return found_one;
    end if;
    select c.community_id into found_one
    from channels.channels c where c.connection_id = p_connection and c.chat_id = p_lane;
    if found_one is not null or p_lane <> p_account or p_lane = '' then
        return found_one;
    end if;
    select l.community_id into found_one
    from channels.private_line_choices l
    join channels.channels c on c.connection_id = l.connection_id and c.community_id = l.community_id
        and c.kind = 'PrivateLine'
    where l.connection_id = p_connection and l.account = p_account;
    if found_one is not null then
        return found_one;
    end if;
    found_many := array(
        select a.community_id from channels.channel_accounts a
        where a.connection_id = p_connection and a.account = p_account
            and exists (select from channels.channels c where c.connection_id = p_connection
                and c.community_id = a.community_id and c.kind = 'PrivateLine')
        limit 2);
    if cardinality(found_many) = 1 then
        return found_many[1];
    end if;
    if cardinality(found_many) = 0 then
        found_many := array(
            select c.community_id from channels.channels c
            where c.connection_id = p_connection and c.kind = 'PrivateLine'
            limit 2);
    end if;
    return case when cardinality(found_many) = 1 then found_many[1] end;
end $$;
call kernel.definer('channels.route(uuid, text, text)');

-- Moves a waiting tap into the lane of the delivery's community; once, and only from a lane that the scope works. Lanes
-- that platforms name are numbers, so that none of them can be taken for such a lane.
create function channels.tap_elsewhere(p_journal bigint, p_delivery uuid) returns boolean
language plpgsql set search_path = '' as $$
declare
    in_community constant uuid := nullif(current_setting('app.community', true), '')::uuid;
    in_agency constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
begin
    update channels.waiting_events w set lane = 'tap:' || d.community_id
    from channels.deliveries d
    join channels.channels c on c.id = d.channel_id
    join channels.connections o on o.id = c.connection_id
    where w.journal_id = p_journal and d.id = p_delivery and w.connection_id = o.id
        and w.lane not like 'tap:%' and d.community_id is distinct from in_community
        and (channels.route(w.connection_id, w.lane, w.account) = in_community
            or (in_community is null and o.agency_id = in_agency));
    return found;
end $$;
call kernel.definer('channels.tap_elsewhere(bigint, uuid)');
