-- The inbound journal. One call writes a batch: what is new is journalled and waits in its lane, what came before is
-- left alone.
create function channels.journal_append(p_connections uuid[], p_events text[], p_positions bigint[], p_lanes text[],
    p_accounts text[], p_payloads bytea[]) returns integer
language plpgsql set search_path = '' as $$
declare
    added integer;
begin
    with incoming as (
        select * from unnest(p_connections, p_events, p_positions, p_lanes, p_accounts, p_payloads)
            as t (connection_id, event_id, position, lane, account, payload)
    ), journalled as (
        insert into channels.journal (connection_id, event_id, position, lane, account, payload, received_at)
        select i.connection_id, i.event_id, i.position, i.lane, i.account, i.payload, clock_timestamp()
        from incoming i
        on conflict (connection_id, event_id) do nothing
        returning id, connection_id, lane, account, position
    )
    insert into channels.waiting_events (journal_id, connection_id, lane, account, position, attempts)
    select j.id, j.connection_id, j.lane, j.account, j.position, 0 from journalled j;
    get diagnostics added = row_count;
    update channels.connections c set last_event_at = now()
    where c.id = any (p_connections) and (c.last_event_at is null or c.last_event_at < now() - interval '10 seconds');
    return added;
end $$;
call kernel.definer('channels.journal_append(uuid[], text[], bigint[], text[], text[], bytea[])');

-- The waiting lanes in the order of their oldest event, each with its community (or none) and its connection's owner.
-- A lane whose event failed waits as a whole.
create function channels.journal_waiting(p_limit integer)
returns table (connection_id uuid, lane text, account text, agency_id uuid, community_id uuid, events bigint)
language plpgsql set search_path = '' as $$
begin
    return query
    with held as (
        select distinct f.connection_id, f.lane from channels.waiting_events f
        where f.attempts > 0 and f.next_at > now()
    ), oldest as (
        -- What is held back must not fill the window: the other lanes go on.
        select w.journal_id, w.connection_id, w.lane, w.account
        from channels.waiting_events w
        where not exists (select from held h where h.connection_id = w.connection_id and h.lane = w.lane)
        order by w.journal_id limit p_limit
    ), lanes as (
        select o.connection_id, o.lane, max(o.account) as account, min(o.journal_id) as first, count(*) as events
        from oldest o group by o.connection_id, o.lane
    )
    select l.connection_id, l.lane, l.account, c.agency_id,
        coalesce(g.community_id, channels.route(l.connection_id, l.lane, l.account)), l.events
    from lanes l
    join channels.connections c on c.id = l.connection_id
    left join channels.channels g on g.connection_id = l.connection_id and g.chat_id = l.lane
    order by l.first;
end $$;
call kernel.definer('channels.journal_waiting(integer)');

-- Takes those of the lanes that nobody else holds and returns their waiting events in the platform's order. The lane is
-- held until the transaction ends. It must still belong to the scope: to its community, or to its connection's owner
-- where it has none.
create function channels.lanes_work(p_connections uuid[], p_lanes text[], p_accounts text[], p_limit integer)
returns table (journal_id bigint, connection_id uuid, lane text, account text, payload bytea, bot_id text,
    bot_username text, received_at timestamptz)
language plpgsql set search_path = '' as $$
declare
    in_community constant uuid := nullif(current_setting('app.community', true), '')::uuid;
    in_agency constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
    held_connections uuid[];
    held_lanes text[];
begin
    -- The locks first: what is read after them cannot change under our hands.
    select array_agg(t.connection_id), array_agg(t.lane) into held_connections, held_lanes
    from unnest(p_connections, p_lanes) as t (connection_id, lane)
    where pg_try_advisory_xact_lock(hashtextextended(t.lane, hashtextextended(t.connection_id::text, 0)));

    return query
    with lanes as (
        select t.connection_id, t.lane, c.agency_id, c.bot_id, c.bot_username,
            coalesce(g.community_id, channels.route(t.connection_id, t.lane, t.account)) as community_id
        from unnest(p_connections, p_lanes, p_accounts) as t (connection_id, lane, account)
        join unnest(held_connections, held_lanes) as h (connection_id, lane)
            on h.connection_id = t.connection_id and h.lane = t.lane
        join channels.connections c on c.id = t.connection_id
        left join channels.channels g on g.connection_id = t.connection_id and g.chat_id = t.lane
    ), ours as (
        select l.* from lanes l
        where (in_community is not null and l.community_id = in_community)
            or (in_agency is not null and l.community_id is null and l.agency_id = in_agency)
    ), taken as (
        select w.journal_id, w.connection_id, w.lane, w.account, o.bot_id, o.bot_username, w.position
        from ours o
        join channels.waiting_events w on w.connection_id = o.connection_id and w.lane = o.lane
        where not exists (select from channels.waiting_events f where f.connection_id = o.connection_id
            and f.lane = o.lane and f.attempts > 0 and f.next_at > now())
        order by w.position, w.journal_id
        limit p_limit
    )
    select t.journal_id, t.connection_id, t.lane, t.account, j.payload, t.bot_id::text, t.bot_username::text,
        j.received_at
    from taken t join channels.journal j on j.id = t.journal_id
    order by t.position, t.journal_id;
