using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Notices;

/// <summary>
/// What the bot says by itself: on binding a group, and once to everybody who writes to it alone, in the community's
/// languages: who reads this, who owns the bot, how long it is kept, how to leave or be forgotten, what to do in an
/// emergency.
/// </summary>
internal sealed class NoticeBoard(IDeliveries deliveries, IConfiguration configuration)
{
    /// <summary>Queues the notice for those who have not had it.</summary>
    public async Task TellNewWriters(
        CommunityId community,
        IReadOnlyList<ChannelAccountId> writers,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        if (writers.Count == 0)
            return;
        var told = await unit.Query(
            """
            update channels.channel_accounts a set told_at = $2
            from channels.channels c
            where a.id = any ($1) and a.told_at is null
                and c.connection_id = a.connection_id and c.community_id = a.community_id and c.kind = 'PrivateLine'
            returning a.id, c.id, a.connection_id
            """,
            [writers.Select(w => w.Value).ToArray(), unit.Now],
            row =>
                (
                    Account: ChannelAccountId.From(row.GetGuid(0)),
                    Line: ChannelId.From(row.GetGuid(1)),
                    Connection: ConnectionId.From(row.GetGuid(2))
                ),
            ct
        );
        foreach (var connection in told.GroupBy(t => t.Connection))
        {
            var text = await Words(NoticeKind.Private, community, connection.Key, unit, ct);
            foreach (var (account, line, _) in connection)
                deliveries.Enqueue(unit, new NewDelivery(community, line, text, To: account));
        }
    }

    /// <summary>Queues the notice for a group that was just bound.</summary>
    public async Task TellGroup(
        CommunityId community,
        ChannelId group,
        ConnectionId connection,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var text = await Words(NoticeKind.Group, community, connection, unit, ct);
        deliveries.Enqueue(unit, new NewDelivery(community, group, text));
    }

    private async Task<string> Words(
        NoticeKind kind,
        CommunityId community,
        ConnectionId connection,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var card = await unit.Db.Set<CommunityCard>().SingleAsync(c => c.Id == community, ct);
        var words = await NoticeWords.Of(card, connection, configuration["PublicUrl"], unit, ct);
        return words.Message(kind, Languages(card));
    }

    /// <summary>The community's languages that we have words in, its main one first; English where we have none.</summary>
    public static IReadOnlyList<string> Languages(CommunityCard community)
    {
        string[] known =
        [
            .. community
                .Languages.Select(l => l.Split('-')[0].ToLowerInvariant())
                .Where(NoticeWords.Spoken.Contains)
                .Distinct(),
        ];
        return known.Length > 0 ? known : ["en"];
    }
}
