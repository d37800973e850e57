using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>
/// A Lead invites an agency of this installation to take part. Until an administrator of that agency accepts, it sees
/// nothing of the community.
/// </summary>
[ApiRoute(
    "POST",
    "communities/{id}/co-hosts",
    Summary = "Invites an agency, named by its slug, to take part (Leads).",
    Creates = true
)]
internal sealed class InviteCoHost : UseCase<InviteCoHost.Request, Community, CoHostView>
{
    internal sealed record Request(CommunityId Id, string Agency, CoHostRole Role);

    public override Permission Needs => Permissions.AdministerCommunity;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Id, ct);

    protected override async Task<Outcome<CoHostView>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!await CoHosts.IsLead(community.Id, work, ct))
            return Refusals.LeadOnly;
        var found = await work.Call(
            "communities.agency_by_slug",
            [request.Agency],
            row => row.IsDBNull(0) ? (AgencyId?)null : AgencyId.From(row.GetGuid(0)),
            ct
        );
        if (found is not [{ } agency])
            return Refusal.Invalid(("agency", "unknown_agency"));

        var coHost = await work
            .Db.Set<CoHost>()
            .FirstOrDefaultAsync(c => c.CommunityId == community.Id && c.AgencyId == agency, ct);
        if (coHost is null)
        {
            coHost = new CoHost
            {
                CommunityId = community.Id,
                AgencyId = agency,
                AgencySlug = request.Agency,
                InvitedAt = work.Now,
            };
            work.Db.Add(coHost);
        }
        else if (coHost.State != CoHostState.Left)
        {
            return Refusals.AlreadyCoHost;
        }

        coHost.Role = request.Role;
        coHost.Become(CoHostState.Invited, work.Now);
        if (await Fields.IsTaken(work.Db, ct))
            return Refusals.AlreadyCoHost;
        work.Concerns("agency", agency.Value, community.Id);
        work.Changed(community.Id, "settings");
        return await CoHosts.View(coHost, work, ct);
    }
}