end $$;
call kernel.definer('channels.lanes_work(uuid[], text[], text[], integer)');

-- Handled: in the transaction of the effects. What had none is marked with the reason.
create function channels.journal_done(p_ids bigint[], p_without_effect bigint[], p_outcomes text[]) returns integer
language plpgsql set search_path = '' as $$
declare
    gone integer;
begin
    delete from channels.waiting_events w where w.journal_id = any (p_ids);
    get diagnostics gone = row_count;
    if cardinality(p_without_effect) > 0 then
        update channels.journal j set outcome = t.outcome
        from unnest(p_without_effect, p_outcomes) as t (id, outcome) where j.id = t.id;
    end if;
    return gone;
end $$;
call kernel.definer('channels.journal_done(bigint[], bigint[], text[])');

-- An event failed alone: it is tried again after 1, 5 and 25 seconds, while its lane waits; then it is parked, and the
-- lane goes on. True when it was parked.
create function channels.journal_failed(p_id bigint, p_failure text, p_community uuid) returns boolean
language plpgsql set search_path = '' as $$
declare
    tried integer;
begin
    update channels.waiting_events w
    set attempts = w.attempts + 1,
        next_at = now() + make_interval(secs => (array[1, 5, 25])[least(w.attempts + 1, 3)])
    where w.journal_id = p_id
    returning w.attempts into tried;
    if tried is null or tried <= 3 then
        return false;
    end if;
    insert into channels.parked_events (id, journal_id, connection_id, agency_id, community_id, failure, parked_at)
    select gen_random_uuid(), w.journal_id, w.connection_id, c.agency_id, p_community, p_failure, now()
    from channels.waiting_events w join channels.connections c on c.id = w.connection_id
    where w.journal_id = p_id
    on conflict (journal_id) do update set failure = excluded.failure, parked_at = excluded.parked_at;
    delete from channels.waiting_events w where w.journal_id = p_id;
    return true;
end $$;
call kernel.definer('channels.journal_failed(bigint, text, uuid)');

-- Parked events that the scope's agency may know of: of its communities, and those without one on its connections.
create function channels.journal_parked(p_community uuid)
returns table (id uuid, journal_id bigint, connection_id uuid, community_id uuid, failure text, parked_at timestamptz,
    received_at timestamptz)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select p.id, p.journal_id, p.connection_id, p.community_id, p.failure, p.parked_at, j.received_at
    from channels.parked_events p join channels.journal j on j.id = p.journal_id
    where (p.community_id = p_community and p_community = any (communities.visible()))
        or (p.community_id is null and p.agency_id = nullif(current_setting('app.agency', true), '')::uuid)
    order by p.journal_id
    limit 500;
end $$;
call kernel.definer('channels.journal_parked(uuid)');

-- Puts events back into their lanes: parked ones because a person decided so, unplaced ones because the writer has said
-- which community is meant. Returns those that wait again.
create function channels.journal_replay(p_ids bigint[]) returns table (journal_id bigint)
language plpgsql set search_path = '' as $$
declare
    in_agency constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
begin
    return query
    with freed as (
        delete from channels.parked_events p
        where p.journal_id = any (p_ids)
            and (p.community_id = any (communities.visible()) or (p.community_id is null and p.agency_id = in_agency))
        returning p.journal_id as id
    ), placed as (
        delete from channels.unplaced_events u
        where u.journal_id = any (p_ids) and u.agency_id = in_agency
        returning u.journal_id as id
    )
    insert into channels.waiting_events as w (journal_id, connection_id, lane, account, position, attempts)
    select j.id, j.connection_id, j.lane, j.account, j.position, 0
    from channels.journal j
    where j.id in (select f.id from freed f union select l.id from placed l) and j.payload is not null
    on conflict do nothing
    returning w.journal_id;
end $$;
call kernel.definer('channels.journal_replay(bigint[])');

-- Raw payloads are emptied seven days after handling; those of parked or unplaced events after thirty.
create function channels.journal_sweep() returns integer
language plpgsql set search_path = '' as $$
declare
    emptied integer;
begin
    update channels.journal j set payload = null, lane = '', account = ''
    where j.received_at < now() - interval '7 days' and j.payload is not null
        and not exists (select from channels.waiting_events w where w.journal_id = j.id)
        and (j.received_at < now() - interval '30 days'
            or (not exists (select from channels.parked_events p where p.journal_id = j.id)
                and not exists (select from channels.unplaced_events u where u.journal_id = j.id)));
    get diagnostics emptied = row_count;
    delete from channels.unplaced_events u using channels.journal j where j.id = u.journal_id and j.payload is null;
    delete from channels.bind_links l where l.expires_at < now() - interval '1 day';
    return emptied;
end $$;
call kernel.definer('channels.journal_sweep()');
