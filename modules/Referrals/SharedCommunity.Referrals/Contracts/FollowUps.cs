using NodaTime;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>What a member says some time after a referral was completed: did it help?</summary>
public enum FollowUpAnswer
{
    /// <summary>It helped.</summary>
    Helped,

    /// <summary>It helped in part.</summary>
    Partly,

    /// <summary>It did not help: the inquiry is open again.</summary>
    No,

    /// <summary>Nothing has happened yet for the member.</summary>
    StillWaiting,
}

/// <summary>How the answer of a follow-up came.</summary>
public enum FollowUpWay
{
    /// <summary>The member tapped it under our message.</summary>
    Message,

    /// <summary>Staff asked, by phone or in person.</summary>
    Staff,

    /// <summary>The other agency told us.</summary>
    OtherSide,
}

/// <summary>One follow-up of a referral.</summary>
/// <param name="DueAt">When the member is asked; null where nobody had planned it.</param>
/// <param name="AskedAt">When the member was asked.</param>
/// <param name="Answer">What the member said; null while nobody knows.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="Way">How the answer came.</param>
/// <param name="ByHand">Whether staff are to ask, for the member cannot be written to.</param>
public sealed record FollowUpItem(
    Instant? DueAt,
    Instant? AskedAt,
    FollowUpAnswer? Answer,
    Instant? AnsweredAt,
    FollowUpWay? Way,
    bool ByHand
);

/// <summary>What became of something that the member was to be told.</summary>
public enum ToldState
{
    /// <summary>It is on its way.</summary>
    Underway,

    /// <summary>The platform took it.</summary>
    Sent,

    /// <summary>It cannot reach the member: staff tell it.</summary>
    NotReached,
}

/// <summary>Something that the member was told about a referral, on their private line.</summary>
/// <param name="At">When.</param>
/// <param name="Words">The words, in the member's language.</param>
/// <param name="State">What became of it.</param>
public sealed record MemberTold(Instant At, string Words, ToldState State);
