using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>Gives a connection up: its groups and private lines fall silent, what was said stays.</summary>
[ApiRoute("DELETE", "connections/{id}", Summary = "Gives a connection up. What was said stays with the communities.")]
internal sealed class CloseConnection : UseCase<CloseConnection.Request, Connection, Done>
{
    internal sealed record Request(ConnectionId Id);

    public override Permission Needs => Permissions.OwnConnections;

    protected override Task<Connection?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        OwnConnection.Find(request.Id, work, ct);

    protected override Task<Outcome<Done>> Handle(
        Request request,
        Connection connection,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        connection.Close();
        work.Concerns("connection", connection.Id.Value);
        return Task.FromResult<Outcome<Done>>(Done.It);
    }
}
