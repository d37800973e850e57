using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Channels.Connections;

/// <summary>Where a connection stands.</summary>
internal enum ConnectionState
{
    /// <summary>Registered here; the platform has not been asked yet.</summary>
    Connecting,

    /// <summary>The platform knows us and sends what happens.</summary>
    Active,

    /// <summary>The platform refuses the token; staff must mend it.</summary>
    Stopped,

    /// <summary>Given up by its agency.</summary>
    Closed,
}

/// <summary>An agency's bot, app, page or number on a platform. Its credentials lie apart, out of reach of every scope.</summary>
internal sealed class Connection
{
    private Connection() { }

    public Connection(AgencyId agency, string platform, ConnectionMode mode, Instant now)
    {
        (Id, AgencyId, Platform, Mode, CreatedAt) = (ConnectionId.New(), agency, platform, mode, now);
    }

    public ConnectionId Id { get; private set; }
    public AgencyId AgencyId { get; private set; }

    [NotAboutMember("the platform's name")]
    public string Platform { get; private set; } = "";
    public ConnectionMode Mode { get; set; }
    public ConnectionState State { get; private set; } = ConnectionState.Connecting;

    [NotAboutMember("a code of ours")]
    public string? StoppedCode { get; private set; }

    /// <summary>The bot's own account, by which its messages and commands are told from others.</summary>
    [NotAboutMember("a bot's id")]
    public string? BotId { get; private set; }

    [NotAboutMember("a bot's user name")]
    public string? BotUsername { get; private set; }

    /// <summary>Whether the bot sees everything in a group even where it is no administrator.</summary>
    public bool ReadsEverything { get; private set; }
    public Instant CreatedAt { get; private set; }

    /// <summary>When the platform last told us anything; written by the journal, at most every ten seconds.</summary>
    public Instant? LastEventAt { get; private set; }

    /// <summary>Made for the demo: nothing is sent to a real platform through it.</summary>
    public bool Demo { get; init; }

    /// <summary>The platform knows the bot.</summary>
    public void Activate(string botId, string? botUsername, bool readsEverything)
    {
        (BotId, BotUsername, ReadsEverything) = (botId, botUsername, readsEverything);
        (State, StoppedCode) = (ConnectionState.Active, null);
    }

    /// <summary>The platform refuses us.</summary>
    public void Stop(string code) => (State, StoppedCode) = (ConnectionState.Stopped, code);

    /// <summary>Tried again, with the same or a new token.</summary>
    public void Reconnect() => (State, StoppedCode) = (ConnectionState.Connecting, null);

    /// <summary>Given up.</summary>
    public void Close() => State = ConnectionState.Closed;
}

/// <summary>A connection's credentials: reachable only through functions, encrypted with keys outside the database.</summary>
internal sealed class ConnectionSecret
{
    public ConnectionId ConnectionId { get; init; }

    [NotAboutMember("the bot's token, encrypted")]
    public byte[] Token { get; init; } = [];

    [NotAboutMember("the webhook's secret, encrypted")]
    public byte[] WebhookSecret { get; init; } = [];

    [NotAboutMember("the webhook's secret, hashed")]
    public byte[] WebhookSecretHash { get; init; } = [];
}
