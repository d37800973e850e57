using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Working;

/// <summary>All that the page of one referral shows.</summary>
internal sealed class ShowSheet : Query<ShowSheet.Request, Referral, ReferralSheet>
{
    /// <param name="Id">The referral.</param>
    public sealed record Request(ReferralId Id) : IOfReferral;

    /// <inheritdoc />
    public override Permission Needs => Permissions.Read;

    /// <summary>Whoever moderates one community only may follow what they referred there.</summary>
    protected override CommunityId? CommunityOf(Referral subject) => subject.CommunityId;

    /// <inheritdoc />
    protected override Task<Referral?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Referral>().AsNoTracking().FirstOrDefaultAsync(referral => referral.Id == request.Id, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<ReferralSheet>> Handle(
        Request request,
        Referral subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var own = await work.Db.Set<AgencyCard>().AsNoTracking().FirstAsync(agency => agency.Id == work.Agency, ct);
        return new ReferralSheet(
            await ReferralReading.Whole(subject, work, ct),
            await CardReading.Zone(work, subject.CommunityId, ct),
            work.Now,
            CardReading.Time(subject, work.Now),
            new(own.Slug, own.Name)
        );
    }
}
