using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>
/// A Lead changes the part of an agency, suspends it, takes it back or ends its part. Whoever loses access loses it
/// with this commit, open pages included.
/// </summary>
[ApiRoute(
    "PATCH",
    "communities/{id}/co-hosts/{coHost}",
    Summary = "Changes an agency's role or state in a community (Leads)."
)]
[FormRoute("/{agency}/{community}/settings/co-hosts/{coHost}/change")]
internal sealed class ChangeCoHost : UseCase<ChangeCoHost.Request, CoHost, CoHostView>
{
    // CoHost is the agency: a co-host has the id of its agency.
    internal sealed record Request(CommunityId Id, AgencyId CoHost, CoHostRole? Role = null, CoHostState? State = null);

    public override Permission Needs => Permissions.AdministerCommunity;

    // Through the community, so that whoever does not see that one does not see its co-hosts here either.
    protected override Task<CoHost?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        (
            from coHost in work.Db.Set<CoHost>()
            join community in work.Db.Set<CommunityCard>() on coHost.CommunityId equals community.Id
            where coHost.CommunityId == request.Id && coHost.AgencyId == request.CoHost
            select coHost
        ).FirstOrDefaultAsync(ct);

    protected override async Task<Outcome<CoHostView>> Handle(
        Request request,
        CoHost coHost,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!await CoHosts.IsLead(coHost.CommunityId, work, ct))
            return Refusals.LeadOnly;
        var (role, state) = (request.Role ?? coHost.Role, request.State ?? coHost.State);
        if (state != coHost.State && !coHost.MayBecome(state))
            return Refusals.NotFromHere;
        var stepsDown = role != CoHostRole.Lead || state != CoHostState.Active;
        if (
            coHost is { Role: CoHostRole.Lead, State: CoHostState.Active }
            && stepsDown
            && !await CoHosts.AnotherLead(coHost, work, ct)
        )
            return Refusals.LastLead;

        // A referral partner sees nothing of the community: becoming one ends the co-hosting as leaving does.
        var worksTheQueue = coHost is { IsActive: true, Role: not CoHostRole.ReferralPartner };
        coHost.Role = role;
        if (state != coHost.State)
            coHost.Become(state, work.Now);
        if (worksTheQueue && (state != CoHostState.Active || role == CoHostRole.ReferralPartner))
            work.Announce(new CoHostingEnded(coHost.CommunityId, coHost.AgencyId));
        work.Concerns("agency", coHost.AgencyId.Value, coHost.CommunityId);
        work.Changed(coHost.CommunityId, "settings");
        work.Changed(coHost.CommunityId, "queue");
        return await CoHosts.View(coHost, work, ct);
    }
}
