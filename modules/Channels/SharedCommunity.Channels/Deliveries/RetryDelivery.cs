using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>A person decides that what failed, or what nobody knows of, is sent again.</summary>
[ApiRoute("POST", "deliveries/{id}/retry", Summary = "Sends a message again that failed or whose fate is unknown.")]
[FormRoute("/{agency}/{community}/deliveries/{id}/retry")]
internal sealed class RetryDelivery(IDeliveries deliveries) : UseCase<RetryDelivery.Request, Delivery, Done>
{
    internal sealed record Request(DeliveryId Id);

    public override Permission Needs => Permissions.Mend;

    protected override Task<Delivery?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        DeliveryQueue.Locked(work, request.Id, ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        Delivery delivery,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!await deliveries.Retry(work, delivery.Id, ct))
            return Refusals.NotRetryable;
        work.Concerns("delivery", delivery.Id.Value, delivery.CommunityId);
        work.Changed(delivery.CommunityId, "messages");
        return Done.It;
    }
}
