using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>The channels of the scope's community on the connections of a batch.</summary>
internal sealed class CommunityChannels
{
    private readonly Dictionary<(ConnectionId, string), Found> _groups = [];
    private readonly Dictionary<ConnectionId, Found> _lines = [];

    internal sealed record Found(ChannelId Id, BotStanding Standing);

    /// <summary>The group with that id, if it is bound.</summary>
    public Found? Group(ConnectionId connection, string chat) => _groups.GetValueOrDefault((connection, chat));

    /// <summary>Where something happened: the group, or the private line.</summary>
    public Found? Of(ConnectionId connection, InboundChat chat) =>
        chat.Kind == ChatKind.Private ? _lines.GetValueOrDefault(connection) : Group(connection, chat.Id);

    public static async Task<CommunityChannels> On(
        IEnumerable<ConnectionId> connections,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var rows = await unit.Query(
            "select id, connection_id, kind, chat_id, standing from channels.channels where connection_id = any ($1)",
            [connections.Distinct().Select(c => c.Value).ToArray()],
            row =>
                (
                    Connection: ConnectionId.From(row.GetGuid(1)),
                    Kind: Enum.Parse<ChannelKind>(row.GetString(2)),
                    Chat: row.IsDBNull(3) ? "" : row.GetString(3),
                    Found: new Found(ChannelId.From(row.GetGuid(0)), Enum.Parse<BotStanding>(row.GetString(4)))
                ),
            ct
        );
        var channels = new CommunityChannels();
        foreach (var row in rows)
        {
            if (row.Kind == ChannelKind.Group)
                channels._groups[(row.Connection, row.Chat)] = row.Found;
            else
                channels._lines[row.Connection] = row.Found;
        }
        return channels;
    }
}
