using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Connections;

/// <summary>How a channel is, in one word.</summary>
internal enum HealthState
{
    /// <summary>All goes through.</summary>
    Works,

    /// <summary>It goes through, and something of it needs a look.</summary>
    NeedsALook,

    /// <summary>We are introducing ourselves to the platform.</summary>
    Waits,

    /// <summary>Nothing goes through.</summary>
    Broken,
}

/// <summary>What waits, is parked or failed on a channel.</summary>
internal sealed record ChannelHealth(
    long EventsWaiting,
    long EventsRetried,
    long EventsParked,
    long OutWaiting,
    long OutFailed,
    long OutUnknown,
    string? LastFailure,
    Instant? LastFailedAt
)
{
    /// <summary>Nothing waits and nothing failed.</summary>
    public static ChannelHealth Quiet { get; } = new(0, 0, 0, 0, 0, 0, null, null);

    /// <summary>Whether something waits for a person.</summary>
    public bool HasUnsettled => EventsParked + OutFailed + OutUnknown > 0;

    /// <summary>The health of each channel of a community, asked for at once.</summary>
    public static async Task<Dictionary<ChannelId, ChannelHealth>> Of(
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        (
            await work.Call(
                "channels.health",
                [community.Value],
                row =>
                    (
                        Id: ChannelId.From(row.GetGuid(0)),
                        Health: new ChannelHealth(
                            row.GetInt64(1),
                            row.GetInt64(2),
                            row.GetInt64(3),
                            row.GetInt64(4),
                            row.GetInt64(5),
                            row.GetInt64(6),
                            row.IsDBNull(7) ? null : row.GetString(7),
                            row.IsDBNull(8) ? null : row.GetFieldValue<Instant>(8)
                        )
                    ),
                ct
            )
        ).ToDictionary(one => one.Id, one => one.Health);

    /// <summary>How the channel is, all in all.</summary>
    public HealthState StateOf(Channel channel, Connection? bot)
    {
        if (channel.StoppedCode is not null || bot is { State: ConnectionState.Stopped or ConnectionState.Closed })
            return HealthState.Broken;
        if (bot is { State: ConnectionState.Connecting })
            return HealthState.Waits;
        var lacks = channel is { Kind: ChannelKind.Group, LackingRights.Count: > 0 };
        return HasUnsettled || EventsRetried > 0 || lacks ? HealthState.NeedsALook : HealthState.Works;
    }
}
