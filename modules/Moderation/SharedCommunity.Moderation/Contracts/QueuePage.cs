using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>All that one look at the queue shows, read in one unit of work.</summary>
/// <param name="Community">Its id.</param>
/// <param name="CommunityName">What the community is called.</param>
/// <param name="Viewer">Who looks.</param>
/// <param name="TimeZone">The community's time zone, a tz database id.</param>
/// <param name="Languages">The community's languages, BCP 47, the main one first.</param>
/// <param name="AsOf">When it was read.</param>
/// <param name="Counts">The figures above the list.</param>
/// <param name="Agencies">The agencies that work the queue, by name.</param>
/// <param name="Platforms">The platforms that the community lives on.</param>
/// <param name="MayWork">Whether who looks may do more than read.</param>
/// <param name="ReadsReferrals">Whether who looks may read their agency's referrals.</param>
/// <param name="Rows">The inquiries, most urgent first.</param>
/// <param name="Next">Where the list goes on; null at its end.</param>
/// <param name="Selected">The inquiry that is open beside the list.</param>
/// <param name="TourLeft">Whether who looks has put the first-run tour away.</param>
public sealed record QueuePageModel(
    CommunityId Community,
    string CommunityName,
    QueueViewer Viewer,
    string TimeZone,
    IReadOnlyList<string> Languages,
    Instant AsOf,
    QueueCounts Counts,
    IReadOnlyList<QueueAgency> Agencies,
    IReadOnlyList<string> Platforms,
    bool MayWork,
    bool ReadsReferrals,
    IReadOnlyList<QueueRow> Rows,
    string? Next,
    InquiryView? Selected,
    bool TourLeft
);

/// <summary>Who looks at the queue.</summary>
/// <param name="Staff">The staff membership.</param>
/// <param name="Name">The name that colleagues see.</param>
/// <param name="AgencySlug">The agency's name in addresses.</param>
/// <param name="AgencyName">The agency's name.</param>
public sealed record QueueViewer(StaffId Staff, string Name, string AgencySlug, string AgencyName);

/// <summary>The figures above the list, filters left aside.</summary>
/// <param name="Open">Not closed.</param>
/// <param name="Unclaimed">Open, and nobody is on it.</param>
/// <param name="Mine">Claimed by who looks.</param>
/// <param name="Waiting">Waits for the member.</param>
/// <param name="Private">Private ones that who looks may see.</param>
/// <param name="DueSoon">Less than a quarter of the promised time is left.</param>
/// <param name="Overdue">Past the promise.</param>
/// <param name="HiddenPrivate">Private ones in other agencies' custody: known by number only.</param>
public sealed record QueueCounts(
    int Open,
    int Unclaimed,
    int Mine,
    int Waiting,
    int Private,
    int DueSoon,
    int Overdue,
    int HiddenPrivate
);

/// <summary>How much of the promised time is left, at <see cref="QueuePageModel.AsOf"/>.</summary>
/// <param name="RespondBy">When it is due.</param>
/// <param name="Left">Until then; negative when past.</param>
/// <param name="Share">Which part of the promise is left, 0 to 1.</param>
/// <param name="IsDueSoon">Whether less than a quarter of it is left.</param>
public sealed record TimeToRespond(Instant RespondBy, Duration Left, double Share, bool IsDueSoon);

/// <summary>Who is on an inquiry.</summary>
/// <param name="Staff">The staff membership.</param>
/// <param name="StaffName">The name that colleagues see.</param>
/// <param name="AgencySlug">The agency's name in addresses; its colour follows from it.</param>
/// <param name="AgencyName">The agency's name.</param>
/// <param name="Until">When the lease ends by itself.</param>
/// <param name="IsMine">Whether it is who looks.</param>
public sealed record ClaimView(
    StaffId Staff,
    string StaffName,
    string AgencySlug,
    string AgencyName,
    Instant Until,
    bool IsMine
);

/// <summary>Where an inquiry stands.</summary>
public enum InquiryStanding
{
    /// <summary>Nobody is on it.</summary>
    Open,

    /// <summary>Somebody is on it.</summary>
    Claimed,

    /// <summary>Waits for the member.</summary>
    Waiting,

