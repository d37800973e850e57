using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Working;

/// <summary>One referral with its history, as the agency's own side knows it.</summary>
[ApiRoute("GET", "referrals/{id}", Summary = "A referral with its history.")]
internal sealed class ShowReferral : Query<ShowReferral.Request, Referral, ReferralItem>
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
    protected override async Task<Outcome<ReferralItem>> Handle(
        Request request,
        Referral subject,
        UnitOfWork work,
        CancellationToken ct
    ) => await ReferralReading.Whole(subject, work, ct);
}
