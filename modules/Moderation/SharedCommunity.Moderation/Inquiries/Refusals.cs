using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Why something cannot be done with an inquiry.</summary>
internal static class Refusals
{
    public static readonly Refusal ClaimedByOther = new("claimed_by_other", RefusalKind.Conflict);
    public static readonly Refusal NotClaimed = new("not_claimed", RefusalKind.Conflict);
    public static readonly Refusal Closed = new("inquiry_closed", RefusalKind.Conflict);
    public static readonly Refusal NotClosed = new("inquiry_not_closed", RefusalKind.Conflict);
    public static readonly Refusal AlreadyExtended = new("already_extended", RefusalKind.Conflict);
    public static readonly Refusal AlreadyWaiting = new("already_waiting", RefusalKind.Conflict);
    public static readonly Refusal AlreadyAnInquiry = new("already_an_inquiry", RefusalKind.Conflict);
    public static readonly Refusal NotPrivate = new("not_private", RefusalKind.Conflict);
    public static readonly Refusal NotInCustody = new("not_in_custody", RefusalKind.Conflict);
    public static readonly Refusal AnsweredPrivately = new("answered_privately", RefusalKind.Invalid);
    public static readonly Refusal NoPrivateLine = new("no_private_line", RefusalKind.Invalid);
    public static readonly Refusal NoGroup = new("no_group", RefusalKind.Invalid);
    public static readonly Refusal MemberMustAgree = new("member_must_agree", RefusalKind.Invalid);
    public static readonly Refusal NotAnonymous = new("not_anonymous", RefusalKind.Invalid);
    public static readonly Refusal NobodyToAsk = new("nobody_to_ask", RefusalKind.Invalid);
    public static readonly Refusal TooLate = new("too_late_to_recall", RefusalKind.Conflict);
    public static readonly Refusal NotAColleague = new("not_a_colleague", RefusalKind.Invalid);
}
