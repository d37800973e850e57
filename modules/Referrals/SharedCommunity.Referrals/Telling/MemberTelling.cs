using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Referrals.Telling;

/// <summary>
/// Something that a member was told about their referrals, or was to be told and could not be reached with: then staff
/// find the words here. Owned by the agency that referred; so is the delivery, by custody.
/// </summary>
internal sealed class MemberTelling
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public AgencyId AgencyId { get; init; }
    public CommunityId CommunityId { get; init; }
    public MemberId MemberId { get; init; }

    /// <summary>The referral; null where it is about several.</summary>
    public ReferralId? ReferralId { get; init; }

    /// <summary>What made us tell it.</summary>
    [NotAboutMember("a word of the loop")]
    public string What { get; init; } = "";

    [AboutMember]
    public string Text { get; init; } = "";

    /// <summary>The message; null where the member has no private line.</summary>
    public DeliveryId? DeliveryId { get; init; }
    public Instant At { get; init; }
}
