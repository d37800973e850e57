namespace SharedCommunity.Referrals.Contracts;

/// <summary>Which side of a referral a row is.</summary>
public enum ReferralSide
{
    /// <summary>The agency that refers.</summary>
    Sender,

    /// <summary>The agency that is asked to help.</summary>
    Receiver,
}

/// <summary>Where a referral stands, as one side knows it. The loop (<c>etc/referral-loop.tsv</c>) says how it goes on.</summary>
public enum ReferralState
{
    /// <summary>Not known here yet.</summary>
    None,

    /// <summary>Sent; nobody has said yet that it is there.</summary>
    Sent,

    /// <summary>It is there; nobody has taken it on yet.</summary>
    Acknowledged,

    /// <summary>Somebody took it on and says when the member hears from them.</summary>
    Accepted,

    /// <summary>The member was reached.</summary>
    ContactMade,

    /// <summary>The loop is closed, with an outcome.</summary>
    Completed,

    /// <summary>The receiving agency said no, with a reason.</summary>
    Declined,

    /// <summary>The receiving agency said who else can help.</summary>
    Redirected,

    /// <summary>The sending agency or the member took it back.</summary>
    Withdrawn,

    /// <summary>Nobody answered for so long that the sending agency let it go.</summary>
    Lapsed,
}

/// <summary>Who owes the next step of a referral.</summary>
public enum NextStepOwner
{
    /// <summary>The loop is closed.</summary>
    Nobody,

    /// <summary>The agency that referred.</summary>
    Sender,

    /// <summary>The agency that was asked.</summary>
    Receiver,
}

/// <summary>What came of a completed referral (toolkit 5.3: following up later to see how it went).</summary>
public enum ReferralOutcome
{
    /// <summary>The member got what they needed.</summary>
    Helped,

    /// <summary>The member got a part of it.</summary>
    Partly,

    /// <summary>The service is not for this member.</summary>
    NotEligible,

    /// <summary>The member could not be reached.</summary>
    NotReached,

    /// <summary>The member did not want it any more.</summary>
    NoLongerWanted,

    /// <summary>Something else; a note says what.</summary>
    Other,
}
