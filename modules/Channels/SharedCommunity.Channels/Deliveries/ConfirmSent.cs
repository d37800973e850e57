using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>A person has looked at the platform: it did arrive.</summary>
[ApiRoute("POST", "deliveries/{id}/found", Summary = "Says that a message whose fate is unknown did arrive.")]
[FormRoute("/{agency}/{community}/deliveries/{id}/found")]
internal sealed class ConfirmSent : UseCase<ConfirmSent.Request, Delivery, Done>
{
    internal sealed record Request(DeliveryId Id);

    public override Permission Needs => Permissions.Mend;

    protected override Task<Delivery?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        DeliveryQueue.Locked(work, request.Id, ct);

    protected override Task<Outcome<Done>> Handle(
        Request request,
        Delivery delivery,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (delivery.State != DeliveryState.Unknown)
            return Task.FromResult<Outcome<Done>>(Refusals.NotRetryable);
        delivery.FoundSent(work.Now);
        work.Announce(new DeliverySettled(delivery.CommunityId, delivery.Id, delivery.State, null));
        work.Concerns("delivery", delivery.Id.Value, delivery.CommunityId);
        work.Changed(delivery.CommunityId, "messages");
        return Task.FromResult<Outcome<Done>>(Done.It);
    }
}
