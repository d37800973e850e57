using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Consents;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Clocks;

/// <summary>Lets the end of a consent's time take effect.</summary>
internal sealed partial class ConsentClock(
    Work work,
    ReferralLoop loop,
    TimeProvider time,
    ILogger<ConsentClock> logger
) : BackgroundService
{
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
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once; how many had come to their end.</summary>
    internal async Task<int> Look(CancellationToken ct)
    {
        var over = await work.Call(
            "referrals.consents_over",
            [Instant.FromDateTimeOffset(time.GetUtcNow()), AtOnce],
            row => (Agency: AgencyId.From(row.GetGuid(0)), Consent: row.GetGuid(1)),
            ct
        );
        foreach (var (agency, id) in over)
            try
            {
                await work.Run(Scope.Agency(agency), (unit, token) => End(id, unit, token), ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The others' do not wait for it.
                LogPaused(failure.GetBaseException().GetType().Name);
            }
        return over.Count;
    }

    private async Task End(Guid id, UnitOfWork unit, CancellationToken ct)
    {
        // Another host may have been first, or the member may have taken it back.
        if (
            await ConsentReading.Locked(id, unit, ct)
                is not { WithdrawnAt: null, ExpiredAt: null, Until: { } until } consent
            || until > unit.Now
        )
            return;
        consent.Expire(unit.Now);
        await EndOfConsent.Reach(consent, ConsentEnd.Expired, loop, unit, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ends of consents are looked at again later: {Failure}.")]
    private partial void LogPaused(string failure);
}
