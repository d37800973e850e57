using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Consents;

/// <summary>What the end of a consent does to the referrals that stand on it.</summary>
internal static class EndOfConsent
{
    /// <summary>
    /// Taken back, it reaches all of them. Where only its time is over, it reaches what the other agency has not
    /// acknowledged: what came in time was shared rightly, and stays.
    /// </summary>
    public static async Task Reach(
        Consent consent,
        ConsentEnd why,
        ReferralLoop loop,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var standing = await work
            .Db.Set<Referral>()
            .FromSql(
                $"""
                select * from referrals.referrals
                where loop_id in (select loop_id from referrals.referrals where consent_id = {consent.Id})
                order by id for update
                """
            )
            .ToListAsync(ct);
        // Between two teams of one agency both sides are locked; this is said on the sender's.
        foreach (var referral in standing.Where(one => one is { Side: ReferralSide.Sender, ConsentEnded: null }))
            if (why == ConsentEnd.Withdrawn || referral.Heard == 0)
                await loop.Act(referral, LoopInput.WithdrawConsent, new MessageBody { ConsentEnded = why }, work, ct);
    }
}
