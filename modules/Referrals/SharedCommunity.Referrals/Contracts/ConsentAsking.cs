using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>What became of asking a member for consent.</summary>
public enum ConsentAskState
{
    /// <summary>Asked, no answer yet.</summary>
    Asked,

    /// <summary>The member said yes.</summary>
    Given,

    /// <summary>The member said no.</summary>
    Refused,

    /// <summary>Nobody answered in time.</summary>
    Lapsed,

    /// <summary>Something else was asked instead: an answer would be to another question.</summary>
    Replaced,
}

/// <summary>What a member is to be asked.</summary>
/// <param name="Community">The community.</param>
/// <param name="Inquiry">The inquiry that it is about.</param>
/// <param name="Member">Who is asked.</param>
/// <param name="To">The slug of the agency that would receive it; one's own for another team of it.</param>
/// <param name="Service">What would be asked for there.</param>
/// <param name="Language">The language that the inquiry is written in.</param>
/// <param name="Scope">What would be shared.</param>
/// <param name="Until">Until when a yes would hold; null for as long as it is not withdrawn.</param>
public sealed record NewConsentAsk(
    CommunityId Community,
    InquiryId Inquiry,
    MemberId Member,
    string To,
    string Service,
    string? Language,
    IReadOnlyList<SharedKind> Scope,
    Instant? Until
);

/// <summary>A question to a member whether something may be shared, as the agency that asked sees it.</summary>
public sealed record ConsentAskItem
{
    /// <summary>The question.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required ConsentAskState State { get; init; }

    /// <summary>The agency that would receive it.</summary>
    public required ReferralAgency Agency { get; init; }

    /// <summary>What would be asked for there.</summary>
    public required string Service { get; init; }

    /// <summary>What would be shared.</summary>
    public required IReadOnlyList<SharedKind> Scope { get; init; }

    /// <summary>Until when a yes holds; null for as long as it is not withdrawn.</summary>
    public Instant? Until { get; init; }

    /// <summary>Whether the bot asked in the chat; else a link was handed over.</summary>
    public required bool InChat { get; init; }

    /// <summary>When it was asked.</summary>
    public required Instant AskedAt { get; init; }

    /// <summary>Until when it can be answered.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>When it was answered.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>The consent that came of it.</summary>
    public Guid? ConsentId { get; init; }
}

/// <summary>A link by which the member answers; it is shown this once.</summary>
/// <param name="Asked">The question.</param>
/// <param name="Url">Its address: it takes one answer, within seven days.</param>
public sealed record ConsentLink(ConsentAskItem Asked, string Url);

/// <summary>A consent of a member that something can go out on now.</summary>
/// <param name="Id">The consent.</param>
/// <param name="Agency">The agency that may receive it.</param>
/// <param name="Scope">What it covers.</param>
/// <param name="How">How the member said yes.</param>
/// <param name="GivenAt">When.</param>
/// <param name="Until">Until when; null for as long as it is not withdrawn.</param>
public sealed record LiveConsent(
    Guid Id,
    ReferralAgency Agency,
    IReadOnlyList<SharedKind> Scope,
    ConsentHow? How,
    Instant GivenAt,
    Instant? Until
);

/// <summary>What there is of consent for an inquiry.</summary>
/// <param name="Asked">What its member was asked, the newest first.</param>
/// <param name="Live">The member's consents that hold, whatever they were given for; the newest first.</param>
public sealed record ConsentsForInquiry(IReadOnlyList<ConsentAskItem> Asked, IReadOnlyList<LiveConsent> Live);

/// <summary>Asks members for their consent, in the unit of work of a higher floor.</summary>
public interface IConsentAsking
{
    /// <summary>The bot asks on the member's private line, in their language, with answers to tap and a link.</summary>
    Task<Outcome<ConsentAskItem>> InChat(UnitOfWork work, NewConsentAsk ask, CancellationToken ct);

    /// <summary>Makes a link that staff hand over.</summary>
    Task<Outcome<ConsentLink>> ByLink(UnitOfWork work, NewConsentAsk ask, CancellationToken ct);
}
