using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>The agency's own connections, those without a channel too, and how many private messages wait on each.</summary>
[ApiRoute(
    "GET",
    "connections",
    Summary = "Your agency's connections, and how many private messages are not yet placed."
)]
internal sealed class ListConnections : Query<ListConnections.Request, Rights, Page<ListConnections.Item>>
{
    internal sealed record Request;

    internal sealed record Item(
        ConnectionId Id,
        string Platform,
        ConnectionMode Mode,
        ConnectionState State,
        string? StoppedCode,
        string? BotUsername,
        bool ReadsEverything,
        Instant CreatedAt,
        Instant? LastEventAt,
        int NotYetPlaced
    );

    public override Permission Needs => Permissions.OwnConnections;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Page<Item>>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        new Page<Item>(
            await work
                .Db.Set<Connection>()
                .Where(c => c.AgencyId == work.Agency)
                .OrderBy(c => c.CreatedAt)
                .Select(c => new Item(
                    c.Id,
                    c.Platform,
                    c.Mode,
                    c.State,
                    c.StoppedCode,
                    c.BotUsername,
                    c.ReadsEverything,
                    c.CreatedAt,
                    c.LastEventAt,
                    work.Db.Set<UnplacedEvent>().Count(u => u.ConnectionId == c.Id)
                ))
                .ToListAsync(ct),
            null
        );
}
