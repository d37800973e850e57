-- What the hook needs before any scope: whether this secret belongs to this connection. Returns the owner.
create function channels.connection_for_hook(p_connection uuid, p_secret_hash bytea)
returns table (agency_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select c.agency_id
    from channels.connections c
    join channels.connection_secrets s on s.connection_id = c.id
    where c.id = p_connection and s.webhook_secret_hash = p_secret_hash and c.state <> 'Closed';
end $$;
call kernel.definer('channels.connection_for_hook(uuid, bytea)');

-- The encrypted token, for Channels' workers and its media proxy alone.
create function channels.connection_secret(p_connection uuid)
returns table (platform text, agency_id uuid, mode text, state text, demo boolean, token bytea, webhook_secret bytea)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select c.platform, c.agency_id, c.mode::text, c.state::text, c.demo, s.token, s.webhook_secret
    from channels.connections c
    join channels.connection_secrets s on s.connection_id = c.id
    where c.id = p_connection;
end $$;
call kernel.definer('channels.connection_secret(uuid)');

-- Stores credentials of a connection that the scope's agency owns.
create function channels.connection_secret_set(p_connection uuid, p_token bytea, p_secret bytea, p_secret_hash bytea)
returns boolean
language plpgsql set search_path = '' as $$
begin
    if not exists (select from channels.connections c where c.id = p_connection
            and c.agency_id = nullif(current_setting('app.agency', true), '')::uuid) then
        return false;
    end if;
    insert into channels.connection_secrets as s (connection_id, token, webhook_secret, webhook_secret_hash)
    values (p_connection, p_token, p_secret, p_secret_hash)
    on conflict (connection_id) do update
        set token = excluded.token, webhook_secret = excluded.webhook_secret,
            webhook_secret_hash = excluded.webhook_secret_hash;
    return true;
end $$;
call kernel.definer('channels.connection_secret_set(uuid, bytea, bytea, bytea)');

-- Connections for which a worker has something to do: to introduce us to the platform, or to ask it for events.
create function channels.connections_to_poll()
returns table (connection_id uuid, agency_id uuid, mode text, state text)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select c.id, c.agency_id, c.mode::text, c.state::text
    from channels.connections c
    where c.platform = 'telegram' and not c.demo
        and (c.state = 'Connecting' or (c.state = 'Active' and c.mode = 'Polling'))
    union all
    select c.id, c.agency_id, c.mode::text, c.state::text
    from channels.connections c
    where c.platform = 'telegram' and c.demo and c.state = 'Active' and c.mode = 'Polling';
end $$;
call kernel.definer('channels.connections_to_poll()');

-- The community of a lane: of its group; else, on the private line, the one that the person chose, the only one in
-- which they were seen, or the only one that the connection serves. Null: it belongs to no community yet.
create function channels.route(p_connection uuid, p_lane text, p_account text) returns uuid
language plpgsql stable set search_path = '' as $$
declare
    found_one uuid;
    found_many uuid[];
begin
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

-- The communities that a person may mean who writes to a bot that serves several, in an order that stays.
create function channels.communities_on(p_connection uuid)
returns table (community_id uuid, name text)
language plpgsql stable set search_path = '' as $$
begin
    if not exists (select from channels.connections c where c.id = p_connection
            and c.agency_id = nullif(current_setting('app.agency', true), '')::uuid) then
        return;
    end if;
    return query
    select m.id, m.name
    from channels.channels c join communities.community_cards m on m.id = c.community_id
    where c.connection_id = p_connection and c.kind = 'PrivateLine'
    order by c.since, m.id;
end $$;
call kernel.definer('channels.communities_on(uuid)');

-- People who are to be asked which community they mean.
create function channels.questions_waiting()
returns table (connection_id uuid, agency_id uuid, account text)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select l.connection_id, l.agency_id, l.account
    from channels.private_line_choices l
    join channels.connections c on c.id = l.connection_id and c.state = 'Active'
    where l.question = 'Due'
    order by l.asked_at
    limit 100;
end $$;
call kernel.definer('channels.questions_waiting()');

-- A group goes on under another id: a fact that the platform told the connection, whichever community it concerns.
create function channels.chat_migrate(p_connection uuid, p_from text, p_to text) returns boolean
language plpgsql set search_path = '' as $$
begin
    -- Where both ids are bound, somebody bound the new one by hand: the old one stays as it is.
    if exists (select from channels.channels c where c.connection_id = p_connection and c.chat_id = p_to) then
        return false;
    end if;
    update channels.channels c set chat_id = p_to, stopped_code = null
    where c.connection_id = p_connection and c.chat_id = p_from;
    return found;
end $$;
call kernel.definer('channels.chat_migrate(uuid, text, text)');

-- A group shows a one-time token: the link is used up and a request waits for an administrator's eye. One use, in
-- time, on the connection that it was made for; a group that is bound already cannot ask.
create function channels.link_by_hash(p_hash bytea, p_connection uuid, p_chat text, p_title text, p_asked_by text,
    p_now timestamptz)
returns table (community_id uuid)
language plpgsql set search_path = '' as $$
declare
    used channels.bind_links;
begin
    if exists (select from channels.channels c where c.connection_id = p_connection and c.chat_id = p_chat) then
        return;
    end if;
    update channels.bind_links l set used_at = p_now
    where l.hash = p_hash and l.connection_id = p_connection and l.used_at is null and l.expires_at > p_now
    returning l.* into used;
    if used.id is null then
        return;
    end if;
    insert into channels.bind_requests (id, community_id, connection_id, chat_id, title, asked_by, asked_at)
    values (used.id, used.community_id, p_connection, p_chat, p_title, p_asked_by, p_now);
    return query select used.community_id;
end $$;
call kernel.definer('channels.link_by_hash(bytea, uuid, text, text, text, timestamptz)');
