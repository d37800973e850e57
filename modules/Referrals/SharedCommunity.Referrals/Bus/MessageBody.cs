using NodaTime;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>The body of every type in one: what a type does not use is left out.</summary>
internal sealed record MessageBody
{
    /// <summary>ReferralSent: what is asked for.</summary>
    public string? Service { get; init; }

    /// <summary>ReferralSent: the member's language.</summary>
    public string? Language { get; init; }

    /// <summary>ReferralSent: what the member agreed to share.</summary>
    public IReadOnlyList<SharedItem>? Shared { get; init; }

    /// <summary>ReferralSent: on what ground.</summary>
    public ConsentTold? Consent { get; init; }

    /// <summary>ReferralSent: the community that it comes from.</summary>
    public string? Community { get; init; }

    /// <summary>The sender's name, for people.</summary>
    public string? AgencyName { get; init; }

    /// <summary>Any: a word more.</summary>
    public string? Note { get; init; }

    /// <summary>ReferralAccepted: who took it on.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>ReferralAccepted: until when the member hears from them.</summary>
    public Instant? ContactBy { get; init; }

    /// <summary>ReferralDeclined, ReferralRedirected, ReferralWithdrawn: why.</summary>
    public string? Reason { get; init; }

    /// <summary>ReferralDeclined, ReferralRedirected: who else could help.</summary>
    public string? Suggestion { get; init; }

    /// <summary>ReferralCompleted: what came of it.</summary>
    public ReferralOutcome? Outcome { get; init; }

    /// <summary>ReferralWithdrawn: the step that lapsed, where that is why.</summary>
    public string? Step { get; init; }

    /// <summary>ReferralWithdrawn: how the consent ended, where that is why. What was shared is to be hidden then.</summary>
    public ConsentEnd? ConsentEnded { get; init; }

    /// <summary>FollowUpRecorded: whether it helped.</summary>
    public FollowUpAnswer? Helped { get; init; }

    /// <summary>ReferralWithdrawn, FollowUpRecorded: whether the member did it, from the chat.</summary>
    public bool? ByMember { get; init; }

    /// <summary>Acknowledgement: what was taken of other referrals between the same two agencies.</summary>
    public IReadOnlyList<AlsoAcknowledged>? Also { get; init; }
}

/// <summary>How much was taken of one more referral.</summary>
/// <param name="ReferralId">The referral, by its sender's id.</param>
/// <param name="Acknowledges">All of the other side's messages up to this sequence have been taken.</param>
internal sealed record AlsoAcknowledged(Guid ReferralId, int Acknowledges);

/// <summary>A message as a side says it, before it has a number.</summary>
internal sealed record Saying(string Type, MessageBody Body)
{
    public const int Version = 1;

    /// <summary>All types of version 1, the mere acknowledgement included, and what the body of each has.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Fields { get; } =
        new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal)
        {
            ["ReferralSent"] = Set("service", "language", "agencyName", "community", "note", "shared", "consent"),
            ["ReferralAccepted"] = Set("acceptedBy", "contactBy", "note"),
            ["ReferralDeclined"] = Set("reason", "suggestion"),
            ["ReferralRedirected"] = Set("suggestion", "reason"),
            ["ContactMade"] = Set("note"),
            ["ReferralCompleted"] = Set("outcome", "note"),
            ["ReferralWithdrawn"] = Set("reason", "step", "consentEnded", "byMember"),
            ["FollowUpRecorded"] = Set("helped", "note", "byMember"),
            [Loop.LoopInput.Acknowledgement] = Set("also"),
        };

    private static HashSet<string> Set(params string[] fields) => new(fields, StringComparer.Ordinal);
}
