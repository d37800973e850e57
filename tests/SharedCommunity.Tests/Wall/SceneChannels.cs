using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Wall;

/// <summary>What stands around our community's channels: an answer that failed, a group that asks, an event put aside.</summary>
internal sealed record SceneChannels(Guid Connection, Guid Delivery, Guid BindRequest, Guid ParkedEvent)
{
    public static async Task<SceneChannels> Put(RunningHost host, AgencyInField lead, CommunityInField ours)
    {
        var connection = (
            await host.Database.Read(
                "select id from channels.connections where agency_id = $1 limit 1",
                row => row.GetGuid(0),
                lead.Id
            )
        ).Single();
        var (delivery, request, parked) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.Database.Administer(
            $"""
            insert into channels.deliveries (id, community_id, channel_id, text, state, failure, due_at, created_at,
                attempts, parts_sent)
            select '{delivery}', community_id, id, 'By the bridge', 'Unknown', 'timeout', now(), now(), 1, 0
            from channels.channels where community_id = '{ours.Id}' and kind = 'Group' limit 1
            """,
            $"""
            insert into channels.bind_requests (id, community_id, connection_id, chat_id, title, asked_by, asked_at)
            values ('{request}', '{ours.Id}', '{connection}', '-100{Random.Shared.Next()}', 'Sewing', 'Rosa', now())
            """,
            $"""
            with event as (
                insert into channels.journal (connection_id, event_id, position, lane, account, payload, received_at)
                values ('{connection}', '{parked}', 1, '1', '1', 'x', now()) returning id
            )
            insert into channels.parked_events (id, journal_id, connection_id, agency_id, community_id, failure, parked_at)
            select '{parked}', id, '{connection}', '{lead.Id}', '{ours.Id}', 'TimeoutException', now() from event
            """,
            // A parked announcement of the same name: addresses tell the two apart.
            $$"""
            insert into kernel.parked_announcements (id, community_id, handler, announcement, payload, failure, parked_at)
            values ('{{parked}}', '{{ours.Id}}', 'Some.Handler', 'Some.Announcement', '{}', 'TimeoutException', now())
            """
        );
        return new SceneChannels(connection, delivery, request, parked);
    }
}
