using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>
/// A referral is under way, and the agency that referred has no part in the community any more: somebody else there is
/// to see to the inquiry. Told in the community's scope.
/// </summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Inquiry">The inquiry that became it.</param>
/// <param name="Member">The member whom it is about.</param>
/// <param name="Agency">The agency that referred.</param>
/// <param name="To">The name of the agency that was asked. For the member alone.</param>
/// <param name="Service">What was asked for. For the member alone.</param>
/// <param name="Language">The member's language.</param>
/// <param name="MayWrite">Whether the bot may write to the member of it by itself.</param>
public sealed record ReferringAgencyLeft(
    CommunityId CommunityId,
    InquiryId Inquiry,
    MemberId Member,
    AgencyId Agency,
    string To,
    string Service,
    string? Language,
    bool MayWrite
) : IAnnouncement;
