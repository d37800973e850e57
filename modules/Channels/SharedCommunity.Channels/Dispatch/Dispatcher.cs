using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Journal;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Dispatch;

/// <summary>
/// Works the journal: lanes of one community in one transaction, effects and the mark <em>handled</em> together, so
/// that every event takes effect exactly once, whatever crashes. Several hosts may do this at a time.
/// </summary>
internal sealed partial class Dispatcher(
    Work work,
    Wakeups wakeups,
    CommunityEvents inCommunity,
    JournalWriter journal,
    TapReplies tapReplies,
    ILogger<Dispatcher> logger
) : BackgroundService
{
    private const int Look = 4_000;
    private const int Batch = 500;
    private const int AtATime = 3;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Round(stoppingToken) == 0)
                    await wakeups.Wait("journal", Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Looks once for waiting lanes and works them; returns how many events were handled.</summary>
    internal async Task<int> Round(CancellationToken ct)
    {
        var lanes = await work.Call(
            "channels.journal_waiting",
            [Look],
            row => new Lane(
                ConnectionId.From(row.GetGuid(0)),
                row.GetString(1),
                row.GetString(2),
                AgencyId.From(row.GetGuid(3)),
                row.IsDBNull(4) ? null : CommunityId.From(row.GetGuid(4)),
                row.GetInt64(5)
            ),
            ct
        );
        var handled = 0;
        // Scopes side by side, batches of one scope one after the other: they touch the same members and inquiries.
        await Parallel.ForEachAsync(
            lanes.GroupBy(l => l.Scope),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct },
            async (scope, token) =>
            {
                foreach (var group in Groups(scope))
                {
                    await journal.StepBack(token);
                    Interlocked.Add(ref handled, await Carry(group, token));
                }
            }
        );
        return handled;
    }

    // A transaction holds lanes of one scope, up to a batch of events; the oldest lanes come first.
    private static IEnumerable<List<Lane>> Groups(IEnumerable<Lane> scope)
    {
        List<Lane> group = [];
        long events = 0;
        foreach (var lane in scope)
        {
            if (group.Count > 0 && events + lane.Events > Batch)
            {
                yield return group;
                (group, events) = ([], 0);
            }
            group.Add(lane);
            events += lane.Events;
        }
        yield return group;
    }

    /// <summary>Works a group; when it fails, its lanes alone, and in a failing lane its events alone.</summary>
    private async Task<int> Carry(List<Lane> group, CancellationToken ct)
    {
        try
        {
            return (await Once(group, Batch, ct)).Count;
        }
        catch (Exception failure) when (Counts(failure, ct))
        {
            LogAlone(group.Count, failure.GetBaseException().GetType().Name);
        }
        var handled = 0;
        foreach (var lane in group)
        {
            handled += await Alone(lane, ct);
        }
        return handled;
    }

    private async Task<int> Alone(Lane lane, CancellationToken ct)
    {
        try
        {
            return (await Once([lane], Batch, ct)).Count;
        }
        catch (Exception failure) when (Counts(failure, ct)) { }
        for (var handled = 0; ; handled++)
        {
            List<long> taken = [];
            try
            {
                await Once([lane], 1, ct, taken);
                if (taken.Count == 0)
                    return handled;
            }
            catch (Exception failure) when (Counts(failure, ct) && taken is [var id])
            {
                var name = failure.GetBaseException().GetType().Name;
                var parked = await work.Call(
                    "channels.journal_failed",
                    [id, name, lane.Community?.Value is { } c ? c : DBNull.Value],
                    row => row.GetBoolean(0),
                    ct
                );
                LogFailed(id, name, parked is [true]);
                // A parked event is out of its lane's way: there is more to do at once.
                return parked is [true] ? handled + 1 : handled;
            }
        }
    }

    private async Task<List<long>> Once(List<Lane> lanes, int limit, CancellationToken ct, List<long>? taken = null)
    {
        taken ??= [];
        List<TapReply> replies = [];
        await work.Run(
            lanes[0].Scope,
            async (unit, token) =>
            {
                var events = await Take(lanes, limit, unit, token);
                if (events.Count == 0)
                    return;
                taken.AddRange(events.Select(e => e.JournalId));
                if (lanes[0].Community is { } community)
                    replies.AddRange(await inCommunity.Work(community, events, unit, token));
                else
                    await OwnerEvents.Work(lanes[0].Owner, events, unit, token);
            },
            ct
        );
        tapReplies.Add(replies);
        return taken;
    }

    private static Task<List<LaneEvent>> Take(List<Lane> lanes, int limit, UnitOfWork unit, CancellationToken ct) =>
        unit.Call(
            "channels.lanes_work",
            [
                lanes.Select(l => l.Connection.Value).ToArray(),
                lanes.Select(l => l.Chat).ToArray(),
                lanes.Select(l => l.Account).ToArray(),
                limit,
            ],
            row =>
            {
                var bot = new TelegramBotIdentity(
                    long.TryParse(row.IsDBNull(5) ? null : row.GetString(5), out var id) ? id : 0,
                    row.IsDBNull(6) ? null : row.GetString(6)
                );
                InboundEvent read = row.IsDBNull(4)
                    ? new Unreadable("emptied")
                    : TelegramParser.Parse(row.GetFieldValue<byte[]>(4), bot);
                return new LaneEvent(
                    row.GetInt64(0),
                    ConnectionId.From(row.GetGuid(1)),
                    row.GetString(2),
                    row.GetString(3),
                    bot,
                    read,
                    row.GetFieldValue<Instant>(7)
                );
            },
            ct
        );

    /// <summary>Whether a failure is the event's: a lost database or a stopping host is nobody's fault.</summary>
    private static bool Counts(Exception failure, CancellationToken ct) =>
        !ct.IsCancellationRequested
        && failure.GetBaseException() is not (NpgsqlException { IsTransient: true } or TimeoutException)
        && (failure.GetBaseException() is not NpgsqlException || failure.GetBaseException() is PostgresException);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dispatch paused ({Failure}).")]
    private partial void LogPaused(string failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A batch of {Lanes} lane(s) failed ({Failure}); each alone now."
    )]
    private partial void LogAlone(int lanes, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {JournalId} failed ({Failure}); parked: {Parked}.")]
    private partial void LogFailed(long journalId, string failure, bool parked);
}
