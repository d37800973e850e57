using SharedCommunity.Channels.Rules;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>A person decides what becomes of one delivery: it is locked, so that the pump's attempt cannot win too.</summary>
internal abstract class DeliveryDecision : UseCase<DeliveryDecision.Request, Delivery, Done>
{
    internal sealed record Request(DeliveryId Id);

    public override Permission Needs => Permissions.Mend;

    /// <summary>What to say where the delivery is no longer in a state in which this can be decided.</summary>
    protected abstract Refusal TooLate { get; }

    /// <summary>What to say of this one; mostly the same of all.</summary>
    protected virtual Refusal WhyNot(Delivery delivery) => TooLate;

    protected override Task<Delivery?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        DeliveryQueue.Locked(work, request.Id, ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        Delivery delivery,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (!await Decide(delivery, work, ct))
            return WhyNot(delivery);
        work.Concerns("delivery", delivery.Id.Value, delivery.CommunityId);
        work.Changed(delivery.CommunityId, "messages");
        work.Changed(delivery.CommunityId, "settings");
        return Done.It;
    }

    /// <summary>Does what was decided; false where it is too late for it.</summary>
    protected abstract Task<bool> Decide(Delivery delivery, UnitOfWork work, CancellationToken ct);
}
