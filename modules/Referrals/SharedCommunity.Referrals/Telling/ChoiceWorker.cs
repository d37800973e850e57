using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Referrals.Telling;

/// <summary>
/// What members chose takes effect in the scope of the agency that referred: the choice goes from its table in the same
/// transaction, so that it counts once.
/// </summary>
internal sealed partial class ChoiceWorker(
    Work work,
    MemberDesk desk,
    Wakeups wakeups,
    TimeProvider time,
    ILogger<ChoiceWorker> logger
) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Look(stoppingToken) < AtOnce)
                    await wakeups.Wait(MemberChoice.Wake, Poll, stoppingToken);
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

    /// <summary>Looks once; how many choices there were.</summary>
    internal async Task<int> Look(CancellationToken ct)
    {
        var waiting = await work.Call(
            "referrals.member_choices_take",
            [Instant.FromDateTimeOffset(time.GetUtcNow()), AtOnce],
            row => (Id: row.GetGuid(0), Agency: AgencyId.From(row.GetGuid(1))),
            ct
        );
        foreach (var (id, agency) in waiting)
            try
            {
                await work.Run(Scope.Agency(agency), (unit, token) => desk.Take(id, unit, token), ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // It comes again by itself, a few times; the others' do not wait for it.
                LogAgain(failure.GetBaseException().GetType().Name);
            }
        return waiting.Count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What members chose is looked at again later: {Failure}.")]
    private partial void LogPaused(string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A member's choice had no effect yet: {Failure}.")]
    private partial void LogAgain(string failure);
}
