using NodaTime;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>What a channel is.</summary>
internal enum ChannelKind
{
    /// <summary>A group on the platform.</summary>
    Group,

    /// <summary>The private line: everybody who writes to the bot alone.</summary>
    PrivateLine,

    /// <summary>No platform: what staff enter by hand, after a call or a visit.</summary>
    Desk,
}

/// <summary>Where a community lives on a connection: a group, or the private line itself.</summary>
internal sealed class Channel : IInCommunity
{
    private Channel() { }

    private Channel(
        CommunityId community,
        ConnectionId? connection,
        string platform,
        ChannelKind kind,
        string? chatId,
        string title,
        Instant now
    )
    {
        (Id, CommunityId, ConnectionId, Platform) = (ChannelId.New(), community, connection, platform);
        (Kind, ChatId, Title, Since) = (kind, chatId, title, now);
    }

    public ChannelId Id { get; private set; }
    public CommunityId CommunityId { get; private set; }
    public ConnectionId? ConnectionId { get; private set; }

    [NotAboutMember("the platform's name")]
    public string Platform { get; private set; } = "";
    public ChannelKind Kind { get; private set; }

    /// <summary>The group's id on the platform; it changes when a group becomes a supergroup.</summary>
    [NotAboutMember("a group's id")]
    public string? ChatId { get; private set; }

    [NotAboutMember("a group's title")]
    public string Title { get; set; } = "";
    public BotStanding Standing { get; private set; } = BotStanding.Member;

    /// <summary>The platform's names of the rights that the bot asks for and has not got.</summary>
    [NotAboutMember("names of rights")]
    public List<string> LackingRights { get; private set; } = [];

    /// <summary>Why nothing can be sent here; null while it can.</summary>
    [NotAboutMember("a code of ours")]
    public string? StoppedCode { get; private set; }
    public Instant Since { get; private set; }

    public static Channel Group(
        CommunityId community,
        Connection connection,
        string chatId,
        string title,
        Instant now
    ) => new(community, connection.Id, connection.Platform, ChannelKind.Group, chatId, title, now);

    public static Channel PrivateLine(
        CommunityId community,
        ConnectionId connection,
        string platform,
        string title,
        Instant now
    ) => new(community, connection, platform, ChannelKind.PrivateLine, null, title, now);

    public static Channel Desk(CommunityId community, Instant now) =>
        new(community, null, "desk", ChannelKind.Desk, null, "", now);

    /// <summary>The bot's place in the group changed.</summary>
    public void BotIs(BotStanding standing, IReadOnlyList<string> lackingRights)
    {
        (Standing, LackingRights) = (standing, [.. lackingRights]);
        StoppedCode = standing is BotStanding.Removed or BotStanding.Absent ? "bot_removed" : null;
    }

    /// <summary>Nothing can be sent here any more.</summary>
    public void Stop(string code) => StoppedCode = code;
}
