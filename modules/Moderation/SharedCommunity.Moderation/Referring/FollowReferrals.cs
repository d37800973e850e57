using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>
/// A referral that ends without help gives its inquiry back to the moderators of the agency that referred: it is open
/// again, handed to that agency, and its clock runs anew.
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
        foreach (var moved in announced.Where(moved => Failed.Contains(moved.State) && moved.Before != moved.State))
        {
            // In another agency's custody by now, it is theirs to see to.
            var inquiry = await work
                .Db.Set<Inquiry>()
                .FirstOrDefaultAsync(i => i.Id == moved.Inquiry, cancellationToken);
            if (inquiry is null)
                continue;
            var community = (await work.Community(moved.CommunityId, cancellationToken))!;
            if (!inquiry.ComeBack(work.Agency, clocks.Of(community), work.Now))
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
}
