using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Referrals.Loop;

/// <summary>
/// What was shared of a member, wherever a side keeps it: the row, the note that opened its history, what waits to be
/// sent or sent again, what came early, what was refused, and answers that are kept for a repeated request.
/// </summary>
internal static class Particulars
{
    /// <summary>
    /// Erases them on one side, in the transaction that says why. The history stays. A first message that has not been
    /// acknowledged still goes, so that both sides count the same, with nothing about the member in it.
    /// </summary>
    public static async Task Erase(Referral referral, UnitOfWork work, CancellationToken ct)
    {
        await work.Db.SaveChangesAsync(ct);
        object[] ids = [referral.Id.Value, referral.LoopId.Value, referral.LoopId.ToString()];
        await work.Execute(
            "update referrals.referral_events set note = null where referral_id = $1 and input = 'ReferralSent'",
            ids[..1],
            ct
        );
        await work.Execute(
            """
            update referrals.held_messages set message = jsonb_set(message, '{body}', '{}')
            where loop_id = $1 and message ->> 'type' = 'ReferralSent'
            """,
            ids[1..2],
            ct
        );
        // What could not be read at all is a text, and may hold anything.
        await work.Execute(
            """
            update referrals.dead_letters set message = case jsonb_typeof(message)
                when 'object' then jsonb_set(message, '{body}', '{}') else '""' end
            where message::text ilike '%' || $1 || '%'
            """,
            ids[2..],
            ct
        );
        await HoldBack(referral, work, ct);
        await work.Call("kernel.kept_forget", [referral.Id.Value], _ => 0, ct);
    }

    /// <summary>
    /// What has not reached the other side goes, or goes again, with nothing about the member in it: nobody there needs
    /// it any more. What this side keeps stays.
    /// </summary>
    public static Task HoldBack(Referral referral, UnitOfWork work, CancellationToken ct) =>
        work.Call("referrals.outbox_hide", [referral.LoopId.Value, work.Now], _ => 0, ct);
}
