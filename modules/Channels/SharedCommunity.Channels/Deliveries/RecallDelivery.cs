using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>Takes back what has not gone.</summary>
[ApiRoute("POST", "deliveries/{id}/recall", Summary = "Takes a message back that has not gone yet.")]
[FormRoute("/{agency}/{community}/deliveries/{id}/recall")]
internal sealed class RecallDelivery(IDeliveries deliveries) : UseCase<RecallDelivery.Request, Delivery, Done>
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
        if (!await deliveries.Recall(work, delivery.Id, ct))
            return Refusals.DeliveryGone;
        work.Concerns("delivery", delivery.Id.Value, delivery.CommunityId);
        work.Changed(delivery.CommunityId, "messages");
        return Done.It;
    }
}
