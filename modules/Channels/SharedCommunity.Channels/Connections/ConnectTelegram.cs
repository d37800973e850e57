using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>
/// Registers an agency's bot. Telegram is not asked inside the request: a worker introduces us and says how it went.
/// </summary>
[ApiRoute(
    "POST",
    "communities/{id}/channels",
    Summary = "Connects a bot of your agency. Groups are bound to the community by a link of their own.",
    Creates = true
)]
[FormRoute("/{agency}/{community}/settings/channels/connect")]
internal sealed partial class ConnectTelegram(ConnectionVault vault)
    : UseCase<ConnectTelegram.Request, CommunityCard, ConnectTelegram.Connected>
{
    internal sealed record Request(
        string Token,
        CommunityId? Id = null,
        string? Community = null,
        string Platform = "telegram",
        ConnectionMode Mode = ConnectionMode.Webhook
    );

    internal sealed record Connected(ConnectionId ConnectionId, ConnectionState State);

    public override Permission Needs => Permissions.Connect;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        request.Id is { } id ? work.Community(id, ct) : work.CommunityBySlug(request.Community ?? "", ct);

    protected override async Task<Outcome<Connected>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var token = request.Token.Trim();
        if (request.Platform != "telegram")
            return Refusal.Invalid(("platform", "platform_unknown"));
        if (!Token().IsMatch(token))
            return Refusal.Invalid(("token", "token_malformed"));
        var bot = token.Split(':')[0];
        if (
            await work
                .Db.Set<Connection>()
                .AnyAsync(c => c.Platform == "telegram" && c.BotId == bot && c.State != ConnectionState.Closed, ct)
        )
            return Refusals.ConnectionExists;
        var connection = new Connection(work.Agency, "telegram", request.Mode, work.Now);
        work.Db.Add(connection);
        await work.Db.SaveChangesAsync(ct);
        await vault.Store(work, connection.Id, token, ct);
        work.Concerns("connection", connection.Id.Value, community.Id);
        work.Wake("connections");
        return new Connected(connection.Id, connection.State);
    }

    [GeneratedRegex("^[0-9]{3,20}:[A-Za-z0-9_-]{10,100}$")]
    internal static partial Regex Token();
}
