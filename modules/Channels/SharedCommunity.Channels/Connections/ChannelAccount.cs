using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>
/// How a platform names somebody who was seen in a community. A person who is in two communities has two of these, so
/// that neither community learns of the other.
/// </summary>
internal sealed class ChannelAccount : IInCommunity
{
    public ChannelAccountId Id { get; init; }
    public CommunityId CommunityId { get; init; }
    public ConnectionId ConnectionId { get; init; }

    /// <summary>The platform's id of the person.</summary>
    [AboutMember]
    public string Account { get; init; } = "";

    /// <summary>The name as the platform last showed it.</summary>
    [AboutMember]
    public string Name { get; init; } = "";

    [AboutMember]
    public string? Handle { get; init; }

    [AboutMember]
    public string? LanguageHint { get; init; }
    public Instant FirstSeenAt { get; init; }

    /// <summary>When the bot told this person, privately, who reads and keeps what they write.</summary>
    public Instant? ToldAt { get; set; }

    /// <summary>Why the person cannot be written to; null while they can.</summary>
    [NotAboutMember("a code of ours")]
    public string? UnreachableCode { get; set; }
}

/// <summary>Which community a person means who writes to a bot that serves several. Seen by the bot's owner.</summary>
internal sealed class PrivateLineChoice
{
    public ConnectionId ConnectionId { get; init; }
    public AgencyId AgencyId { get; init; }

    [AboutMember]
    public string Account { get; init; } = "";

    /// <summary>Null while the person has been asked and has not answered.</summary>
    public CommunityId? CommunityId { get; set; }

    /// <summary>The communities in the order in which they were offered, for an answer by number.</summary>
    [NotAboutMember("ids of communities")]
    public List<Guid> Offered { get; set; } = [];
    public Instant AskedAt { get; set; }
    public QuestionState Question { get; set; }
}

/// <summary>Whether the person has been asked which community they mean.</summary>
internal enum QuestionState
{
    /// <summary>To be asked.</summary>
    Due,

    /// <summary>Handed to the platform; as with a delivery, it is not sent twice by itself.</summary>
    Attempted,

    /// <summary>Asked, answered, or not reachable: nothing is to be sent.</summary>
    Settled,
}

/// <summary>
/// A private message that belongs to no community yet: only the agency that owns the bot sees that it waits. Its text
/// stays in the journal until the person has said which community is meant.
/// </summary>
internal sealed class UnplacedEvent
{
    public long JournalId { get; init; }
    public AgencyId AgencyId { get; init; }
    public ConnectionId ConnectionId { get; init; }

    [AboutMember]
    public string Account { get; init; } = "";

    [AboutMember]
    public string WriterName { get; init; } = "";
    public Instant SentAt { get; init; }
}
