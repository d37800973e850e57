using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>A person has looked at the platform: it did not arrive. It is kept as failed, to be sent again or given up.</summary>
[ApiRoute("POST", "deliveries/{id}/not-found", Summary = "Says that a message whose fate is unknown did not arrive.")]
[FormRoute("/{agency}/{community}/deliveries/{id}/not-found")]
internal sealed class ConfirmNotSent : DeliveryDecision
{
    protected override Refusal TooLate => Refusals.NotRetryable;

    protected override Task<bool> Decide(Delivery delivery, UnitOfWork work, CancellationToken ct)
    {
        if (!delivery.FoundMissing())
            return Task.FromResult(false);
        work.Announce(new DeliverySettled(delivery.CommunityId, delivery.Id, delivery.State, delivery.Failure));
        return Task.FromResult(true);
    }
}
