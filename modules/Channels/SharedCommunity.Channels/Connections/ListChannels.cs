using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>Where a community lives, who owns each connection, and what the bot still lacks.</summary>
[ApiRoute(
    "GET",
    "communities/{id}/channels",
    Summary = "A community's channels, with the health of their connections."
)]
internal sealed class ListChannels : Query<ListChannels.Request, CommunityCard, Page<ListChannels.Item>>
{
    internal sealed record Request(CommunityId Id);

    internal sealed record Item(
        ChannelId Id,
        string Platform,
        ChannelKind Kind,
        string Title,
        string? ChatId,
        BotStanding Standing,
        IReadOnlyList<string> LackingRights,
        string? StoppedCode,
        Instant Since,
        Bot? Connection
    );

    internal sealed record Bot(
        ConnectionId Id,
        ConnectionState State,
        ConnectionMode Mode,
        string? Username,
        string? StoppedCode,
        AgencyId Owner,
        string? OwnerName,
        Instant? LastEventAt
    );

    public override Permission Needs => Permissions.Read;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<Item>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var channels = await work
            .Db.Set<Channel>()
            .AsNoTracking()
            .Where(c => c.CommunityId == community.Id)
            .OrderBy(c => c.Since)
            .ToListAsync(ct);
        var ids = channels.Select(c => c.ConnectionId).OfType<ConnectionId>().Distinct().ToList();
        var connections = await work
            .Db.Set<Connection>()
            .AsNoTracking()
            .Where(c => ids.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, ct);
        var owners = connections.Values.Select(c => c.AgencyId).ToList();
        var names = await work
            .Db.Set<AgencyCard>()
            .Where(a => owners.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        return new Page<Item>(
            [
                .. channels.Select(c => new Item(
                    c.Id,
                    c.Platform,
                    c.Kind,
                    c.Title,
                    c.ChatId,
                    c.Standing,
                    c.LackingRights,
                    c.StoppedCode,
                    c.Since,
                    c.ConnectionId is { } id && connections.TryGetValue(id, out var on)
                        ? new Bot(
                            on.Id,
                            on.State,
                            on.Mode,
                            on.BotUsername,
                            on.StoppedCode,
                            on.AgencyId,
                            names.GetValueOrDefault(on.AgencyId),
                            on.LastEventAt
                        )
                        : null
                )),
            ],
            null
        );
    }
}
