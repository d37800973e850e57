using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>A person decides that what failed, or what nobody knows of, is sent again.</summary>
[ApiRoute("POST", "deliveries/{id}/retry", Summary = "Sends a message again that failed or whose fate is unknown.")]
[FormRoute("/{agency}/{community}/deliveries/{id}/retry")]
internal sealed class RetryDelivery(IDeliveries deliveries) : DeliveryDecision
{
    protected override Refusal TooLate => Refusals.NotRetryable;

    protected override Task<bool> Decide(Delivery delivery, UnitOfWork work, CancellationToken ct) =>
        deliveries.Retry(work, delivery.Id, ct);
}
