using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
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
            if (!inquiries.TryGetValue(moved.Inquiry, out var inquiry))
                continue;
            var clock = clocks.Of(communities[moved.CommunityId]);
            var moderator = moved is { Helped: not null, ReferredBy: { } by } ? moderators.GetValueOrDefault(by) : null;
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
