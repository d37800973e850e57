using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>A delivery that waits for a person, without what it says.</summary>
internal sealed record UnsettledDelivery(
    DeliveryId Id,
    DeliveryState State,
    string? Failure,
    int Attempts,
    Instant CreatedAt,
    ChannelKind Kind,
    string Title
);

/// <summary>What failed, and what nobody knows of, newest first.</summary>
internal static class UnsettledDeliveries
{
    internal sealed record Key(Instant CreatedAt, DeliveryId Id);

    public static async Task<Page<UnsettledDelivery>> Of(
        CommunityId community,
        Key? after,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        // Written as the index has it: deliveries that wait for a person are few among many.
        var deliveries = work
            .Db.Set<Delivery>()
            .FromSql(
                $"select * from channels.deliveries where community_id = {community.Value} and state in ('Failed', 'Unknown')"
            )
            .AsNoTracking();
        if (after is { } last)
            deliveries = deliveries.Where(d =>
                d.CreatedAt < last.CreatedAt
                || (d.CreatedAt == last.CreatedAt && ((Guid)(object)d.Id).CompareTo(last.Id.Value) < 0)
            );
        var rows = await (
            from delivery in deliveries
            join channel in work.Db.Set<Channel>() on delivery.ChannelId equals channel.Id
            orderby delivery.CreatedAt descending, delivery.Id descending
            select new UnsettledDelivery(
                delivery.Id,
                delivery.State,
                delivery.Failure,
                delivery.Attempts,
                delivery.CreatedAt,
                channel.Kind,
                channel.Title
            )
        )
            .Take(PageKey.UsualLimit + 1)
            .ToListAsync(ct);
        return PageKey.Page(rows, PageKey.UsualLimit, d => new Key(d.CreatedAt, d.Id));
    }
}
