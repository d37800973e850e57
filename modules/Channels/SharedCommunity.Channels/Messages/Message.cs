using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Messages;

/// <summary>Anything posted, in the group or privately, by members or through us.</summary>
internal sealed class Message : IInCommunity
{
    public MessageId Id { get; init; }
    public CommunityId CommunityId { get; init; }
    public ChannelId ChannelId { get; init; }

    /// <summary>Whose private conversation it belongs to; null in a group.</summary>
    public ChannelAccountId? ConversationId { get; init; }

    /// <summary>Who wrote it; null for what went out through us and for what nobody in person wrote.</summary>
    public ChannelAccountId? ChannelAccountId { get; init; }

    [NotAboutMember("the platform's id of a message")]
    public string? PlatformMessageId { get; init; }

    [AboutMember]
    public string WriterName { get; init; } = "";

    [AboutMember]
    public string Text { get; set; } = "";

    /// <summary>The kind of the first attachment, lower case.</summary>
    [NotAboutMember("a kind of file")]
    public string? Attachment { get; init; }

    /// <summary>File ids and metadata; contents are fetched on demand.</summary>
    [AboutMember]
    public string? Attachments { get; init; }
    public Instant SentAt { get; init; }
    public Instant? EditedAt { get; set; }
    public bool Private { get; init; }

    /// <summary>Whether Agency scope may see it; a private one waits until Moderation has placed it.</summary>
    public bool Placed { get; set; }
    public bool Outgoing { get; init; }
    public MessageId? ReplyTo { get; init; }
    public DeliveryId? DeliveryId { get; init; }
    public AgencyId? CustodyAgencyId { get; set; }

    /// <summary>Whether it is the agency's alone: no other agency reads it, not even when this one co-hosts no more.</summary>
    public bool StaysWithAgency { get; init; }
}
