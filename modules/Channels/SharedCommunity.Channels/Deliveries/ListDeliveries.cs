using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>What is to be sent, was sent, or did not arrive.</summary>
[ApiRoute("GET", "communities/{id}/deliveries", Summary = "What was sent or is to be sent, newest first; by state.")]
internal sealed class ListDeliveries : Query<ListDeliveries.Request, CommunityCard, Page<DeliveryView>>
{
    internal sealed record Request(
        CommunityId Id,
        DeliveryState? State = null,
        string? After = null,
        int? Limit = null
    );

    private sealed record Key(Instant CreatedAt, DeliveryId Id);

    public override Permission Needs => Permissions.Read;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<DeliveryView>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var limit = PageKey.Limit(request.Limit);
        var deliveries = work.Db.Set<Delivery>().AsNoTracking().Where(d => d.CommunityId == community.Id);
        if (request.State is { } state)
            deliveries = deliveries.Where(d => d.State == state);
        if (!string.IsNullOrEmpty(request.After))
        {
            if (!PageKey.TryRead<Key>(request.After, out var last))
                return Refusal.Malformed(("after", "not_readable"));
            deliveries = deliveries.Where(d =>
                d.CreatedAt < last.CreatedAt
                || (d.CreatedAt == last.CreatedAt && ((Guid)(object)d.Id).CompareTo(last.Id.Value) < 0)
            );
        }
        var rows = await deliveries
            .OrderByDescending(d => d.CreatedAt)
            .ThenByDescending(d => d.Id)
            .Take(limit + 1)
            .ToListAsync(ct);
        return PageKey.Page([.. rows.Select(DeliveryView.Of)], limit, d => new Key(d.CreatedAt, d.Id));
    }
}
