using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>An administrator of an invited agency accepts: from that commit on the agency takes part.</summary>
[ApiRoute("POST", "communities/{id}/accept", Summary = "Accepts a Lead's invitation, for your agency.")]
internal sealed class AcceptCoHosting : UseCase<AcceptCoHosting.Request, CoHost, Done>
{
    internal sealed record Request(CommunityId Id);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<CoHost?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<CoHost>().FirstOrDefaultAsync(c => c.CommunityId == request.Id && c.AgencyId == work.Agency, ct);

    // The agency as a whole accepts: a role in some community is not enough.
    protected override CommunityId? CommunityOf(CoHost subject) => null;

    protected override Task<Outcome<Done>> Handle(Request request, CoHost coHost, UnitOfWork work, CancellationToken ct)
    {
        if (coHost.State != CoHostState.Invited)
            return Task.FromResult<Outcome<Done>>(Refusals.NotFromHere);
        if (!coHost.IsOpenAt(work.Now))
            return Task.FromResult<Outcome<Done>>(Refusals.InvitationExpired);
        coHost.Become(CoHostState.Active, work.Now);
        work.Concerns("community", coHost.CommunityId.Value, coHost.CommunityId);
        work.Changed(coHost.CommunityId, "settings");
        return Task.FromResult<Outcome<Done>>(Done.It);
    }
}
