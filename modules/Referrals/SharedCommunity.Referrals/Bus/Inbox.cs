using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// Takes messages in the scope of the agency that they are for: their effect, the number that was reached and the
/// acknowledgement are one transaction. What comes twice has no second effect; what comes early waits.
/// </summary>
internal sealed class Inbox(ReferralLoop loop)
{
    /// <summary>Takes messages whose envelopes have been checked, in the order in which they came.</summary>
    /// <returns>Of each why it was refused; null where it was not.</returns>
    public async Task<IReadOnlyList<Refused?>> Take(
        IReadOnlyList<ReferralMessage> messages,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        if (messages.Count == 0)
            return [];
        var batch = await InboxBatch.Open(messages, unit, ct);
        List<Refused?> refused = [];
        foreach (var message in messages)
            refused.Add(await One(message, batch, unit, ct));
        await batch.Close(unit, ct);
        return refused;
    }

    private async Task<Refused?> One(ReferralMessage message, InboxBatch batch, UnitOfWork unit, CancellationToken ct)
    {
        var loopId = ReferralId.From(message.ReferralId);
        var referral = batch.Referrals.GetValueOrDefault(loopId);
        if (referral is not null && (referral.OtherSlug != message.From || referral.Internal))
            return new(DeadReason.NotTheirs);
        if (batch.WasUsed(message))
            return new(DeadReason.Replayed);
        if (referral is null)
        {
            if (message.Sequence != 1)
            {
                batch.Hold(message);
                return null;
            }
            if (message.Type != "ReferralSent")
                return new(DeadReason.NotAReferral);
            referral = Received.Of(unit.Agency, message.From, message.To, loopId, BodyOf(message), unit.Now);
            unit.Db.Add(referral);
            batch.Referrals[loopId] = referral;
        }
        if (referral.Hear(message.Acknowledges))
        {
            batch.Heard(referral);
            if (referral is { Side: ReferralSide.Sender, State: ReferralState.Sent })
                _ = loop.Take(referral, LoopInput.Acknowledgement, new(), unit, out _);
        }
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
        var refused = Apply(referral, message, batch, unit);
        while (batch.NextHeld(referral) is { } next)
        {
            if (Apply(referral, next, batch, unit) is { } late)
                await DeadLetters.Keep(new(next, null, Written(next)), late, unit, ct);
        }
        if (consented && referral.ConsentEnded is not null)
            await Particulars.Erase(referral, unit, ct);
        return refused;
    }

    private Refused? Apply(Referral referral, ReferralMessage message, InboxBatch batch, UnitOfWork unit)
    {
        var body = BodyOf(message);
        // It has had its turn, whatever came of it; else all that follows would wait for it.
        referral.Take();
        batch.Note(message);
        return loop.Take(referral, LoopInput.FromTheBus(message.Type, body), body, unit, out var reason)
            ? null
            : new(DeadReason.OutOfTurn, reason);
    }

    internal static string Written(ReferralMessage message) => JsonSerializer.Serialize(message, KernelJson.Options);

    private static MessageBody BodyOf(ReferralMessage message) =>
        message.Body.Deserialize<MessageBody>(KernelJson.Options) ?? new();
}
