namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Where an inquiry stands, as stored. Claimed is never stored: it follows from a lease that holds.</summary>
internal enum InquiryState
{
    Open,
    Waiting,
    Closed,
}

/// <summary>What kind of reply a moderator sent.</summary>
internal enum AnswerKind
{
    /// <summary>An answer.</summary>
    Answer,

    /// <summary>The holding reply: "we are finding out".</summary>
    Holding,

    /// <summary>A question back to the member.</summary>
    Query,

    /// <summary>What was private, published in the group.</summary>
    Publication,
}

/// <summary>What happened to an inquiry.</summary>
internal enum InquiryEventKind
{
    /// <summary>It was asked, or entered.</summary>
    Opened,

    /// <summary>The member wrote more.</summary>
    Joined,

    /// <summary>The member changed what was asked.</summary>
    Edited,

    /// <summary>Somebody is on it.</summary>
    Claimed,

    /// <summary>Somebody took an expired claim over.</summary>
    TakenOver,

    /// <summary>Somebody let it go.</summary>
    Released,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>An answer was taken back before it went.</summary>
    AnswerRecalled,

    /// <summary>An answer could not be delivered.</summary>
    AnswerFailed,

    /// <summary>The member says that an answer helped.</summary>
    Helped,

    /// <summary>The member says that an answer did not help.</summary>
    NotHelped,

    /// <summary>The holding reply was sent.</summary>
    Extended,

    /// <summary>It waits for the member.</summary>
    Waiting,

    /// <summary>The member replied.</summary>
    Replied,

    /// <summary>It was handed on.</summary>
    Assigned,

    /// <summary>It was given back to all.</summary>
    GivenBack,

    /// <summary>It was brought into the group, anonymously.</summary>
    Published,

    /// <summary>It was referred; never to whom.</summary>
    Referred,

    /// <summary>It was closed.</summary>
    Closed,

    /// <summary>It is open again.</summary>
    Reopened,

    /// <summary>Its language or topics were corrected.</summary>
    Corrected,
}
