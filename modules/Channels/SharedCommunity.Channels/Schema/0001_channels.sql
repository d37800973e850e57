do $$ begin execute format('grant usage on schema channels to %I', kernel.application_role()); end $$;

-- Connections: their owner's; those whose community has a channel on one see it, for it holds no secret.
call kernel.agency_owned('channels.connections');
create policy connections_of_channels on channels.connections for select
    using (exists (select from channels.channels c where c.connection_id = connections.id));
call kernel.transport('channels.connection_secrets');

call kernel.community_shared('channels.channels');
call kernel.community_shared('channels.channel_accounts');
call kernel.agency_owned('channels.private_line_choices');
call kernel.agency_owned('channels.unplaced_events');
call kernel.community_shared('channels.bind_links');
call kernel.community_shared('channels.bind_requests');

-- A private message is hidden from Agency scope until Moderation has placed it: custody fails closed.
call kernel.community_shared('channels.messages', true);
create policy unplaced_is_hidden on channels.messages as restrictive
    using (placed or (select current_setting('app.community', true) <> ''))
    with check (placed or (select current_setting('app.community', true) <> ''));

call kernel.community_shared('channels.deliveries', true);
call kernel.transport('channels.delivery_attempts');

call kernel.transport('channels.journal');
call kernel.transport('channels.waiting_events');
call kernel.transport('channels.parked_events');

-- The queue of waiting events lives by insert and delete: it is swept before it grows.
alter table channels.waiting_events set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);

create view channels.channel_cards as
    select id, community_id, coalesce(connection_id, '00000000-0000-0000-0000-000000000000') as connection_id,
        platform, kind = 'PrivateLine' as private_line, title
    from channels.channels;
call kernel.read_model('channels.channel_cards');

create view channels.message_cards as
    select id, community_id, channel_id, channel_account_id, writer_name, text, attachment, sent_at, edited_at,
        private, outgoing, reply_to, delivery_id
    from channels.messages;
call kernel.read_model('channels.message_cards');

create view channels.delivery_cards as
    select id, community_id, state, failure, not_before, sent_at from channels.deliveries;
call kernel.read_model('channels.delivery_cards');
