using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>
/// An administrator of the invited agency accepts by the link. A link that is wrong, used, expired, taken back or meant
/// for another agency is not there; which of these, nobody is told.
/// </summary>
[ApiRoute("POST", "invitations/{token}/accept", Summary = "Accepts an invitation by its token, for your agency.")]
[FormRoute("/{agency}/invitations/{token}/accept")]
internal sealed class AcceptInvitation : UseCase<AcceptInvitation.Request, CoHost, AcceptInvitation.Accepted>
{
    internal sealed record Request(string Token);

    internal sealed record Accepted(CommunityId CommunityId, CoHostRole Role);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<CoHost?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Invitations.ByToken(request.Token, work, ct);

    // The agency as a whole accepts: a role in some community is not enough.
    protected override CommunityId? CommunityOf(CoHost subject) => null;

    protected override Task<Outcome<Accepted>> Handle(
        Request request,
        CoHost coHost,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        coHost.Become(CoHostState.Active, work.Now);
        work.Concerns("community", coHost.CommunityId.Value, coHost.CommunityId);
        work.Changed(coHost.CommunityId, "settings");
        return Task.FromResult<Outcome<Accepted>>(new Accepted(coHost.CommunityId, coHost.Role));
    }
}
