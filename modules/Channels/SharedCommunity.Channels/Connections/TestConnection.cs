using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>
/// Asks for a look at the platform: does the token work, where do updates go, what may the bot do in each group. A
/// worker looks at once; nothing is asked of the platform inside the request.
/// </summary>
[ApiRoute(
    "POST",
    "communities/{id}/connections/{connection}/test",
    Summary = "Has a connection of your agency tested: token, webhook, and the bot's rights in each group."
)]
[FormRoute("/{agency}/{community}/settings/channels/connections/{connection}/test")]
internal sealed class TestConnection : UseCase<TestConnection.Request, CommunityCard, Done>
{
    internal sealed record Request(ConnectionId Connection, CommunityId? Id = null, string? Community = null);

    public override Permission Needs => Permissions.Bind;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        request.Id is { } id ? work.Community(id, ct) : work.CommunityBySlug(request.Community ?? "", ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (await OwnConnection.Find(request.Connection, work, ct) is not { } connection)
            return Refusal.NotFound;
        if (connection.State == ConnectionState.Closed)
            return Refusals.ConnectionClosed;
        var check = await work.Db.Set<ConnectionCheck>().SingleOrDefaultAsync(c => c.ConnectionId == connection.Id, ct);
        if (check is null)
        {
            check = new ConnectionCheck { ConnectionId = connection.Id, AgencyId = connection.AgencyId };
            work.Db.Add(check);
        }
        check.Ask(work.Now);
        work.Concerns("connection", connection.Id.Value, community.Id);
        work.Changed(community.Id, "settings");
        work.Wake("connections");
        return Done.It;
    }
}
