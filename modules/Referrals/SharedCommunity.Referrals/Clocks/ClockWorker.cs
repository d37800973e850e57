using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.FollowingUp;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.Clocks;

/// <summary>
/// Gives the reminders of the three steps, lets lapse what nobody answered, and asks in time how it went.
/// </summary>
internal sealed partial class ClockWorker(
    Work work,
    ReferralLoop loop,
    FollowUpDesk followUps,
    Wakeups wakeups,
    TimeProvider time,
    ILogger<ClockWorker> logger
) : BackgroundService
{
    /// <summary>Wakes it before its time: somebody has set the clock.</summary>
    public const string Wake = "clocks";

    private const int AtOnce = 100;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
                await wakeups.Wait(Wake, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
                await Task.Delay(Poll, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Looks once; how many clocks had something to do.</summary>
    internal async Task<int> Look(CancellationToken ct)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var due = await work.Call(
            "referrals.clocks_due",
            [now, AtOnce],
            row => (Agency: AgencyId.From(row.GetGuid(0)), Referral: ReferralId.From(row.GetGuid(1))),
            ct
        );
        foreach (var (agency, id) in due)
            await EachForItself(agency, (unit, token) => Strike(id, unit, token), ct);
        return due.Count + await Ask(now, ct);
    }

    private async Task<int> Ask(Instant now, CancellationToken ct)
    {
        var due = await work.Call(
            "referrals.follow_ups_due",
            [now, AtOnce],
            row => (Agency: AgencyId.From(row.GetGuid(0)), FollowUp: row.GetGuid(1)),
            ct
        );
        foreach (var (agency, id) in due)
            await EachForItself(agency, (unit, token) => followUps.Ask(id, unit, token), ct);
        return due.Count;
    }

    private async Task EachForItself(
        AgencyId agency,
        Func<UnitOfWork, CancellationToken, Task> act,
        CancellationToken ct
    )
    {
        try
        {
            await work.Run(Scope.Agency(agency), act, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The others' do not wait for it.
            LogPaused(failure.GetBaseException().GetType().Name);
        }
    }

    private async Task Strike(ReferralId id, UnitOfWork unit, CancellationToken ct)
    {
        // Another host may have been first, or the loop may have gone on.
        if (
            await ReferralReading.Locked(id, unit, ct) is { ClockInput: { } input, ClockAt: { } at } referral
            && at <= unit.Now
        )
            await loop.Act(referral, input, new(), unit, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clocks of referrals are looked at again later: {Failure}.")]
    private partial void LogPaused(string failure);
}