    /// <summary>Closed, with a reason.</summary>
    Closed,
}

/// <summary>One line of the queue.</summary>
/// <param name="Id">The inquiry.</param>
/// <param name="MemberName">Who asks, as the platform shows them.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Language">Its language, BCP 47; null where unknown.</param>
/// <param name="Platform">The platform, lower case; <c>desk</c> for what staff entered.</param>
/// <param name="Private">Whether it came on the private line.</param>
/// <param name="AskedAt">The platform's time of the first message.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Time">How much time is left; null where nothing is promised or no clock runs.</param>
/// <param name="Claim">Who is on it.</param>
/// <param name="HandedTo">The slug of the agency that it was handed to.</param>
public sealed record QueueRow(
    InquiryId Id,
    string MemberName,
    string Text,
    string? Language,
    string Platform,
    bool Private,
    Instant AskedAt,
    InquiryStanding Standing,
    TimeToRespond? Time,
    ClaimView? Claim,
    string? HandedTo
);

/// <summary>The inquiry that is open: conversation, history, who asks, and what may be done.</summary>
/// <param name="Row">What its line in the queue says.</param>
/// <param name="Version">Required by every change.</param>
/// <param name="ChannelTitle">The group that it was asked in; empty on the private line.</param>
/// <param name="Topics">The topics' ids.</param>
/// <param name="Talk">The messages around it, oldest first.</param>
/// <param name="History">What was done with it, oldest first.</param>
/// <param name="Notes">Notes between staff.</param>
/// <param name="Member">Who asks.</param>
/// <param name="Allowed">What who looks may do with it now: the list that the handlers obey too.</param>
/// <param name="AnswersGoPrivately">Whether an answer can only go on the private line.</param>
/// <param name="CanAnswerPrivately">Whether there is a private line to who asks.</param>
/// <param name="CanAskIfHelped">Whether there is one person who could be asked whether an answer helped.</param>
/// <param name="HeldUntil">Answers written now are held until then; null when they go at once.</param>
/// <param name="Contact">How to reach who phoned or came by.</param>
/// <param name="HandOver">To whom it may be handed; empty for who may not.</param>
/// <param name="Publication">How it would read in the group; null where it cannot be published.</param>
/// <param name="ReferTo">To which agencies it may be referred, the fittest first; empty for who may not.</param>
/// <param name="Referrals">The referrals that the reader's agency made of it; nobody else's.</param>
/// <param name="Consents">What the reader's agency asked its member, and the consents that it holds; nobody else's.</param>
public sealed record InquiryView(
    QueueRow Row,
    int Version,
    string ChannelTitle,
    IReadOnlyList<string> Topics,
    IReadOnlyList<TalkLine> Talk,
    IReadOnlyList<HistoryLine> History,
    IReadOnlyList<NoteLine> Notes,
    InquirerView? Member,
    IReadOnlySet<InquiryAction> Allowed,
    bool AnswersGoPrivately,
    bool CanAnswerPrivately,
    bool CanAskIfHelped,
    Instant? HeldUntil,
    string? Contact,
    IReadOnlyList<HandOverAgency> HandOver,
    PublicationView? Publication,
    IReadOnlyList<ReferTo> ReferTo,
    IReadOnlyList<ReferralOfInquiry> Referrals,
    ConsentsForInquiry Consents
);

/// <summary>What may be done with an inquiry.</summary>
public enum InquiryAction
{
    /// <summary>Say that one is on it.</summary>
    Claim,

    /// <summary>Let it go.</summary>
    Release,

    /// <summary>Answer it.</summary>
    Answer,

    /// <summary>Send the holding reply, once.</summary>
    Extend,

    /// <summary>Wait for the member.</summary>
    Wait,

    /// <summary>Hand it to a colleague or another agency.</summary>
    Assign,

    /// <summary>Give a private one back to all.</summary>
    GiveBack,

    /// <summary>Refer it to another agency.</summary>
    Refer,

    /// <summary>Publish from private, with the member's consent.</summary>
    Publish,

    /// <summary>Close it without an answer.</summary>
    Close,

    /// <summary>Open it again.</summary>
    Reopen,

