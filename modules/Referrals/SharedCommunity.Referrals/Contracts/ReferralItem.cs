using NodaTime;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>Whether a referral went out from the agency or came in.</summary>
public enum ReferralDirection
{
    /// <summary>Came in.</summary>
    In,

    /// <summary>Went out.</summary>
    Out,
}

/// <summary>One line of a referral's history, as its side knows it.</summary>
/// <param name="At">When.</param>
/// <param name="What">What happened, a word of the loop.</param>
/// <param name="State">Where it stood afterwards.</param>
/// <param name="Staff">Who did it; null for the other side and for clocks.</param>
/// <param name="Note">What was said with it.</param>
/// <param name="Helped">What the member said, where it is a follow-up.</param>
/// <param name="ByMember">Whether the member did it, from the chat.</param>
public sealed record ReferralStep(
    Instant At,
    string What,
    ReferralState State,
    string? Staff,
    string? Note,
    FollowUpAnswer? Helped = null,
    bool ByMember = false
);

/// <summary>The other side of a referral.</summary>
/// <param name="Slug">Its name on the bus.</param>
/// <param name="Name">Its name.</param>
public sealed record ReferralAgency(string Slug, string Name);

/// <summary>A referral as its own side sees it.</summary>
public sealed record ReferralItem
{
    /// <summary>The referral, on this side.</summary>
    public required ReferralId Id { get; init; }

    /// <summary>Whether it went out or came in.</summary>
    public required ReferralDirection Direction { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReferralState State { get; init; }

    /// <summary>Since when.</summary>
    public required Instant StateAt { get; init; }

    /// <summary>Who owes the next step.</summary>
    public required NextStepOwner Owes { get; init; }

    /// <summary>Until when that step is promised.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>When it was sent.</summary>
    public required Instant SentAt { get; init; }

    /// <summary>The other side.</summary>
    public required ReferralAgency Agency { get; init; }

    /// <summary>The community that it came from.</summary>
    public required string Community { get; init; }

    /// <summary>That community's name in addresses; on the sender's side, null in a list.</summary>
    public string? CommunitySlug { get; init; }

    /// <summary>What is asked for.</summary>
    public required string Service { get; init; }

    /// <summary>The member's language.</summary>
    public string? Language { get; init; }

    /// <summary>What was shared.</summary>
    public required IReadOnlyList<SharedItem> Shared { get; init; }

    /// <summary>On what ground.</summary>
    public ConsentTold? Consent { get; init; }

    /// <summary>The consent, or other ground, as the sender wrote it down; on the sender's side.</summary>
    public Guid? ConsentId { get; init; }

    /// <summary>Who was told of the emergency as the second person; on the sender's side, null in a list.</summary>
    public string? SecondPerson { get; init; }

    /// <summary>How the consent ended; null while it holds. Nothing that was shared on it is shown then.</summary>
    public ConsentEnd? ConsentEnded { get; init; }

    /// <summary>What the sender added.</summary>
    public required string Note { get; init; }

    /// <summary>Who took it on.</summary>
    public string? Worker { get; init; }

    /// <summary>Until when the member was promised to hear from them.</summary>
    public Instant? ContactBy { get; init; }

    /// <summary>Why it was declined, redirected or withdrawn.</summary>
    public string? Reason { get; init; }

    /// <summary>Who else could help.</summary>
    public string? Suggestion { get; init; }

    /// <summary>What came of it.</summary>
    public ReferralOutcome? Outcome { get; init; }

    /// <summary>A word more on that.</summary>
    public string? OutcomeNote { get; init; }

    /// <summary>What the member last said of it, some time after completion.</summary>
    public FollowUpAnswer? Helped { get; init; }

    /// <summary>Since when the other side has not confirmed what we said, where that is a day or more.</summary>
    public Instant? UnconfirmedSince { get; init; }

    /// <summary>The inquiry that became it; on the sender's side.</summary>
    public InquiryId? Inquiry { get; init; }

    /// <summary>What may be done now: words of the loop.</summary>
    public required IReadOnlyList<string> Acts { get; init; }

    /// <summary>Its history; empty in a list.</summary>
    public IReadOnlyList<ReferralStep> Timeline { get; init; } = [];

    /// <summary>When it is asked how it went, and the answers; empty in a list.</summary>
    public IReadOnlyList<FollowUpItem> FollowUps { get; init; } = [];

    /// <summary>The last thing that the member was told or was to be told; on the sender's side, null in a list.</summary>
    public MemberTold? Told { get; init; }
}
