using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Connections;

/// <summary>Makes connections and channels; the use cases, the demo and tests share it.</summary>
internal sealed class ChannelSetup(ConnectionVault vault) : IChannelSetup
{
    /// <inheritdoc />
    public async Task<NewConnection> ConnectTelegram(
        UnitOfWork work,
        string token,
        string botUsername,
        ConnectionMode mode,
        bool demo,
        CancellationToken ct
    )
    {
        var connection = new Connection(work.Agency, "telegram", mode, work.Now) { Demo = demo };
        connection.Activate(token.Split(':')[0], botUsername, readsEverything: true);
        work.Db.Add(connection);
        await work.Db.SaveChangesAsync(ct);
        var secret = await vault.Store(work, connection.Id, token, ct);
        return new NewConnection(connection.Id, secret);
    }

    /// <inheritdoc />
    public async Task<ChannelId> BindGroup(
        UnitOfWork work,
        CommunityId community,
        ConnectionId connection,
        string chatId,
        string title,
        CancellationToken ct
    )
    {
        var on = await work.Db.Set<Connection>().SingleAsync(c => c.Id == connection, ct);
        return await Bind(work, community, on, chatId, title, ct);
    }

    /// <summary>The group's channel and, once per community and connection, the private line.</summary>
    public static async Task<ChannelId> Bind(
        UnitOfWork work,
        CommunityId community,
        Connection connection,
        string chatId,
        string title,
        CancellationToken ct
    )
    {
        var group = Channel.Group(community, connection, chatId, title, work.Now);
        work.Db.Add(group);
        var hasLine = await work
            .Db.Set<Channel>()
            .AnyAsync(
                c => c.CommunityId == community && c.ConnectionId == connection.Id && c.Kind == ChannelKind.PrivateLine,
                ct
            );
        if (!hasLine)
            work.Db.Add(
                Channel.PrivateLine(
                    community,
                    connection.Id,
                    connection.Platform,
                    connection.BotUsername is { } name ? "@" + name : connection.Platform,
                    work.Now
                )
            );
        await work.Db.SaveChangesAsync(ct);
        return group.Id;
    }

    /// <inheritdoc />
    public async Task<ChannelId> Desk(UnitOfWork work, CommunityId community, CancellationToken ct)
    {
        // Two may ask for it at once: the index lets one of them make it.
        var desk = Channel.Desk(community, work.Now);
        await work.Execute(
            """
            insert into channels.channels (id, community_id, platform, kind, title, standing, lacking_rights, since)
            values ($1, $2, 'desk', 'Desk', '', 'Absent', '{}', $3)
            on conflict do nothing
            """,
            [desk.Id.Value, community.Value, work.Now],
            ct
        );
        return await work
            .Db.Set<Channel>()
            .Where(c => c.CommunityId == community && c.Kind == ChannelKind.Desk)
            .Select(c => c.Id)
            .SingleAsync(ct);
    }
}
