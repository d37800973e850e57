using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Announcements;

/// <summary>Repeats parked announcements that somebody asked to repeat, each in a unit of work of its own.</summary>
public sealed partial class ParkedReplays(
    Work work,
    AnnouncementRegistry announcements,
    Wakeups wakeups,
    ILogger<ParkedReplays> logger
) : BackgroundService
{
    /// <summary>The kind of wake-up that this worker listens to.</summary>
    public const string WakeUp = "parked";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RepeatAll(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogLost(failure.GetBaseException().GetType().Name);
            }

            await wakeups.Wait(WakeUp, Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Repeats all that is asked for now.</summary>
    public async Task RepeatAll(CancellationToken ct)
    {
        var asked = await work.Call(
            "kernel.parked_asked",
            [],
            row =>
                (
                    Id: row.GetGuid(0),
                    Scope: row.IsDBNull(2)
                        ? Scope.Community(CommunityId.From(row.GetGuid(1)))
                        : Scope.Agency(AgencyId.From(row.GetGuid(2)))
                ),
            ct
        );
        foreach (var (id, scope) in asked)
        {
            try
            {
                await work.Run(scope, (unit, token) => Repeat(id, unit, token), ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await work.Run(scope, (unit, token) => Note(id, failure, unit, token), ct);
            }
        }
    }

    private async Task Repeat(Guid id, UnitOfWork unit, CancellationToken ct)
    {
        if (await Find(id, unit, ct) is { } parked)
        {
            parked.Replayed(unit.Now);
            await announcements.Repeat(parked.Handler, parked.Payload, unit, ct);
        }
    }

    private static async Task Note(Guid id, Exception failure, UnitOfWork unit, CancellationToken ct) =>
        (await Find(id, unit, ct))?.FailedAgain(failure);

    /// <summary>The row, locked: two hosts must not repeat it both.</summary>
    private static async Task<ParkedAnnouncement?> Find(Guid id, UnitOfWork unit, CancellationToken ct) =>
        await unit
            .Db.Set<ParkedAnnouncement>()
            .FromSql($"select * from kernel.parked_announcements where id = {id} for update skip locked")
            .FirstOrDefaultAsync(p => p.ReplayedAt == null, ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Parked announcements could not be looked at ({Failure}).")]
    private partial void LogLost(string failure);
}
