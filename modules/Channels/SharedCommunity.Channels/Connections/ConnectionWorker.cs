using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Notices;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;

namespace SharedCommunity.Channels.Connections;

/// <summary>
/// Introduces us to the platform for every new or mended connection, and keeps a poller running for those whose events
/// we ask for. A connection has one worker over all hosts.
/// </summary>
internal sealed partial class ConnectionWorker(
    Work work,
    Wakeups wakeups,
    ConnectionVault vault,
    TelegramApi api,
    UpdatePoller poller,
    CommunityQuestions questions,
    ConnectionChecks checks,
    IConfiguration configuration,
    ILogger<ConnectionWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly Dictionary<ConnectionId, Task> _pollers = [];
    private readonly Guid _holder = Guid.CreateVersion7();
    private Task _testing = Task.CompletedTask;

    /// <summary>The kinds of updates that we ask for: some come only when named.</summary>
    public static IReadOnlyList<UpdateType> Wanted { get; } =
    [
        UpdateType.Message,
        UpdateType.EditedMessage,
        UpdateType.CallbackQuery,
        UpdateType.MyChatMember,
        UpdateType.ChatMember,
        UpdateType.ChatJoinRequest,
        UpdateType.MessageReaction,
        UpdateType.MessageReactionCount,
        UpdateType.Poll,
        UpdateType.PollAnswer,
    ];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
                // Beside it: a platform that is slow to answer a test holds nobody else up.
                if (_testing.IsCompleted)
                    _testing = Task.Run(() => Test(stoppingToken), CancellationToken.None);
                await questions.AskAll(_holder, stoppingToken);
                await wakeups.Wait("connections", Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                LogPaused(failure.GetBaseException().GetType().Name);
                await Task.Delay(Poll, CancellationToken.None);
            }
        }
        await Task.WhenAll([_testing, .. _pollers.Values]);
    }

    private async Task Test(CancellationToken ct)
    {
        try
        {
            await checks.LookAll(_holder, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
        catch (Exception failure)
        {
            LogPaused(failure.GetBaseException().GetType().Name);
        }
    }

    /// <summary>Looks once at what there is to do.</summary>
    internal async Task Look(CancellationToken ct)
    {
        var todo = await work.Call(
            "channels.connections_to_poll",
            [],
            row =>
                (
                    Id: ConnectionId.From(row.GetGuid(0)),
                    Owner: AgencyId.From(row.GetGuid(1)),
                    State: Enum.Parse<ConnectionState>(row.GetString(3))
                ),
            ct
        );
        foreach (var (id, owner, state) in todo)
        {
            if (state == ConnectionState.Connecting)
                await Introduce(id, owner, ct);
            else if (!_pollers.TryGetValue(id, out var running) || running.IsCompleted)
                _pollers[id] = Task.Run(() => poller.Run(id, owner, _holder, ct), CancellationToken.None);
        }
    }

    private async Task Introduce(ConnectionId id, AgencyId owner, CancellationToken ct)
    {
        var lease = await work.Call("kernel.lease_take", [$"connect:{id}", _holder, 60], row => row.GetBoolean(0), ct);
        if (lease is not [true])
            return;
        OpenedConnection? open;
        try
        {
            open = await vault.Open(id, ct);
        }
        // Its token was kept with keys that are not here: its owner is told, and the others go on.
        catch (CryptographicException)
        {
            await work.Run(
                Scope.Agency(owner),
                async (unit, token) =>
                    (await unit.Db.Set<Connection>().SingleAsync(c => c.Id == id, token)).Stop("unreadable"),
                ct
            );
            LogIntroduced(id, "unreadable");
            return;
        }
        if (open is null)
            return;
        var (code, me) = await Ask(open, ct);
        // Not reached at all: it stays as it is and is asked again.
        if (code == "unreachable")
            return;
        try
        {
            await work.Run(
                Scope.Agency(owner),
                async (unit, token) =>
                {
                    var connection = await unit.Db.Set<Connection>().SingleAsync(c => c.Id == id, token);
                    if (me is null)
                        connection.Stop(code!);
                    else
                        connection.Activate($"{me.Id}", me.Username, me.CanReadAllGroupMessages);
                },
                ct
            );
        }
        // Another agency has this bot already: it has one webhook, so it cannot serve two.
        catch (DbUpdateException)
        {
            await work.Run(
                Scope.Agency(owner),
                async (unit, token) =>
                    (await unit.Db.Set<Connection>().SingleAsync(c => c.Id == id, token)).Stop("connected_elsewhere"),
                ct
            );
        }
        LogIntroduced(id, code ?? "active");
    }

    /// <summary>Who the bot is, and where its updates go from now on; or why not.</summary>
    private async Task<(string? Code, global::Telegram.Bot.Types.User? Me)> Ask(
        OpenedConnection open,
        CancellationToken ct
    )
    {
        var publicUrl = configuration["PublicUrl"]?.TrimEnd('/');
        if (open.Mode == ConnectionMode.Webhook && string.IsNullOrEmpty(publicUrl))
            return ("no_public_url", null);
        try
        {
            var client = api.Client(open.Token);
            var me = await client.GetMe(ct);
            if (open.Mode == ConnectionMode.Webhook)
                await client.SetWebhook(
                    $"{publicUrl}/hooks/telegram/{open.Id}",
                    allowedUpdates: Wanted,
                    secretToken: open.WebhookSecret,
                    cancellationToken: ct
                );
            else
                await client.DeleteWebhook(cancellationToken: ct);
            return (null, me);
        }
        catch (ArgumentException)
        {
            return ("token_malformed", null);
        }
        catch (ApiRequestException refused) when (refused.ErrorCode is 401 or 404)
        {
            return ("token_revoked", null);
        }
        catch (ApiRequestException refused) when (refused.ErrorCode is 400)
        {
            // Mostly an address that Telegram cannot call.
            return ("webhook_refused", null);
        }
        catch (Exception e) when (e is RequestException or HttpRequestException)
        {
            return ("unreachable", null);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connections paused ({Failure}).")]
    private partial void LogPaused(string failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {Connection}: {Outcome}.")]
    private partial void LogIntroduced(ConnectionId connection, string outcome);
}
