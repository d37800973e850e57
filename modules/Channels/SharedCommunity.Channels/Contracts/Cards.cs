using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Contracts;

/// <summary>A place where a community lives on a connection.</summary>
public sealed class ChannelCard : IInCommunity
{
    /// <summary>The channel.</summary>
    public ChannelId Id { get; init; }

    /// <summary>The community.</summary>
    public CommunityId CommunityId { get; init; }

    /// <summary>The connection.</summary>
    public ConnectionId ConnectionId { get; init; }

    /// <summary>The platform, lower case: <c>telegram</c>; <c>desk</c> for what staff enter by hand.</summary>
    public string Platform { get; init; } = "";

    /// <summary>Whether this is the connection's private line rather than a group.</summary>
    public bool PrivateLine { get; init; }

    /// <summary>The group's title.</summary>
    public string Title { get; init; } = "";
}

/// <summary>The private line between an account and a bot of the community.</summary>
public sealed class PrivateLineCard : IInCommunity
{
    /// <summary>The account.</summary>
    public ChannelAccountId ChannelAccountId { get; init; }

    /// <summary>The community.</summary>
    public CommunityId CommunityId { get; init; }

    /// <summary>The private line itself.</summary>
    public ChannelId ChannelId { get; init; }

    /// <summary>Whether the person can be written to there: they wrote first, and have not blocked the bot.</summary>
    public bool Reachable { get; init; }

    /// <summary>When they first wrote there; null if never.</summary>
    public Instant? WrittenAt { get; init; }
}

/// <summary>Anything posted, in the group or privately. A private one is hidden from Agency scope until it is placed.</summary>
public sealed class MessageCard : IInCommunity
{
    /// <summary>The message.</summary>
    public MessageId Id { get; init; }

    /// <summary>The community.</summary>
    public CommunityId CommunityId { get; init; }

    /// <summary>The channel.</summary>
    public ChannelId ChannelId { get; init; }

    /// <summary>Who wrote it; null for what was sent through us.</summary>
    public ChannelAccountId? ChannelAccountId { get; init; }

    /// <summary>Whose private conversation it belongs to; null in a group.</summary>
    public ChannelAccountId? ConversationId { get; init; }

    /// <summary>The writer's name as the platform showed it then.</summary>
    public string WriterName { get; init; } = "";

    /// <summary>The text or caption, as last edited.</summary>
    public string Text { get; init; } = "";

    /// <summary>What is attached: <c>voice</c>, <c>photo</c>, <c>video</c>, <c>document</c>; null for none.</summary>
    public string? Attachment { get; init; }

    /// <summary>The platform's time of the message.</summary>
    public Instant SentAt { get; init; }

    /// <summary>When it was last edited.</summary>
    public Instant? EditedAt { get; init; }

    /// <summary>Whether it was written on the private line.</summary>
    public bool Private { get; init; }

    /// <summary>Whether it went out through us.</summary>
    public bool Outgoing { get; init; }

    /// <summary>The message that it replies to, where we have it.</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>The delivery that it came from, for what was sent through us.</summary>
    public DeliveryId? DeliveryId { get; init; }
}

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its turn, or for its time.</summary>
    Waiting,

    /// <summary>Handed to the platform; no answer yet.</summary>
    Attempted,

    /// <summary>The platform took it.</summary>
    Sent,

    /// <summary>The platform refused it for good.</summary>
    Failed,

    /// <summary>Nobody knows whether the platform took it: a person decides. It is never sent twice by itself.</summary>
    Unknown,

    /// <summary>Taken back before it went.</summary>
    Recalled,
}

/// <summary>Something sent, or to be sent, through a connection.</summary>
public sealed class DeliveryCard : IInCommunity
{
    /// <summary>The delivery.</summary>
    public DeliveryId Id { get; init; }

    /// <summary>The community.</summary>
    public CommunityId CommunityId { get; init; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Why it failed, a code of ours; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>Held until then (replies outside hours); null when it may go.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>When the platform took it.</summary>
    public Instant? SentAt { get; init; }
}
