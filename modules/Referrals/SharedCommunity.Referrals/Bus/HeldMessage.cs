using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Bus;

/// <summary>A message that came before one that was said earlier: it waits for its turn.</summary>
internal sealed class HeldMessage
{
    public AgencyId AgencyId { get; init; }

    [NotAboutMember("an agency's address")]
    public string FromSlug { get; init; } = "";
    public ReferralId LoopId { get; init; }
    public int Sequence { get; init; }

    [AboutMember]
    public string Message { get; init; } = "";
    public Instant HeldAt { get; init; }
}

/// <summary>Which message had its turn under which number. Reached by the inbox's functions only.</summary>
internal sealed class InboxMessage
{
    public AgencyId AgencyId { get; init; }

    [NotAboutMember("an agency's address")]
    public string FromSlug { get; init; } = "";
    public ReferralId LoopId { get; init; }
    public int Sequence { get; init; }
    public Guid Id { get; init; }
    public Instant At { get; init; }
}

/// <summary>A row of what is to be published. Reached by the outbox's functions only.</summary>
internal sealed class OutboxMessage
{
    public Guid Id { get; init; }
    public AgencyId AgencyId { get; init; }

    [NotAboutMember("an agency's address")]
    public string FromSlug { get; init; } = "";

    [NotAboutMember("an agency's address")]
    public string ToSlug { get; init; } = "";
    public ReferralId LoopId { get; init; }

    [NotAboutMember("a type of the contract")]
    public string Type { get; init; } = "";
    public int Sequence { get; init; }
    public int Acknowledges { get; init; }

    [AboutMember]
    public string Body { get; init; } = "";
    public Instant CreatedAt { get; init; }
    public int Attempts { get; init; }

    /// <summary>When it is published next; null when it is done.</summary>
    public Instant? NextAt { get; init; }
    public Instant? DoneAt { get; init; }
}
