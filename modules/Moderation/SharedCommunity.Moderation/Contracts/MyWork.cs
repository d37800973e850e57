using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>All that a moderator finds on coming back to a community, read in one unit of work.</summary>
/// <param name="Community">Its id.</param>
/// <param name="CommunitySlug">Its name in addresses.</param>
/// <param name="CommunityName">What it is called.</param>
/// <param name="Viewer">Who looks.</param>
/// <param name="TimeZone">The community's time zone, a tz database id.</param>
/// <param name="AsOf">When it was read.</param>
/// <param name="Figures">The community's queue in figures.</param>
/// <param name="Mine">Those that who looks is on.</param>
/// <param name="Overdue">Past the promise, whoever is on them.</param>
/// <param name="DueSoon">Less than a quarter of the promised time is left, whoever is on them.</param>
/// <param name="FirstOpen">The most urgent that nobody is on, in a language that the viewer speaks where there is one.</param>
/// <param name="Waiting">Those for whose members the viewer's agency waits, the longest first.</param>
/// <param name="HandedToUs">Those that were handed to the viewer's agency.</param>
/// <param name="NotArrived">Answers of the viewer's agency that did not arrive, the last two weeks'.</param>
/// <param name="Notes">What colleagues left on inquiries that are the viewer's, the last week's, newest first.</param>
/// <param name="Since">What others did since the viewer was here.</param>
/// <param name="Referrals">What the viewer's agency has to do about its referrals today; null for who may not read them.</param>
/// <param name="MayAnswer">Whether the viewer may claim and answer; else they read along.</param>
/// <param name="TourLeft">Whether the viewer has put the first-run tour away.</param>
public sealed record MyWork(
    CommunityId Community,
    string CommunitySlug,
    string CommunityName,
    QueueViewer Viewer,
    string TimeZone,
    Instant AsOf,
    WorkFigures Figures,
    WorkList Mine,
    WorkList Overdue,
    WorkList DueSoon,
    WorkRow? FirstOpen,
    WorkList Waiting,
    WorkList HandedToUs,
    IReadOnlyList<LostAnswer> NotArrived,
    IReadOnlyList<ColleagueNote> Notes,
    SinceLastVisit Since,
    ReferralsToday? Referrals,
    bool MayAnswer,
    bool TourLeft
);

/// <summary>The community's queue in figures.</summary>
/// <param name="Open">Not closed.</param>
/// <param name="Unclaimed">Open, and nobody is on them.</param>
/// <param name="DueSoon">Less than a quarter of the promised time is left.</param>
/// <param name="Overdue">Past the promise.</param>
/// <param name="HiddenPrivate">Private ones in other agencies' custody: known by number only.</param>
/// <param name="ReferredElsewhere">Of other agencies' private ones, how many were referred; null under five.</param>
public sealed record WorkFigures(
    int Open,
    int Unclaimed,
    int DueSoon,
    int Overdue,
    int HiddenPrivate,
    int? ReferredElsewhere
);

/// <summary>The first rows of a list, and how many there are.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Rows">The first of them.</param>
public sealed record WorkList(int Total, IReadOnlyList<WorkRow> Rows);

/// <summary>One inquiry in a list.</summary>
/// <param name="Id">The inquiry.</param>
/// <param name="MemberName">Who asks, as the platform shows them.</param>
/// <param name="Text">How the question begins.</param>
/// <param name="Language">Its language, BCP 47; null where unknown.</param>
/// <param name="Platform">The platform, lower case; <c>desk</c> for what staff entered.</param>
/// <param name="Private">Whether it came on the private line.</param>
/// <param name="AskedAt">The platform's time of the first message.</param>
/// <param name="Time">How much time is left; null where nothing is promised or no clock runs.</param>
/// <param name="Claim">Who is on it.</param>
/// <param name="WaitsSince">Since when it waits for the member; null where it does not.</param>
public sealed record WorkRow(
    InquiryId Id,
    string MemberName,
    string Text,
    string? Language,
    string Platform,
    bool Private,
    Instant AskedAt,
    TimeToRespond? Time,
    ClaimView? Claim,
    Instant? WaitsSince
);

/// <summary>An answer that did not arrive, or of which nobody knows.</summary>
/// <param name="Inquiry">The inquiry; its conversation is where one retries or decides.</param>
/// <param name="MemberName">Who asked.</param>
/// <param name="Text">How the answer begins.</param>
/// <param name="StaffName">Who wrote it, as they were called then.</param>
/// <param name="At">When it was written.</param>
/// <param name="State">Failed or unknown.</param>
/// <param name="Failure">Why, a code of Channels.</param>
public sealed record LostAnswer(
    InquiryId Inquiry,
    string MemberName,
    string Text,
    string StaffName,
    Instant At,
    DeliveryState State,
    string? Failure
);

/// <summary>A note that a colleague left.</summary>
/// <param name="Id">The note.</param>
/// <param name="Inquiry">The inquiry that it lies on.</param>
/// <param name="MemberName">Who asked.</param>
/// <param name="StaffName">Who wrote it, as they were called then.</param>
/// <param name="AgencySlug">Their agency; null where it takes part no more.</param>
/// <param name="AgencyName">Its name then.</param>
/// <param name="At">When.</param>
/// <param name="Text">The words.</param>
public sealed record ColleagueNote(
    Guid Id,
    InquiryId Inquiry,
    string MemberName,
    string StaffName,
    string? AgencySlug,
    string AgencyName,
    Instant At,
    string Text
);

/// <summary>What others did since the viewer was here.</summary>
/// <param name="From">Since then: the last visit, but never more than two weeks; a day where there was none.</param>
/// <param name="LastVisit">When the viewer last said to have seen it all; null for never.</param>
/// <param name="New">Asked since, and not closed.</param>
/// <param name="Answered">How often others answered.</param>
/// <param name="Claimed">How often others claimed.</param>
/// <param name="HandedOver">How often others handed one over.</param>
/// <param name="Reopened">How many were opened again, by staff or by a member who wrote again.</param>
/// <param name="Closed">How many others closed without an answer.</param>
/// <param name="Events">The last of these events, newest first.</param>
public sealed record SinceLastVisit(
    Instant From,
    Instant? LastVisit,
    int New,
    int Answered,
    int Claimed,
    int HandedOver,
    int Reopened,
    int Closed,
    IReadOnlyList<WorkEvent> Events
);

/// <summary>One thing that somebody else did.</summary>
/// <param name="Id">The event.</param>
/// <param name="Kind">What happened, in snake case: its words are the history's.</param>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="MemberName">Who asked.</param>
/// <param name="StaffName">Who did it, as they were called then; null where a member did.</param>
/// <param name="AgencySlug">Their agency; null where it takes part no more.</param>
/// <param name="AgencyName">Its name then.</param>
/// <param name="At">When.</param>
public sealed record WorkEvent(
    Guid Id,
    string Kind,
    InquiryId Inquiry,
    string MemberName,
    string? StaffName,
    string? AgencySlug,
    string? AgencyName,
    Instant At
);
