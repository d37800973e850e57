using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>Where a delivery stands, as the API says it.</summary>
internal sealed record DeliveryView(
    DeliveryId Id,
    ChannelId ChannelId,
    string Text,
    DeliveryState State,
    string? Failure,
    Instant CreatedAt,
    Instant? NotBefore,
    Instant? SentAt
)
{
    public static DeliveryView Of(Delivery d) =>
        new(d.Id, d.ChannelId, d.Text, d.State, d.Failure, d.CreatedAt, d.NotBefore, d.SentAt);
}
