namespace SharedCommunity.Moderation.Contracts;

/// <summary>Where an inquiry came from.</summary>
public enum InquirySource
{
    /// <summary>A question in the group.</summary>
    Message,

    /// <summary><c>/ask</c>.</summary>
    Ask,

    /// <summary>The private line.</summary>
    Private,

    /// <summary>A moderator marked a message.</summary>
    Marked,

    /// <summary>A call that staff entered.</summary>
    Phone,

    /// <summary>A visit that staff entered.</summary>
    InPerson,
}

/// <summary>Why an inquiry was closed.</summary>
public enum CloseReason
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>It was referred.</summary>
    Referred,

    /// <summary>A moderator said that it is no inquiry.</summary>
    NotAnInquiry,

    /// <summary>Another inquiry asks the same.</summary>
    Duplicate,

    /// <summary>Another member, or somebody elsewhere, has answered it.</summary>
    AnsweredElsewhere,

    /// <summary>The community is not for this.</summary>
    OutOfScope,

    /// <summary>The member does not reply any more.</summary>
    NoReply,

    /// <summary>The member cannot be reached.</summary>
    Unreachable,

    /// <summary>Another reason, told in the note.</summary>
    Other,
}
