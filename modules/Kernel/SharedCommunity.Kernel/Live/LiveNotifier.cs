using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Kernel.Live;

/// <summary>
/// One per host: sends NOTIFY on a connection of its own, per community the first change at once and then at most one
/// per 100 ms, and listens for everybody's. The payload is a kind and a community id, nothing else.
/// </summary>
public sealed partial class LiveNotifier(
    DatabaseSources sources,
    LiveHub hub,
    Wakeups wakeups,
    TimeProvider time,
    ILogger<LiveNotifier> logger
) : BackgroundService
{
    private const string Channel = "sharedcommunity";
    private const string WakePrefix = "wake:";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _any = new(0);

    /// <summary>Tells all hosts, this one included, that pages of these communities are out of date.</summary>
    public void Tell(IReadOnlyCollection<(CommunityId Community, string Kind)> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        foreach (var (community, kind) in changes)
        {
            if (kind.StartsWith(WakePrefix, StringComparison.Ordinal))
            {
                wakeups.Wake(kind[WakePrefix.Length..]);
            }

            Enqueue($"{kind} {community}");
        }
    }

    /// <summary>Wakes a kind of worker on all hosts.</summary>
    public void Wake(string kind)
    {
        wakeups.Wake(kind);
        Enqueue($"{WakePrefix}{kind} {Guid.Empty}");
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Forever(Send, stoppingToken), Forever(Listen, stoppingToken));

    private void Enqueue(string payload)
    {
        if (_waiting.TryAdd(payload, true) && _any.CurrentCount == 0)
        {
            _any.Release();
        }
    }

    private async Task Send(CancellationToken ct)
    {
        await using var connection = await sources.Source.OpenConnectionAsync(ct);
        var lastSent = new Dictionary<string, long>(StringComparer.Ordinal);
        while (true)
        {
            await _any.WaitAsync(ct);
            TimeSpan? again = null;
            List<string> due = [];
            foreach (var payload in _waiting.Keys)
            {
                var left = lastSent.TryGetValue(payload, out var at) ? Pace - time.GetElapsedTime(at) : TimeSpan.Zero;
                if (left > TimeSpan.Zero)
                {
                    again = again is null || left < again ? left : again;
                    continue;
                }

                _waiting.TryRemove(payload, out _);
                lastSent[payload] = time.GetTimestamp();
                due.Add(payload);
            }

            if (due.Count > 0)
            {
                await using var notify = new NpgsqlCommand(
                    "select count(pg_notify($1, payload)) from unnest($2) payload",
                    connection
                )
                {
                    Parameters =
                    {
                        new() { Value = Channel },
                        new() { Value = due.ToArray() },
                    },
                };
                await notify.ExecuteNonQueryAsync(ct);
            }

            if (lastSent.Count > 10_000)
            {
                lastSent.Clear();
            }

            if (again is { } wait)
            {
                await Task.Delay(wait, time, ct);
                _any.Release();
            }
        }
    }

    private async Task Listen(CancellationToken ct)
    {
        await using var connection = await sources.Source.OpenConnectionAsync(ct);
        connection.Notification += (_, notification) => Receive(notification.Payload);
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    private void Receive(string payload)
    {
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !Guid.TryParse(payload.AsSpan(space + 1), out var id))
        {
            return;
        }

        var kind = payload[..space];
        if (kind.StartsWith(WakePrefix, StringComparison.Ordinal))
        {
            wakeups.Wake(kind[WakePrefix.Length..]);
        }
        else
        {
            hub.Publish(new LiveChange(CommunityId.From(id), kind));
        }
    }

    private async Task Forever(Func<CancellationToken, Task> run, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await run(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogLost(failure.GetBaseException().GetType().Name);
                await Task.Delay(Pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The live connection was lost ({Failure}); trying again.")]
    private partial void LogLost(string failure);
}
