using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SharedCommunity.Channels.Journal;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Connections;

/// <summary>
/// Asks Telegram for a bot's updates and journals them as they came. An update is confirmed, by asking for what follows
/// it, only after its commit; what comes twice is journalled once.
/// </summary>
internal sealed partial class UpdatePoller(
    Work work,
    ConnectionVault vault,
    TelegramApi api,
    JournalWriter journal,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<UpdatePoller> logger
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    // After a week of silence Telegram numbers anew: an old number would then confirm what was never seen.
    private static readonly TimeSpan NumberCounts = TimeSpan.FromDays(5);

    /// <summary>Polls while this host holds the lease and the connection is to be polled.</summary>
    public async Task Run(ConnectionId connection, AgencyId owner, Guid holder, CancellationToken ct)
    {
        long? next = null;
        var last = time.GetTimestamp();
        try
        {
            while (!ct.IsCancellationRequested)
            {
                // Longer than a poll and its answer may take.
                var seconds = (int)options.Value.PollTimeout.TotalSeconds + 60;
                var lease = await work.Call(
                    "kernel.lease_take",
                    [$"poll:{connection}", holder, seconds],
                    row => row.GetBoolean(0),
                    ct
                );
                if (lease is not [true])
                    return;
                if (
                    await vault.Open(connection, ct)
                    is not { State: ConnectionState.Active, Mode: Contracts.ConnectionMode.Polling } open
                )
                    break;
                if (time.GetElapsedTime(last) > NumberCounts)
                    next = null;
                var (updates, code) = await Ask(open, next, ct);
                if (code is "token_revoked")
                {
                    await Stop(connection, owner, code);
                    break;
                }
                if (code is not null)
                {
                    LogRefused(connection, code);
                    await Task.Delay(Pause, time, ct);
                    continue;
                }
                if (updates.Count == 0)
                    continue;
                if (await journal.Append(updates, ct))
                    (next, last) = (updates.Max(u => u.Position) + 1, time.GetTimestamp());
                else
                    await Task.Delay(Pause, time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
        catch (Exception failure)
        {
            LogRefused(connection, failure.GetBaseException().GetType().Name);
        }
        await Release(connection, holder);
    }

    private async Task<(IReadOnlyList<JournalEntry> Updates, string? Code)> Ask(
        OpenedConnection open,
        long? next,
        CancellationToken ct
    )
    {
        try
        {
            using var response = await api.Polls()
                .PostAsJsonAsync(
                    api.MethodAddress(open.Token, "getUpdates"),
                    new Dictionary<string, object?>
                    {
                        ["offset"] = next ?? 0,
                        ["limit"] = 100,
                        ["timeout"] = (int)options.Value.PollTimeout.TotalSeconds,
                        ["allowed_updates"] = ConnectionWorker.Wanted.Select(Name),
                    },
                    ct
                );
            if (!response.IsSuccessStatusCode)
                return (
                    [],
                    (int)response.StatusCode switch
                    {
                        401 or 404 => "token_revoked",
                        409 => "polled_elsewhere",
                        var status => $"status_{status}",
                    }
                );
            using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), default, ct);
            return ([.. body.RootElement.GetProperty("result").EnumerateArray().Select(u => Entry(open.Id, u))], null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return ([], "unreachable");
        }
    }

    private static JournalEntry Entry(ConnectionId connection, JsonElement update)
    {
        var raw = Encoding.UTF8.GetBytes(update.GetRawText());
        return TelegramEntry.Of(connection, TelegramIntake.Scan(raw), raw);
    }

    private static string Name(global::Telegram.Bot.Types.Enums.UpdateType kind) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    private Task Stop(ConnectionId connection, AgencyId owner, string code) =>
        work.Run(
            Scope.Agency(owner),
            async (unit, ct) => (await unit.Db.Set<Connection>().SingleAsync(c => c.Id == connection, ct)).Stop(code),
            CancellationToken.None
        );

    private async Task Release(ConnectionId connection, Guid holder)
    {
        try
        {
            await work.Call(
                "kernel.lease_release",
                [$"poll:{connection}", holder],
                row => row.GetBoolean(0),
                CancellationToken.None
            );
        }
        catch (Npgsql.NpgsqlException) { }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Polling {Connection}: {Code}.")]
    private partial void LogRefused(ConnectionId connection, string code);
}
