-- A look at the platform: asked for by its owner's staff, seen by those whose community has a channel on the bot.
call kernel.agency_owned('channels.connection_checks');
create policy checks_of_channels on channels.connection_checks for select
    using (exists (select from channels.channels c where c.connection_id = connection_checks.connection_id));

-- Connections that somebody asked to have looked at.
create function channels.checks_waiting()
returns table (connection_id uuid, agency_id uuid)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select k.connection_id, k.agency_id from channels.connection_checks k
    join channels.connections c on c.id = k.connection_id and c.state <> 'Closed'
    where k.done_at is null
    order by k.asked_at limit 20;
end $$;
call kernel.definer('channels.checks_waiting()');

-- The groups on a connection, whichever community they belong to: the bot's rights are asked for in each.
create function channels.groups_on(p_connection uuid)
returns table (channel_id uuid, community_id uuid, chat_id text)
language plpgsql stable set search_path = '' as $$
begin
    return query
    select c.id, c.community_id, c.chat_id from channels.channels c
    where c.connection_id = p_connection and c.kind = 'Group' and c.chat_id is not null
    order by c.since limit 50;
end $$;
call kernel.definer('channels.groups_on(uuid)');

-- How each channel of a community is: what waits to be worked, what is parked, what is to go out. Counts alone, for
-- those who see the community; what is in an agency's custody counts too.
create function channels.health(p_community uuid)
returns table (channel_id uuid, events_waiting bigint, events_retried bigint, events_parked bigint,
    out_waiting bigint, out_failed bigint, out_unknown bigint, last_failure text, last_failed_at timestamptz)
language plpgsql stable set search_path = '' as $$
begin
    if not coalesce(p_community = any (communities.visible()), false) then
        return;
    end if;
    return query
    with unsettled as (
        select d.channel_id, d.state, d.failure, d.created_at from channels.deliveries d
        where d.community_id = p_community and d.state in ('Failed', 'Unknown')
        union all
        select d.channel_id, d.state, d.failure, d.created_at from channels.deliveries d
        where d.state = 'Waiting' and d.community_id = p_community
    ), outgoing as (
        select u.channel_id, count(*) filter (where u.state = 'Waiting') as waiting,
            count(*) filter (where u.state = 'Failed') as failed,
            count(*) filter (where u.state = 'Unknown') as unknown,
            (array_agg(u.failure order by u.created_at desc) filter (where u.failure is not null))[1] as failure,
            max(u.created_at) filter (where u.failure is not null) as failed_at
        from unsettled u group by u.channel_id
    )
    select c.id, coalesce(w.waiting, 0), coalesce(w.retried, 0), coalesce(p.parked, 0),
        coalesce(o.waiting, 0), coalesce(o.failed, 0), coalesce(o.unknown, 0), o.failure::text, o.failed_at
    from channels.channels c
    left join outgoing o on o.channel_id = c.id
    -- A flood is counted to a thousand: more says nothing more.
    left join lateral (
        select count(*) as waiting, count(*) filter (where e.attempts > 0) as retried
        from (select x.connection_id, x.lane, x.account, x.attempts from channels.waiting_events x
            where x.connection_id = c.connection_id
                and (case when c.kind = 'Group' then x.lane = c.chat_id else x.lane = x.account and x.lane <> '' end)
            limit 1000) e
        where c.kind = 'Group' or channels.route(e.connection_id, e.lane, e.account) = p_community
    ) w on c.connection_id is not null
    left join lateral (
        select count(*) as parked
        from channels.parked_events q join channels.journal j on j.id = q.journal_id
        where q.connection_id = c.connection_id and q.community_id = p_community
            and (case when c.kind = 'Group' then j.lane = c.chat_id else j.lane = j.account end)
    ) p on c.connection_id is not null
    where c.community_id = p_community;
end $$;
call kernel.definer('channels.health(uuid)');

-- A person opened the link of one community on a bot of several: from now on their private line is that one's. Asked
-- by the bot's owner, or by the community to which the person's line belonged so far. Null: no such community here.
create function channels.choose_community(p_connection uuid, p_account text, p_slug text, p_now timestamptz)
returns table (community_id uuid)
language plpgsql set search_path = '' as $$
declare
    in_community constant uuid := nullif(current_setting('app.community', true), '')::uuid;
    in_agency constant uuid := nullif(current_setting('app.agency', true), '')::uuid;
    bot channels.connections;
    chosen uuid;
begin
    select c.* into bot from channels.connections c where c.id = p_connection;
    if bot.id is null or not (coalesce(bot.agency_id = in_agency, false)
            or coalesce(channels.route(p_connection, p_account, p_account) = in_community, false)) then
        return;
    end if;
    select c.community_id into chosen
    from channels.channels c join communities.community_cards m on m.id = c.community_id
    where c.connection_id = p_connection and c.kind = 'PrivateLine' and m.slug = p_slug;
    if chosen is null or chosen is not distinct from in_community then
        return;
    end if;
    insert into channels.private_line_choices as l
        (connection_id, account, agency_id, community_id, offered, asked_at, question)
    values (p_connection, p_account, bot.agency_id, chosen, '{}', p_now, 'Settled')
    on conflict (connection_id, account) do update
        set community_id = excluded.community_id, question = 'Settled';
    return query select chosen;
end $$;
call kernel.definer('channels.choose_community(uuid, text, text, timestamptz)');
