using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// Takes a message in the scope of the agency that it is for: its effect, the number that was reached and the
/// acknowledgement are one transaction. What comes twice has no second effect; what comes early waits.
/// </summary>
internal sealed class Inbox(Work work, ReferralLoop loop)
{
    /// <summary>Takes a message.</summary>
    /// <param name="agency">The agency that it is for.</param>
    /// <param name="message">What came; its envelope has been checked.</param>
    /// <param name="ct">Stops it.</param>
    public Task Take(AgencyId agency, ReferralMessage message, CancellationToken ct) =>
        work.Run(Scope.Agency(agency), (unit, token) => Take(message, unit, token), ct);

    /// <summary>The same for somebody whose unit of work is open.</summary>
    internal async Task Take(ReferralMessage message, UnitOfWork unit, CancellationToken ct)
    {
        // Two hosts may hold messages of one referral, and its row may not exist yet.
        await unit.Query("select pg_advisory_xact_lock(hashtextextended($1, 5))", [LockOf(unit, message)], _ => 0, ct);
        var loopId = ReferralId.From(message.ReferralId);
        // Locked: an act of this side at the same moment comes before or after, never in between.
        var referral = (
            await unit
                .Db.Set<Referral>()
                .FromSql($"select * from referrals.referrals where loop_id = {loopId.Value} for update")
                .ToListAsync(ct)
        ).FirstOrDefault();
        var consented = referral?.ConsentEnded is null;
        if (referral is not null && (referral.OtherSlug != message.From || referral.Internal))
        {
            unit.Db.Add(DeadLetter.Of(unit.Agency, message, DeadReason.NotTheirs, null, unit.Now));
            return;
        }
        if (referral is null)
        {
            if (message.Sequence != 1)
            {
                await Hold(message, unit, ct);
                return;
            }
            if (message.Type != "ReferralSent")
            {
                unit.Db.Add(DeadLetter.Of(unit.Agency, message, DeadReason.NotAReferral, null, unit.Now));
                return;
            }
            referral = Received.Of(unit.Agency, message.From, message.To, loopId, BodyOf(message), unit.Now);
            unit.Db.Add(referral);
        }
        await Hear(referral, message.Acknowledges, unit, ct);
        if (message.Sequence == 0)
            return;
        if (message.Sequence > referral.Taken + 1)
        {
            await Hold(message, unit, ct);
            return;
        }
        if (message.Sequence == referral.Taken + 1)
        {
            Apply(referral, message, unit);
            await TakeHeld(referral, unit, ct);
        }
        if (consented && referral.ConsentEnded is not null)
            await Particulars.Erase(referral, unit, ct);
        // What came before is acknowledged again: the first acknowledgement may have been lost.
        await Post.Acknowledge(referral, unit, ct);
    }

    private static string LockOf(UnitOfWork unit, ReferralMessage message) => $"{unit.Agency}:{message.ReferralId}";

    private void Apply(Referral referral, ReferralMessage message, UnitOfWork unit)
    {
        var body = BodyOf(message);
        // It has had its turn, whatever came of it; else all that follows would wait for it.
        referral.Take();
        if (!loop.Take(referral, LoopInput.FromTheBus(message.Type, body), body, unit, out var reason))
            unit.Db.Add(DeadLetter.Of(unit.Agency, message, DeadReason.OutOfTurn, reason, unit.Now));
    }

    private async Task Hear(Referral referral, int acknowledged, UnitOfWork unit, CancellationToken ct)
    {
        if (!referral.Hear(acknowledged))
            return;
        await unit.Call(
            "referrals.outbox_acknowledged",
            [referral.OwnSlug, referral.LoopId.Value, acknowledged, unit.Now],
            _ => 0,
            ct
        );
        if (referral is { Side: ReferralSide.Sender, State: ReferralState.Sent })
            _ = loop.Take(referral, LoopInput.Acknowledgement, new(), unit, out _);
    }

    private static async Task Hold(ReferralMessage message, UnitOfWork unit, CancellationToken ct)
    {
        if (message.Sequence == 0)
            return;
        await unit.Execute(
            """
            insert into referrals.held_messages (agency_id, from_slug, loop_id, sequence, message)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            [
                unit.Agency.Value,
                message.From,
                message.ReferralId,
                message.Sequence,
                UnitOfWork.Typed(NpgsqlTypes.NpgsqlDbType.Jsonb, JsonSerializer.Serialize(message, KernelJson.Options)),
            ],
            ct
        );
    }

    private async Task TakeHeld(Referral referral, UnitOfWork unit, CancellationToken ct)
    {
        var held = await unit
            .Db.Set<HeldMessage>()
            .Where(h => h.LoopId == referral.LoopId && h.FromSlug == referral.OtherSlug)
            .OrderBy(h => h.Sequence)
            .ToListAsync(ct);
        foreach (var one in held)
        {
            if (one.Sequence > referral.Taken + 1)
                return;
            unit.Db.Remove(one);
            if (one.Sequence == referral.Taken + 1)
                Apply(referral, JsonSerializer.Deserialize<ReferralMessage>(one.Message, KernelJson.Options)!, unit);
        }
    }

    private static MessageBody BodyOf(ReferralMessage message) =>
        message.Body.Deserialize<MessageBody>(KernelJson.Options) ?? new();
}
