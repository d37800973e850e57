using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>
/// A referral that ends without help gives its inquiry back to the moderators of the agency that referred: it is open
/// again, handed to that agency, and its clock runs anew. So does one of which the member says later that it did not
/// help; that goes to the moderator who referred.
/// </summary>
internal sealed class FollowReferrals(Clocks clocks) : IHandle<ReferralMoved>
{
    private static readonly ReferralState[] Failed =
    [
        ReferralState.Declined,
        ReferralState.Redirected,
        ReferralState.Lapsed,
    ];

    /// <inheritdoc />
    public async Task Handle(
        IReadOnlyList<ReferralMoved> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        foreach (var moved in announced.Where(moved => HasFailed(moved) || moved.Helped == FollowUpAnswer.No))
        {
            // In another agency's custody by now, it is theirs to see to.
            var inquiry = await work
                .Db.Set<Inquiry>()
                .FirstOrDefaultAsync(i => i.Id == moved.Inquiry, cancellationToken);
            if (inquiry is null)
                continue;
            var community = (await work.Community(moved.CommunityId, cancellationToken))!;
            var clock = clocks.Of(community);
            var moderator = moved.Helped is null ? null : await Moderator(moved, work, cancellationToken);
            var isBack = moved.Helped is null
                ? inquiry.ComeBack(work.Agency, clock, work.Now)
                : inquiry.ComeBackUnhelped(work.Agency, moderator?.Id, moderator?.DisplayName, clock, work.Now);
            if (!isBack)
                continue;
            work.Db.Add(
                new InquiryEvent
                {
                    CommunityId = inquiry.CommunityId,
                    InquiryId = inquiry.Id,
                    CustodyAgencyId = inquiry.CustodyAgencyId,
                    Kind = InquiryEventKind.Reopened,
                    At = work.Now,
                }
            );
            work.Changed(inquiry.CommunityId, "queue");
        }
    }

    private static bool HasFailed(ReferralMoved moved) => Failed.Contains(moved.State) && moved.Before != moved.State;

    /// <summary>The moderator who referred; null where they work there no more.</summary>
    private static Task<StaffCard?> Moderator(ReferralMoved moved, UnitOfWork work, CancellationToken ct) =>
        work
            .Db.Set<StaffCard>()
            .AsNoTracking()
            .FirstOrDefaultAsync(
                staff => staff.Id == moved.ReferredBy && staff.AgencyId == work.Agency && staff.EndedAt == null,
                ct
            );
}
