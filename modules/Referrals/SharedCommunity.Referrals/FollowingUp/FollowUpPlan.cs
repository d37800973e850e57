using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using NodaTime;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.FollowingUp;

/// <summary>
/// Plans the follow-ups of a referral once it is completed: after one and four weeks, unless
/// <c>Referrals:FollowUps</c> names other times (ISO 8601 durations with commas between them; empty for none).
/// </summary>
internal sealed class FollowUpPlan(IConfiguration configuration) : IHandle<ReferralMoved>
{
    /// <summary>How long after completion the member is asked.</summary>
    public IReadOnlyList<Duration> After => DurationSetting.ReadList(configuration, "Referrals:FollowUps", "P7D,P28D");

    /// <inheritdoc />
    public async Task Handle(
        IReadOnlyList<ReferralMoved> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        foreach (var moved in announced)
        {
            if (moved.Helped == FollowUpAnswer.No || moved.Input == LoopInput.WithdrawConsent)
                await Drop(moved, work, cancellationToken);
            // Who had taken it back is not asked how it went.
            if (
                moved.State != ReferralState.Completed
                || moved.Before is ReferralState.Completed or ReferralState.Withdrawn
            )
                continue;
            var referral = await work.Db.Set<Referral>().SingleAsync(r => r.Id == moved.Referral, cancellationToken);
            if (referral.Outcome == ReferralOutcome.NoLongerWanted)
                continue;
            foreach (var after in After)
                work.Db.Add(
                    new FollowUp
                    {
                        AgencyId = referral.AgencyId,
                        ReferralId = referral.Id,
                        DueAt = moved.At + after,
                    }
                );
        }
    }

    /// <summary>
    /// Somebody is on it again, and to ask once more how the old way went would only annoy; or the member no longer
    /// wants the other agency to learn anything.
    /// </summary>
    private static async Task Drop(ReferralMoved moved, UnitOfWork work, CancellationToken ct) =>
        work.Db.RemoveRange(
            await work
                .Db.Set<FollowUp>()
                .Where(f => f.ReferralId == moved.Referral && f.AskedAt == null && f.Answer == null)
                .ToListAsync(ct)
        );
}
