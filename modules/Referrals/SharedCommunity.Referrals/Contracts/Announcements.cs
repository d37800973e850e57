using NodaTime;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>The sender's side of a referral went on. Never leaves the agency that referred.</summary>
/// <param name="CommunityId">The community that it came from.</param>
/// <param name="Referral">The referral.</param>
/// <param name="Inquiry">The inquiry that became it.</param>
/// <param name="Member">The member whom it is about.</param>
/// <param name="Before">Where it stood.</param>
/// <param name="State">Where it stands.</param>
/// <param name="TellsMember">Whether the member is to know.</param>
/// <param name="Input">What happened, an input of the loop.</param>
/// <param name="At">When.</param>
/// <param name="ReferredBy">The moderator who referred.</param>
/// <param name="Helped">What the member said, where it is a follow-up.</param>
/// <param name="ByMember">Whether the member did it.</param>
/// <param name="Outcome">What came of it, where it is completed.</param>
/// <param name="OwesThanks">Whether the member has just said in the chat that it did not help, and nobody has replied.</param>
public sealed record ReferralMoved(
    CommunityId CommunityId,
    ReferralId Referral,
    InquiryId Inquiry,
    MemberId Member,
    ReferralState Before,
    ReferralState State,
    bool TellsMember,
    string Input,
    Instant At,
    StaffId? ReferredBy = null,
    FollowUpAnswer? Helped = null,
    bool ByMember = false,
    ReferralOutcome? Outcome = null,
    bool OwesThanks = false
) : IAnnouncement;