    /// <summary>Say that it is no inquiry.</summary>
    Unmark,

    /// <summary>Correct its language.</summary>
    SetLanguage,

    /// <summary>Set its topics.</summary>
    SetTopics,

    /// <summary>Write a note for colleagues.</summary>
    Note,
}

/// <summary>What a message is to the open inquiry.</summary>
public enum TalkKind
{
    /// <summary>Said before or after, for context.</summary>
    Context,

    /// <summary>Part of the inquiry.</summary>
    Asked,

    /// <summary>An answer of ours, sent or on its way.</summary>
    Answer,
}

/// <summary>One message of the conversation, or one answer of ours.</summary>
/// <param name="Key">Stable while the page lives; its id in the page.</param>
/// <param name="Kind">What it is to the inquiry.</param>
/// <param name="WriterName">Who wrote it; empty where nobody is known.</param>
/// <param name="AgencySlug">The agency of who answered; null for members.</param>
/// <param name="AgencyName">Its name.</param>
/// <param name="Text">The words.</param>
/// <param name="Language">Their language, where known.</param>
/// <param name="Attachment"><c>voice</c>, <c>photo</c>, <c>video</c>, <c>document</c>; null for none.</param>
/// <param name="Message">The message, once there is one.</param>
/// <param name="At">When it was written.</param>
/// <param name="Private">Whether it went on the private line.</param>
/// <param name="Edited">Whether it was changed since.</param>
/// <param name="Delivery">The delivery of an answer.</param>
/// <param name="DeliveryState">Where it stands.</param>
/// <param name="DeliveryFailure">Why it failed, a code of Channels.</param>
/// <param name="HeldUntil">Held until then; null when it may go.</param>
/// <param name="Helped">What the member says whether it helped; null where they were not asked.</param>
public sealed record TalkLine(
    Guid Key,
    TalkKind Kind,
    string WriterName,
    string? AgencySlug,
    string? AgencyName,
    string Text,
    string? Language,
    string? Attachment,
    MessageId? Message,
    Instant At,
    bool Private,
    bool Edited,
    DeliveryId? Delivery,
    DeliveryState? DeliveryState,
    string? DeliveryFailure,
    Instant? HeldUntil,
    HelpAnswer? Helped = null
);

/// <summary>What a member says to "did this help?".</summary>
public enum HelpAnswer
{
    /// <summary>Nothing yet.</summary>
    Asked,

    /// <summary>It helped.</summary>
    Yes,

    /// <summary>It did not.</summary>
    No,
}

/// <summary>One event of an inquiry's history.</summary>
/// <param name="Kind">What happened, the stored name in snake case: its words are <c>Event_{kind}</c>.</param>
/// <param name="StaffName">Who did it, as they were called then; null for the system.</param>
/// <param name="AgencySlug">Their agency.</param>
/// <param name="AgencyName">Its name then.</param>
/// <param name="At">When.</param>
/// <param name="Note">What was said with it.</param>
public sealed record HistoryLine(
    string Kind,
    string? StaffName,
    string? AgencySlug,
    string? AgencyName,
    Instant At,
    string? Note
);

/// <summary>A note between staff.</summary>
/// <param name="StaffName">Who wrote it.</param>
/// <param name="AgencySlug">Their agency.</param>
/// <param name="AgencyName">Its name.</param>
/// <param name="At">When.</param>
/// <param name="Text">The words.</param>
public sealed record NoteLine(string StaffName, string? AgencySlug, string? AgencyName, Instant At, string Text);

/// <summary>Who asks.</summary>
/// <param name="Id">The member.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Language">The language that we know the member by.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="LeftAt">When the member left; null while here.</param>
/// <param name="EarlierInquiries">How many inquiries came before this one.</param>
/// <param name="Earlier">The last of those, newest first.</param>
/// <param name="Languages">The languages that the member has written in, the most usual first.</param>
/// <param name="Platforms">The platforms on which the member has asked.</param>
public sealed record InquirerView(
    MemberId Id,
    string Name,
    string? Language,
    Instant JoinedAt,
    Instant? LeftAt,
    int EarlierInquiries,
    IReadOnlyList<EarlierInquiry> Earlier,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Platforms
);
