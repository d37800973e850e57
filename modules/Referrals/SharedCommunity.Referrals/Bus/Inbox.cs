using System.Text.Json;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Bus;

/// <summary>A message of the contract, from somebody who may say it.</summary>
/// <param name="Message">Its envelope.</param>
/// <param name="Body">What it says.</param>
internal sealed record Said(ReferralMessage Message, MessageBody Body);

/// <summary>What came of messages.</summary>
/// <param name="Refused">Of each why it was refused; null where it was not.</param>
/// <param name="Acknowledged">The referrals of which the other side is to learn how much was taken.</param>
internal sealed record Taken(IReadOnlyList<Refused?> Refused, IReadOnlyCollection<Referral> Acknowledged);

/// <summary>
/// Takes messages in the scope of the agency that they are for: their effect and the number that was reached are one
/// transaction. What comes twice has no second effect; what comes early waits.
/// </summary>
internal sealed class Inbox(ReferralLoop loop)
{
    /// <summary>Takes messages that have been checked, in the order in which they came.</summary>
    public async Task<Taken> Take(IReadOnlyList<Said> messages, UnitOfWork unit, CancellationToken ct)
    {
        if (messages.Count == 0)
            return new([], []);
        var batch = await InboxBatch.Open(messages, unit, ct);
        List<Refused?> refused = [];
        foreach (var said in messages)
            refused.Add(await One(said, batch, unit, ct));
        await batch.Close(unit, ct);
        return new(refused, batch.ToAcknowledge);
    }

    private async Task<Refused?> One(Said said, InboxBatch batch, UnitOfWork unit, CancellationToken ct)
    {
        var (message, body) = said;
        var referral = batch.Of(message.ReferralId);
        if (
            IsNotWith(message.From, referral)
            || body.Also?.Any(also => IsNotWith(message.From, batch.Of(also.ReferralId))) == true
        )
            return new(DeadReason.NotTheirs);
        if (batch.WasUsed(message))
            return new(DeadReason.Replayed);
        foreach (var also in body.Also ?? [])
            Hear(batch.Of(also.ReferralId), also.Acknowledges, batch, unit);
        if (referral is null)
        {
            if (message.Sequence != 1)
            {
                batch.Hold(message);
                return null;
            }
            if (message.Type != "ReferralSent")
                return new(DeadReason.NotAReferral);
            referral = Received.Of(
                unit.Agency,
                message.From,
                message.To,
                ReferralId.From(message.ReferralId),
                body,
                unit.Now
            );
            batch.Begin(referral);
        }
        Hear(referral, message.Acknowledges, batch, unit);
        if (message.Sequence == 0)
            return null;
        if (message.Sequence > referral.Taken + 1)
        {
            batch.Hold(message);
            return null;
        }
        // What came before is acknowledged again: the first acknowledgement may have been lost.
        batch.Acknowledge(referral);
        if (message.Sequence <= referral.Taken)
            return null;
        var consented = referral.ConsentEnded is null;
        var refused = Apply(referral, said, batch, unit);
        while (batch.NextHeld(referral) is { } next)
        {
            var late = batch.WasUsed(next.Message)
                ? new Refused(DeadReason.Replayed)
                : Apply(referral, next, batch, unit);
            if (late is not null)
                await DeadLetters.Keep(new(next.Message, null, Written(next.Message)), late, unit, ct);
        }
        if (consented && referral.ConsentEnded is not null)
            batch.Erase(referral);
        return refused;
    }

    private static bool IsNotWith(string agency, Referral? referral) =>
        referral is not null && (referral.OtherSlug != agency || referral.Internal);

    /// <summary>The other side says how much it has taken.</summary>
    private void Hear(Referral? referral, int acknowledged, InboxBatch batch, UnitOfWork unit)
    {
        if (referral?.Hear(acknowledged) != true)
            return;
        batch.Heard(referral);
        if (referral is { Side: ReferralSide.Sender, State: ReferralState.Sent })
            _ = loop.Take(referral, LoopInput.Acknowledgement, new(), unit, batch.Lines, out _);
    }

    private Refused? Apply(Referral referral, Said said, InboxBatch batch, UnitOfWork unit)
    {
        // It has had its turn, whatever came of it; else all that follows would wait for it.
        referral.Take();
        batch.Note(said.Message);
        batch.Change(referral);
        var input = LoopInput.FromTheBus(said.Message.Type, said.Body);
        return loop.Take(referral, input, said.Body, unit, batch.Lines, out var reason)
            ? null
            : new(DeadReason.OutOfTurn, reason);
    }

    internal static string Written(ReferralMessage message) => JsonSerializer.Serialize(message, KernelJson.Options);
}
