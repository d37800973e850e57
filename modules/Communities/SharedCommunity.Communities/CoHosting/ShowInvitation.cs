using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>What an invitation says to an administrator of the invited agency: who invites, to what, in which role.</summary>
internal sealed class ShowInvitation : Query<ShowInvitation.Request, CoHost, ShowInvitation.Model>
{
    internal sealed record Request(string Token);

    internal sealed record Model(
        string Community,
        string Purpose,
        string Agency,
        string Staff,
        CoHostRole Role,
        Instant ExpiresAt
    );

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<CoHost?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Invitations.ByToken(request.Token, work, ct, toAnswer: false);

    protected override CommunityId? CommunityOf(CoHost subject) => null;

    protected override Task<Outcome<Model>> Handle(
        Request request,
        CoHost coHost,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var invitation = coHost.Invitation!;
        return Task.FromResult<Outcome<Model>>(
            new Model(
                invitation.CommunityName,
                invitation.Purpose,
                invitation.AgencyName,
                invitation.StaffName,
                coHost.Role,
                invitation.ExpiresAt
            )
        );
    }
}
