using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>
/// Sends what is due. One host at a time holds a connection's lease, keeps its pace and its conversations' order. The
/// attempt is recorded before the call; what a crash left without an answer is never sent again by itself.
/// </summary>
internal sealed partial class DeliveryPump(
    Work work,
    Wakeups wakeups,
    ConnectionVault vault,
    TelegramSender sender,
    DeliverySteps steps,
    TelegramApi api,
    TimeProvider time,
    ILogger<DeliveryPump> logger
) : BackgroundService
{
    private const int LeaseSeconds = 30;
    private static readonly TimeSpan Renew = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Guid _holder = Guid.CreateVersion7();
    private readonly Dictionary<ConnectionId, Line> _lines = [];

    /// <summary>One connection as this host sends through it.</summary>
    private sealed class Line
    {
        public Pace Pace { get; } = new();
        public Task Running { get; set; } = Task.CompletedTask;

        /// <summary>When the lease was last taken; null while it is not ours.</summary>
        public long? Held { get; set; }
    }

    internal sealed record Due(
        DeliveryId Id,
        CommunityId Community,
        ConnectionId Connection,
        string Chat,
        bool InGroup
    );

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
                await wakeups.Wait("deliveries", Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
        // What is on its way gets its answer; then the next host need not wait for the lease to run out.
        await Task.WhenAll(_lines.Values.Select(l => l.Running));
        foreach (var (connection, line) in _lines.Where(l => l.Value.Held is not null))
            await work.Call(
                "kernel.lease_release",
                [LeaseOf(connection), _holder],
                row => row.GetBoolean(0),
                CancellationToken.None
            );
    }

    /// <summary>Looks once for what is due and starts the connections that are at rest.</summary>
    internal async Task Look(CancellationToken ct)
    {
        var due = await work.Call(
            "channels.deliveries_waiting",
            [Now(), 500],
            row => new Due(
                DeliveryId.From(row.GetGuid(0)),
                CommunityId.From(row.GetGuid(1)),
                ConnectionId.From(row.GetGuid(2)),
                row.GetString(3),
                row.GetBoolean(4)
            ),
            ct
        );
        // The desk has no line: what was meant to go out there ends at once, as what has no recipient.
        foreach (var lost in due.Where(d => d.Connection == default))
            await steps.Begin(lost.Community, lost.Id, ct);
        foreach (var connection in due.Where(d => d.Connection != default).GroupBy(d => d.Connection))
        {
            if (!_lines.TryGetValue(connection.Key, out var line))
                _lines[connection.Key] = line = new Line();
            if (line.Running.IsCompleted)
                line.Running = Task.Run(() => Run(connection.Key, line, [.. connection], ct), CancellationToken.None);
        }
    }

    private async Task Run(ConnectionId connection, Line line, List<Due> due, CancellationToken stopping)
    {
        try
        {
            if (!await Hold(connection, line, stopping) || await vault.Open(connection, stopping) is not { } open)
                return;
            var next = await SendAll(open, line, due, stopping);
            if (next is { } at && (at - Now()).ToTimeSpan() is { Ticks: > 0 } wait && wait < Poll)
                await Task.Delay(wait, time, stopping);
            wakeups.Wake("deliveries");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (Exception failure)
        {
            line.Held = null;
            LogLine(connection, failure.GetBaseException().GetType().Name);
        }
    }

    /// <summary>Sends what the pace allows; when the first of what it does not allow may go.</summary>
    private async Task<Instant?> SendAll(OpenedConnection open, Line line, List<Due> due, CancellationToken stopping)
    {
        Instant? next = null;
        HashSet<string> held = [];
        foreach (var one in due)
        {
            stopping.ThrowIfCancellationRequested();
            if (held.Contains(one.Chat))
                continue;
            var earliest = line.Pace.Earliest(one.Chat, one.InGroup);
            // The pace over all is waited for; a chat's own would hold the others up.
            if (earliest - Now() is var wait && wait > Duration.FromMilliseconds(50))
            {
                held.Add(one.Chat);
                next = next is { } n ? Instant.Min(n, earliest) : earliest;
                continue;
            }
            if (wait > Duration.Zero)
                await Task.Delay(wait.ToTimeSpan(), time, stopping);
            if (!await Hold(open.Id, line, stopping))
                return null;
            if (!await Send(open, line, one, stopping))
                held.Add(one.Chat);
        }
        return next;
    }

    /// <summary>One call; false where its conversation must wait.</summary>
    private async Task<bool> Send(OpenedConnection open, Line line, Due due, CancellationToken stopping)
    {
        if (await steps.Begin(due.Community, due.Id, stopping) is not { } handed)
            return true;
        // What the demo sends reaches nobody, and counts as sent: else no demo would show an answer through to its end.
        // From here on nothing may be dropped: the answer is recorded even while the host stops.
        var result = api.MayCall(open)
            ? await sender.Send(
                open.Token,
                handed.Chat,
                handed.Text,
                handed.ReplyTo,
                TelegramCallback.Keyboard(handed.Delivery, handed.Buttons),
                CancellationToken.None
            )
            : new SendResult.Sent($"demo-{due.Id}-{handed.Number}");
        line.Pace.Sent(due.Chat, Now());
        var pause = await Record(due, handed, result);
        if (pause is { } until)
            line.Pace.Pause(due.Chat, until);
        if (
            result is SendResult.ChannelStopped { Code: var code }
            && code.StartsWith("token_", StringComparison.Ordinal)
        )
            await StopConnection(open, code);
        return pause is null && result is not SendResult.Migrated;
    }

    /// <summary>Writes the answer down; a database that is away is waited for as long as the lease may last.</summary>
    private async Task<Instant?> Record(Due due, Handover handed, SendResult result)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return await steps.End(due.Community, due.Connection, due.Id, handed, result, CancellationToken.None);
            }
            catch (Exception failure) when (tried < 10)
            {
                LogAgain(due.Id, failure.GetBaseException().GetType().Name);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private Task StopConnection(OpenedConnection open, string code) =>
        work.Run(
            Scope.Agency(open.Owner),
            async (unit, ct) => (await unit.Db.Set<Connection>().SingleAsync(c => c.Id == open.Id, ct)).Stop(code),
            CancellationToken.None
        );

    /// <summary>Takes or renews the lease; on taking it over, what the last holder left under way becomes unknown.</summary>
    private async Task<bool> Hold(ConnectionId connection, Line line, CancellationToken ct)
    {
        if (line.Held is { } at && time.GetElapsedTime(at) < Renew)
            return true;
        var mine = line.Held is { } since && time.GetElapsedTime(since) < TimeSpan.FromSeconds(LeaseSeconds);
        var now = time.GetTimestamp();
        var taken = await work.Call(
            "kernel.lease_take",
            [LeaseOf(connection), _holder, LeaseSeconds],
            row => row.GetBoolean(0),
            ct
        );
        line.Held = taken is [true] ? now : null;
        if (line.Held is null)
            return false;
        if (!mine)
            await Recover(connection, ct);
        return true;
    }

    private async Task Recover(ConnectionId connection, CancellationToken ct)
    {
        var lost = await work.Call(
            "channels.deliveries_recover",
            [connection.Value],
            row => (DeliveryId.From(row.GetGuid(0)), CommunityId.From(row.GetGuid(1))),
            ct
        );
        foreach (var (delivery, community) in lost)
            await steps.LoseSight(community, delivery, ct);
    }

    private Instant Now() => Instant.FromDateTimeOffset(time.GetUtcNow());

    private static string LeaseOf(ConnectionId connection) => $"deliveries:{connection}";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deliveries paused ({Failure}).")]
    private partial void LogPaused(string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending through {Connection} stopped ({Failure}).")]
    private partial void LogLine(ConnectionId connection, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to {Delivery} is not recorded yet ({Failure}).")]
    private partial void LogAgain(DeliveryId delivery, string failure);
}
