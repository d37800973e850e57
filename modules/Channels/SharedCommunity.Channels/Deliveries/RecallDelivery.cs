using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>Takes back what has not gone, or gives up what failed.</summary>
[ApiRoute(
    "POST",
    "deliveries/{id}/recall",
    Summary = "Takes a message back that has not gone yet, or gives up one that failed."
)]
[FormRoute("/{agency}/{community}/deliveries/{id}/recall")]
internal sealed class RecallDelivery(IDeliveries deliveries) : DeliveryDecision
{
    protected override Refusal TooLate => Refusals.DeliveryGone;

    // Part of it was read: to call it taken back would be untrue.
    protected override Refusal WhyNot(Delivery delivery) =>
        delivery is { State: DeliveryState.Failed, PartsSent: > 0 } ? Refusals.PartlyArrived : TooLate;

    protected override Task<bool> Decide(Delivery delivery, UnitOfWork work, CancellationToken ct) =>
        deliveries.Recall(work, delivery.Id, ct);
}
