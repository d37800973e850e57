using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>
/// A Lead invites an agency of this installation to take part, or invites it anew with a fresh link. Until an
/// administrator of that agency accepts, it sees nothing of the community but what the invitation says.
/// </summary>
[ApiRoute(
    "POST",
    "communities/{id}/co-hosts",
    Summary = "Invites an agency, named by its slug, to take part (Leads). The link is shown this once.",
    Creates = true
)]
[FormRoute("/{agency}/{community}/settings/co-hosts/invite")]
internal sealed class InviteCoHost(IAccounts accounts, InvitationMails mails, IConfiguration configuration)
    : UseCase<InviteCoHost.Request, Community, InviteCoHost.Invited>
{
    // Email: who gets the link by mail, if the address has an account here.
    internal sealed record Request(CommunityId Id, string Agency, CoHostRole Role, string? Email = null);

    internal sealed record Invited(
        AgencyId Id,
        string Agency,
        CoHostRole Role,
        CoHostState State,
        string Token,
        string InvitationUrl
    );

    public override Permission Needs => Permissions.AdministerCommunity;
    public override bool HoldsSecret => true;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Id, ct);

    protected override async Task<Outcome<Invited>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!await CoHosts.IsLead(community.Id, work, ct))
            return Refusals.LeadOnly;
        var email = string.IsNullOrWhiteSpace(request.Email) ? null : request.Email.Trim();
        if (email is not null && new Fields().Email("email", email).Refusal is { } refusal)
            return refusal;
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
        if (coHost is { State: CoHostState.Active or CoHostState.Suspended })
            return Refusals.AlreadyCoHost;
        if (email is not null && !await InvitationMails.MayGo(community.Id, email, work, ct))
            return Refusals.InvitationMailed;
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

        var token = Invitation.NewToken();
        var invitation = new Invitation
        {
            TokenHash = Invitation.HashOf(token),
            ExpiresAt = work.Now + Invitation.Lifetime,
            CommunityName = community.Name,
            Purpose = community.Purpose,
            AgencyName = await work
                .Db.Set<Agency>()
                .Where(a => a.Id == work.Agency)
                .Select(a => a.Name)
                .SingleAsync(ct),
            StaffName = work.Rights.DisplayName,
        };
        coHost.Invite(request.Role, invitation, work.Now);
        if (await Fields.IsTaken(work.Db, ct))
            return Refusals.AlreadyCoHost;

        var url = $"{SiteAddress.Of(configuration)}/invitations/{token}";
        // Whether the address has an account is not ours to tell: the answer is the same, and so is the work.
        if (email is not null)
            await mails.Send(await accounts.Find(email, ct), invitation, url, work, ct);
        work.Concerns("agency", agency.Value, community.Id);
        work.Changed(community.Id, "settings");
        return new Invited(agency, coHost.AgencySlug, coHost.Role, coHost.State, token, url);
    }
}
