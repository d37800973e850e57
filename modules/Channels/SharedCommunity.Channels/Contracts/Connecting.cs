using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Contracts;

/// <summary>How a platform brings its events.</summary>
public enum ConnectionMode
{
    /// <summary>It calls us; needs a public address.</summary>
    Webhook,

    /// <summary>We ask it.</summary>
    Polling,
}

/// <summary>A connection that was just made, with its webhook's secret, which is shown to nobody again.</summary>
/// <param name="Id">The connection.</param>
/// <param name="WebhookSecret">What the platform must send with every call.</param>
public sealed record NewConnection(ConnectionId Id, string WebhookSecret);

/// <summary>Makes connections and channels without asking the platform: for the demo and for tests.</summary>
public interface IChannelSetup
{
    /// <summary>Registers a Telegram bot of the scope's agency as connected.</summary>
    /// <param name="work">A unit of work in Agency scope of the bot's owner.</param>
    /// <param name="token">The bot's token.</param>
    /// <param name="botUsername">The bot's user name.</param>
    /// <param name="mode">How its events come.</param>
    /// <param name="demo">Whether it belongs to the demo: then nothing is ever sent to the real platform.</param>
    /// <param name="ct">Stops it.</param>
    Task<NewConnection> ConnectTelegram(
        UnitOfWork work,
        string token,
        string botUsername,
        ConnectionMode mode,
        bool demo,
        CancellationToken ct
    );

    /// <summary>Binds a group and the private line of that connection to a community that the agency co-hosts.</summary>
    Task<ChannelId> BindGroup(
        UnitOfWork work,
        CommunityId community,
        ConnectionId connection,
        string chatId,
        string title,
        CancellationToken ct
    );

    /// <summary>The community's desk: the channel of what staff enter by hand; made when first asked for.</summary>
    Task<ChannelId> Desk(UnitOfWork work, CommunityId community, CancellationToken ct);
}
