using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.Clocks;

/// <summary>Gives the reminders of the three steps, and lets lapse what nobody answered.</summary>
internal sealed partial class ClockWorker(Work work, ReferralLoop loop, TimeProvider time, ILogger<ClockWorker> logger)
    : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll, time);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        } while (await Next(timer, stoppingToken));
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
            await work.Run(Scope.Agency(agency), (unit, token) => Strike(id, unit, token), ct);
        return due.Count;
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

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clocks of referrals are looked at again later: {Failure}.")]
    private partial void LogPaused(string failure);
}
