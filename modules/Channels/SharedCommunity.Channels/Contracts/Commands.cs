using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Contracts;

/// <summary>One of the answers that a person may give with one tap.</summary>
/// <param name="Label">What the person reads, in their language; at most <see cref="MostLabel"/> characters.</param>
/// <param name="Value">What it means to whoever asked; Channels keeps it with the delivery and never sends it.</param>
public sealed record DeliveryChoice(string Label, string Value)
{
    /// <summary>How long a label may be.</summary>
    public const int MostLabel = 64;

    /// <summary>How many choices one delivery may offer.</summary>
    public const int Most = 10;
}

/// <summary>Something to be sent.</summary>
/// <param name="Community">The community.</param>
/// <param name="Channel">The group, or the private line, that it goes out on.</param>
/// <param name="Text">What is sent.</param>
/// <param name="To">The person, on the private line; null in a group.</param>
/// <param name="ReplyTo">The message that it replies to.</param>
/// <param name="CustodyAgency">The agency in whose custody it is; null where it is shared.</param>
/// <param name="NotBefore">Held until then; null to send at once.</param>
/// <param name="Choices">
/// Answers to tap. On the private line the person it is sent to may choose; in a group, where the others see the buttons
/// too, the writer of the message that it replies to. What they chose is announced as <see cref="ChoiceMade"/>.
/// </param>
/// <param name="SeveralChoices">Whether each of the choices may be tapped once; else the first tap counts alone.</param>
/// <param name="StaysWithAgency">
/// Whether it is that agency's alone: no other ever reads it, nor what is answered to it, not even when the agency
/// co-hosts no more. Without an agency nobody reads it.
/// </param>
public sealed record NewDelivery(
    CommunityId Community,
    ChannelId Channel,
    string Text,
    ChannelAccountId? To = null,
    MessageId? ReplyTo = null,
    AgencyId? CustodyAgency = null,
    Instant? NotBefore = null,
    IReadOnlyList<DeliveryChoice>? Choices = null,
    bool SeveralChoices = false,
    bool StaysWithAgency = false
);

/// <summary>What higher floors may have sent, in their own unit of work. Nothing leaves before it has committed.</summary>
public interface IDeliveries
{
    /// <summary>Queues something to be sent.</summary>
    DeliveryId Enqueue(UnitOfWork work, NewDelivery delivery);

    /// <summary>Takes back a delivery that has not gone; false when it is too late.</summary>
    Task<bool> Recall(UnitOfWork work, DeliveryId delivery, CancellationToken ct);

    /// <summary>Puts a failed or unknown delivery back in the queue because a person decided so.</summary>
    Task<bool> Retry(UnitOfWork work, DeliveryId delivery, CancellationToken ct);
}

/// <summary>What higher floors may have done to messages, in their own unit of work.</summary>
public interface IMessages
{
    /// <summary>Makes private messages visible to those who may see them; until then they stay hidden. Community scope.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="messages">Each message and the agency in whose custody it is, if any.</param>
    /// <param name="ct">Stops it.</param>
    Task Place(UnitOfWork work, IReadOnlyList<(MessageId Message, AgencyId? Custody)> messages, CancellationToken ct);

    /// <summary>Takes messages, and what was sent in answer, into the custody of the caller's agency.</summary>
    Task TakeCustody(
        UnitOfWork work,
        IReadOnlyList<MessageId> messages,
        IReadOnlyList<DeliveryId> deliveries,
        CancellationToken ct
    );

    /// <summary>Gives messages and deliveries out of the caller's custody, back to all or to another agency.</summary>
    Task EndCustody(
        UnitOfWork work,
        IReadOnlyList<MessageId> messages,
        IReadOnlyList<DeliveryId> deliveries,
        AgencyId? to,
        CancellationToken ct
    );
}
