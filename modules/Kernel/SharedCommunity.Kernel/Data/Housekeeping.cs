using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Data;

/// <summary>A step of housekeeping that a floor registers: a definer function without arguments, repeatable.</summary>
/// <param name="Function">The function, one of <see cref="DefinerFunctions"/>; returns how many rows it touched.</param>
public sealed record HousekeepingStep(string Function);

/// <summary>Lets go of what is kept for a time only, once an hour. Any number of hosts may do it at once.</summary>
public sealed partial class Housekeeping(
    Work work,
    IEnumerable<HousekeepingStep> steps,
    TimeProvider time,
    ILogger<Housekeeping> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await SweepAll(stoppingToken);
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs every step once; one that fails is tried again at the next round.</summary>
    public async Task SweepAll(CancellationToken ct)
    {
        foreach (var step in steps.Prepend(new("kernel.sweep")))
        {
            try
            {
                var touched = await work.Call(step.Function, [], row => row.GetInt32(0), ct);
                LogSwept(step.Function, touched.Sum());
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(step.Function, failure.GetBaseException().GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Step}: {Touched} rows let go.")]
    private partial void LogSwept(string step, int touched);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Step} failed ({Failure}); it is tried again in an hour.")]
    private partial void LogFailed(string step, string failure);
}
