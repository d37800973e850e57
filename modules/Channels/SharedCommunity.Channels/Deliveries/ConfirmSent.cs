using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>A person has looked at the platform: it did arrive.</summary>
[ApiRoute("POST", "deliveries/{id}/found", Summary = "Says that a message whose fate is unknown did arrive.")]
[FormRoute("/{agency}/{community}/deliveries/{id}/found")]
internal sealed class ConfirmSent : DeliveryDecision
{
    protected override Refusal TooLate => Refusals.NotRetryable;

    protected override Task<bool> Decide(Delivery delivery, UnitOfWork work, CancellationToken ct)
    {
        if (!delivery.FoundSent(work.Now))
            return Task.FromResult(false);
        work.Announce(new DeliverySettled(delivery.CommunityId, delivery.Id, delivery.State, delivery.Failure));
        return Task.FromResult(true);
    }
}
