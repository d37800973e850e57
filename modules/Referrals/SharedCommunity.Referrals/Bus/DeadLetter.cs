using System.Text.Json;
using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Why a message changed nothing.</summary>
internal enum DeadReason
{
    /// <summary>It is not JSON of the contract.</summary>
    Unreadable,

    /// <summary>Its type or version is not known here.</summary>
    UnknownType,

    /// <summary>It is for another agency than the queue that it lay in.</summary>
    NotForUs,

    /// <summary>Whoever published it may not speak for the agency that it names.</summary>
    NotTheirVoice,

    /// <summary>The referral is not one with that agency.</summary>
    NotTheirs,

    /// <summary>It is about a referral that was never sent.</summary>
    NotAReferral,

    /// <summary>The loop has no place for it.</summary>
    OutOfTurn,
}

/// <summary>A message that was refused. Seen by the administrators of the agency that it was for.</summary>
internal sealed class DeadLetter
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public AgencyId AgencyId { get; init; }
    public Instant At { get; init; }
    public DeadReason Reason { get; init; }

    /// <summary>The loop's own word, where it has one.</summary>
    [NotAboutMember("a reason of the loop's table")]
    public string? Detail { get; init; }

    /// <summary>Who it says it is from; not to be believed.</summary>
    [NotAboutMember("an agency's address, as claimed")]
    public string? FromSlug { get; init; }

    [NotAboutMember("a type of the contract, as claimed")]
    public string? Type { get; init; }

    [AboutMember]
    public string Message { get; init; } = "";
    public Instant? ReplayedAt { get; set; }

    public static DeadLetter Of(
        AgencyId agency,
        ReferralMessage message,
        DeadReason reason,
        string? detail,
        Instant now
    ) =>
        new()
        {
            AgencyId = agency,
            At = now,
            Reason = reason,
            Detail = detail,
            FromSlug = message.From,
            Type = message.Type,
            Message = JsonSerializer.Serialize(message, KernelJson.Options),
        };
}
