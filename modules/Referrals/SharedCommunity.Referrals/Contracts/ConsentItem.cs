using NodaTime;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>Where a consent stands.</summary>
public enum ConsentState
{
    /// <summary>It holds.</summary>
    InForce,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>The member took it back.</summary>
    Withdrawn,
}

/// <summary>The member whose consent it is.</summary>
/// <param name="Id">The member.</param>
/// <param name="Name">The name that the community knows; null where the agency has no part in the community any more.</param>
public sealed record ConsentMember(MemberId Id, string? Name);

/// <summary>A referral that stands on a consent.</summary>
/// <param name="Id">The referral, on the sender's side.</param>
/// <param name="Service">What was asked for.</param>
/// <param name="Agency">The agency that it went to.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsThere">Whether the other agency has it; until then it can be stopped.</param>
public sealed record ConsentReferral(
    ReferralId Id,
    string Service,
    ReferralAgency Agency,
    ReferralState State,
    bool IsThere
);

/// <summary>A member's consent, or the other ground that stands for it, as the agency that wrote it down sees it.</summary>
public sealed record ConsentItem
{
    /// <summary>The consent.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required ConsentMember Member { get; init; }

    /// <summary>Where it stands.</summary>
    public required ConsentState State { get; init; }

    /// <summary>The ground.</summary>
    public required ConsentGround Ground { get; init; }

    /// <summary>How the member said yes; null where another ground stands for it.</summary>
    public ConsentHow? How { get; init; }

    /// <summary>What it covers.</summary>
    public required IReadOnlyList<SharedKind> Scope { get; init; }

    /// <summary>The member's words, or what was said to them.</summary>
    public required string Words { get; init; }

    /// <summary>The policy's clause, where it is not the member's own yes.</summary>
    public string? Clause { get; init; }

    /// <summary>Why it was an emergency.</summary>
    public string? Reason { get; init; }

    /// <summary>Who was notified of the emergency.</summary>
    public string? Notified { get; init; }

    /// <summary>The agency that may receive it.</summary>
    public ReferralAgency? Agency { get; init; }

    /// <summary>The language in which the member read and answered the words, where it was a form or the chat.</summary>
    public string? Language { get; init; }

    /// <summary>Who was told of the emergency as the second person.</summary>
    public string? Second { get; init; }

    /// <summary>Who wrote it down.</summary>
    public string? RecordedBy { get; init; }

    /// <summary>Since when it holds.</summary>
    public required Instant GivenAt { get; init; }

    /// <summary>Until when; null for as long as it is not withdrawn.</summary>
    public Instant? Until { get; init; }

    /// <summary>When the member took it back.</summary>
    public Instant? WithdrawnAt { get; init; }

    /// <summary>Who wrote that down.</summary>
    public string? WithdrawnBy { get; init; }

    /// <summary>Why, where the member said so.</summary>
    public string? WithdrawnReason { get; init; }

    /// <summary>The referrals that stand on it, the newest first.</summary>
    public required IReadOnlyList<ConsentReferral> Referrals { get; init; }
}
