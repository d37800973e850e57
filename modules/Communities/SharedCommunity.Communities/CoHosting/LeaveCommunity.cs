using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>
/// An agency leaves a community, or declines to join it. What it contributed stays; it sees nothing from that commit
/// on, and what was in its custody unanswered goes back to the queue.
/// </summary>
[ApiRoute(
    "POST",
    "communities/{id}/leave",
    Summary = "Leaves a community, or declines its invitation, for your agency."
)]
[FormRoute("/{agency}/{community}/settings/co-hosts/leave")]
internal sealed class LeaveCommunity : UseCase<LeaveCommunity.Request, CoHost, Done>
{
    internal sealed record Request(CommunityId Id);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<CoHost?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<CoHost>().FirstOrDefaultAsync(c => c.CommunityId == request.Id && c.AgencyId == work.Agency, ct);

    // The agency as a whole leaves: a role in some community is not enough.
    protected override CommunityId? CommunityOf(CoHost subject) => null;

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        CoHost coHost,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (coHost.State is not (CoHostState.Invited or CoHostState.Active))
            return Refusals.NotFromHere;
        if (coHost is { Role: CoHostRole.Lead, IsActive: true } && !await CoHosts.AnotherLead(coHost, work, ct))
            return Refusals.LastLead;

        if (coHost is { IsActive: true, Role: not CoHostRole.ReferralPartner })
            work.Announce(new CoHostingEnded(coHost.CommunityId, coHost.AgencyId));
        coHost.Become(CoHostState.Left, work.Now);
        work.Concerns("community", coHost.CommunityId.Value, coHost.CommunityId);
        work.Changed(coHost.CommunityId, "settings");
        work.Changed(coHost.CommunityId, "queue");
        return Done.It;
    }
}
