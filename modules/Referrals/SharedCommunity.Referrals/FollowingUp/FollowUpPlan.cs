using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using NodaTime;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
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
        var ids = announced.Select(moved => moved.Referral).Distinct().ToList();
        var referrals = await work
            .Db.Set<Referral>()
            .Where(referral => ids.Contains(referral.Id))
            .ToDictionaryAsync(referral => referral.Id, cancellationToken);
        await Drop(
            [
                .. announced
                    .Where(moved => moved.Helped == FollowUpAnswer.No || moved.Input == LoopInput.WithdrawConsent)
                    .Select(moved => moved.Referral),
            ],
            work,
            cancellationToken
        );
        foreach (var moved in announced)
        {
            // Who had taken it back is not asked how it went.
            if (
                moved.State != ReferralState.Completed
                || moved.Before is ReferralState.Completed or ReferralState.Withdrawn
            )
                continue;
            var referral = referrals[moved.Referral];
            // Whom the help did not reach cannot say whether it helped.
            if (
                referral.Outcome
                is ReferralOutcome.NoLongerWanted
                    or ReferralOutcome.NotReached
                    or ReferralOutcome.NotEligible
            )
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
    private static async Task Drop(List<ReferralId> referrals, UnitOfWork work, CancellationToken ct)
    {
        if (referrals.Count > 0)
            work.Db.RemoveRange(
                await work
                    .Db.Set<FollowUp>()
                    .Where(f => referrals.Contains(f.ReferralId) && f.AskedAt == null && f.Answer == null)
                    .ToListAsync(ct)
            );
    }
}
