using NodaTime;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>A need was put to the community.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="AskedAt">When.</param>
public sealed record InquiryOpened(CommunityId CommunityId, InquiryId Inquiry, InquirySource Source, Instant AskedAt)
    : IAnnouncement;

/// <summary>An inquiry was answered.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Agency">The agency that answered.</param>
/// <param name="At">When.</param>
/// <param name="First">Whether it is the first answer, the one that the promise is about.</param>
/// <param name="PromisedBy">Until when an answer was promised; null where nothing is promised.</param>
public sealed record InquiryAnswered(
    CommunityId CommunityId,
    InquiryId Inquiry,
    AnswerId Answer,
    AgencyId Agency,
    Instant At,
    bool First,
    Instant? PromisedBy
) : IAnnouncement;

/// <summary>An inquiry was closed.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record InquiryClosed(CommunityId CommunityId, InquiryId Inquiry, CloseReason Reason, Instant At)
    : IAnnouncement;

/// <summary>An inquiry was referred. To whom is the referring agency's own business.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Agency">The agency that referred.</param>
/// <param name="Internal">Whether to another team of the same agency; counted apart.</param>
/// <param name="At">When.</param>
public sealed record InquiryReferred(
    CommunityId CommunityId,
    InquiryId Inquiry,
    AgencyId Agency,
    bool Internal,
    Instant At
) : IAnnouncement;

/// <summary>A member said whether an answer helped.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Inquiry">The inquiry.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Agency">The agency that answered.</param>
/// <param name="Helped">What the member said.</param>
/// <param name="At">When.</param>
public sealed record AnswerJudged(
    CommunityId CommunityId,
    InquiryId Inquiry,
    AnswerId Answer,
    AgencyId Agency,
    bool Helped,
    Instant At
) : IAnnouncement;
