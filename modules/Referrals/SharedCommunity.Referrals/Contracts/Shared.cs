using NodaTime;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>What may be shared of a member with another agency; only what is ticked leaves.</summary>
public enum SharedKind
{
    /// <summary>The name that the community knows.</summary>
    Name,

    /// <summary>The language that the member writes.</summary>
    Language,

    /// <summary>How to reach the member.</summary>
    Contact,

    /// <summary>The words of the inquiry.</summary>
    Inquiry,

    /// <summary>Something else that the note describes.</summary>
    Other,
}

/// <summary>One thing that is shared.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The thing itself.</param>
public sealed record SharedItem(SharedKind Kind, string Text);

/// <summary>On what ground something personal goes to another agency (toolkit, Appendix 3, "circle of care").</summary>
public enum ConsentGround
{
    /// <summary>The member said yes.</summary>
    Given,

    /// <summary>The agency's policy counts it as said; the clause is cited.</summary>
    Implied,

    /// <summary>Somebody's safety is at risk; clause, reason, who was notified, and a second person who was told.</summary>
    Emergency,
}

/// <summary>How a member said yes.</summary>
public enum ConsentHow
{
    /// <summary>In the conversation.</summary>
    Message,

    /// <summary>On a form in the member's language.</summary>
    Form,

    /// <summary>Out loud, to a staff member.</summary>
    Verbal,
}

/// <summary>How a consent ended.</summary>
public enum ConsentEnd
{
    /// <summary>The member took it back.</summary>
    Withdrawn,

    /// <summary>Its time was over before what it covers had gone.</summary>
    Expired,
}

/// <summary>What the receiving agency may know of the ground.</summary>
/// <param name="Ground">The ground.</param>
/// <param name="Scope">What it covers.</param>
/// <param name="How">How the member said yes; null where another ground stands for it, or the sender does not say.</param>
/// <param name="Clause">The clause of the sender's policy, where it is not the member's own yes.</param>
/// <param name="Until">Until when; null for the length of the referral.</param>
public sealed record ConsentTold(
    ConsentGround Ground,
    IReadOnlyList<SharedKind> Scope,
    ConsentHow? How = null,
    string? Clause = null,
    Instant? Until = null
);
