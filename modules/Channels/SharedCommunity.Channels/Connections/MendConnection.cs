using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>Tries a connection again, with a new token where the old one was revoked, or in the other mode.</summary>
[ApiRoute("PATCH", "connections/{id}", Summary = "Tries a connection again, with a new token or in the other mode.")]
[FormRoute("/{agency}/{community}/settings/channels/connections/{id}/mend")]
internal sealed class MendConnection(ConnectionVault vault)
    : UseCase<MendConnection.Request, Connection, ConnectTelegram.Connected>
{
    internal sealed record Request(ConnectionId Id, string? Token = null, ConnectionMode? Mode = null);

    public override Permission Needs => Permissions.OwnConnections;

    protected override Task<Connection?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        OwnConnection.Find(request.Id, work, ct);

    protected override async Task<Outcome<ConnectTelegram.Connected>> Handle(
        Request request,
        Connection connection,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (connection.State == ConnectionState.Closed)
            return Refusals.ConnectionClosed;
        if (request.Token?.Trim() is { Length: > 0 } token)
        {
            if (!ConnectTelegram.Token().IsMatch(token))
                return Refusal.Invalid(("token", "token_malformed"));
            // Another bot is another connection: its groups and people would not be the same.
            if (connection.BotId is { } bot && token.Split(':')[0] != bot)
                return Refusal.Invalid(("token", "token_of_other_bot"));
            await vault.Store(work, connection.Id, token, ct);
        }
        connection.Mode = request.Mode ?? connection.Mode;
        connection.Reconnect();
        work.Concerns("connection", connection.Id.Value);
        work.Wake("connections");
        return new ConnectTelegram.Connected(connection.Id, connection.State);
    }
}
