using NodaTime;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Journal;

/// <summary>Events that could not be worked, by what failed; their content stays in the journal.</summary>
[ApiRoute(
    "GET",
    "communities/{id}/parked-events",
    Summary = "Events that failed again and again, and those of your connections that belong to no community."
)]
internal sealed class ListParkedEvents : Query<ListParkedEvents.Request, CommunityCard, Page<ListParkedEvents.Item>>
{
    internal sealed record Request(CommunityId Id);

    internal sealed record Item(
        Guid Id,
        ConnectionId ConnectionId,
        CommunityId? CommunityId,
        string Failure,
        Instant ReceivedAt,
        Instant ParkedAt
    );

    public override Permission Needs => Permissions.Mend;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<Item>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    ) => new Page<Item>([.. (await Parked.Of(community.Id, work, ct)).Select(p => p.Item)], null);
}
