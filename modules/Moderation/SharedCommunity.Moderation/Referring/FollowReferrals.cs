using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>
/// A referral that ends without help (declined, lapsed, the member not reached or not eligible) gives its inquiry back to the moderators of the agency that referred: it is open
/// again, handed to that agency, and its clock runs anew. So does one of which the member says later that it did not
/// help; that goes to the moderator who referred.
/// </summary>
internal sealed class FollowReferrals(Clocks clocks, IInquiryReferrals referrals) : IHandle<ReferralMoved>
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
        var back = announced.Where(moved => HasFailed(moved) || moved.Helped == FollowUpAnswer.No).ToList();
        if (back.Count == 0)
            return;
        var (inquiries, communities, moderators) = (
            await Inquiries(back, work, cancellationToken),
            await Communities(back, work, cancellationToken),
            await Moderators(back, work, cancellationToken)
        );
        foreach (var moved in back)
        {
            // In another agency's custody by now, it is theirs to see to.
            var inquiry = inquiries.GetValueOrDefault(moved.Inquiry);
            var isBack =
                inquiry is not null
                && ComesBack(inquiry, moved, clocks.Of(communities[moved.CommunityId]), moderators, work);
            if (moved.OwesThanks)
                await referrals.Thank(work, moved.Referral, isBack, cancellationToken);
            if (!isBack || inquiry is null)
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

    private static bool ComesBack(
        Inquiry inquiry,
        ReferralMoved moved,
        ServiceClock clock,
        Dictionary<StaffId, StaffCard> moderators,
        UnitOfWork work
    )
    {
        if (moved.Helped is null)
            return inquiry.ComeBack(work.Agency, clock, work.Now);
        var moderator = moved.ReferredBy is { } by ? moderators.GetValueOrDefault(by) : null;
        return inquiry.ComeBackUnhelped(work.Agency, moderator?.Id, moderator?.DisplayName, clock, work.Now);
    }

    // Who took it back needs no other way, whatever the other agency says afterwards.
    private static bool HasFailed(ReferralMoved moved) =>
        moved.Before != moved.State
        && (
            Failed.Contains(moved.State)
            || moved
                is {
                    State: ReferralState.Completed,
                    Outcome: ReferralOutcome.NotReached or ReferralOutcome.NotEligible,
                    Before: not ReferralState.Withdrawn
                }
        );

    private static Task<Dictionary<InquiryId, Inquiry>> Inquiries(
        List<ReferralMoved> back,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var ids = back.Select(moved => moved.Inquiry).Distinct().ToList();
        return work.Db.Set<Inquiry>().Where(inquiry => ids.Contains(inquiry.Id)).ToDictionaryAsync(i => i.Id, ct);
    }

    private static Task<Dictionary<CommunityId, CommunityCard>> Communities(
        List<ReferralMoved> back,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var ids = back.Select(moved => moved.CommunityId).Distinct().ToList();
        return work
            .Db.Set<CommunityCard>()
            .AsNoTracking()
            .Where(community => ids.Contains(community.Id))
            .ToDictionaryAsync(community => community.Id, ct);
    }

    /// <summary>The moderators who referred, where they still work there.</summary>
    private static async Task<Dictionary<StaffId, StaffCard>> Moderators(
        List<ReferralMoved> back,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var ids = back.Where(moved => moved.Helped is not null)
            .Select(moved => moved.ReferredBy)
            .OfType<StaffId>()
            .Distinct()
            .ToList();
        return ids.Count == 0
            ? []
            : await work
                .Db.Set<StaffCard>()
                .AsNoTracking()
                .Where(staff => ids.Contains(staff.Id) && staff.AgencyId == work.Agency && staff.EndedAt == null)
                .ToDictionaryAsync(staff => staff.Id, ct);
    }
}
