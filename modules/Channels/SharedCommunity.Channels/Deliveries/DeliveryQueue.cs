using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>What is to be sent, written in the caller's own transaction. The pump takes it from there.</summary>
internal sealed class DeliveryQueue : IDeliveries
{
    /// <inheritdoc />
    public DeliveryId Enqueue(UnitOfWork work, NewDelivery delivery)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(delivery.Text);
        // In a group everybody sees the buttons: somebody must be meant.
        if (delivery is { Choices.Count: > 0, To: null, ReplyTo: null })
            throw new ArgumentException("Nobody could choose: neither a person nor a message to reply to is named.");
        var queued = new Delivery(delivery, work.Now);
        work.Db.Add(queued);
        work.Wake("deliveries");
        return queued.Id;
    }

    /// <inheritdoc />
    public async Task<bool> Recall(UnitOfWork work, DeliveryId delivery, CancellationToken ct)
    {
        if (await Locked(work, delivery, ct) is not { } found || !found.Recall())
            return false;
        work.Announce(new DeliverySettled(found.CommunityId, found.Id, found.State, null));
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> Retry(UnitOfWork work, DeliveryId delivery, CancellationToken ct)
    {
        if (await Locked(work, delivery, ct) is not { } found || !found.Retry(work.Now))
            return false;
        work.Wake("deliveries");
        return true;
    }

    /// <summary>The delivery, locked: the pump's attempt and a recall cannot both win.</summary>
    public static Task<Delivery?> Locked(UnitOfWork work, DeliveryId delivery, CancellationToken ct) =>
        work
            .Db.Set<Delivery>()
            .FromSql($"select * from channels.deliveries where id = {delivery.Value} for update")
            .SingleOrDefaultAsync(ct);
}
