using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>An administrator of the invited agency declines by the link, which leads nowhere afterwards.</summary>
[ApiRoute("POST", "invitations/{token}/decline", Summary = "Declines an invitation by its token, for your agency.")]
[FormRoute("/{agency}/invitations/{token}/decline")]
internal sealed class DeclineInvitation : UseCase<DeclineInvitation.Request, CoHost, Done>
{
    internal sealed record Request(string Token);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<CoHost?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Invitations.ByToken(request.Token, work, ct);

    protected override CommunityId? CommunityOf(CoHost subject) => null;

    protected override Task<Outcome<Done>> Handle(Request request, CoHost coHost, UnitOfWork work, CancellationToken ct)
    {
        coHost.Become(CoHostState.Left, work.Now);
        work.Concerns("community", coHost.CommunityId.Value, coHost.CommunityId);
        work.Changed(coHost.CommunityId, "settings");
        return Task.FromResult<Outcome<Done>>(Done.It);
    }
}
