using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace SharedCommunity.Channels.Connections;

/// <summary>
/// Looks at the platform for those who pressed "test": asks who the bot is, where its updates go and what it may do in
/// each of its groups. It sends nothing and changes nothing at the platform; no transaction is open meanwhile.
/// </summary>
internal sealed partial class ConnectionChecks(
    Work work,
    ConnectionVault vault,
    TelegramApi api,
    IConfiguration configuration,
    ILogger<ConnectionChecks> logger
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private sealed record Group(ChannelId Channel, CommunityId Community, string Chat);

    private sealed record Standing(Group Group, BotStanding? Bot, IReadOnlyList<string> Lacking, string? Stopped);

    private sealed record Found(string? Failure, WebhookInfo? Hook, IReadOnlyList<Standing> Groups);

    /// <summary>Looks for all who ask; one host looks for each.</summary>
    public async Task LookAll(Guid holder, CancellationToken ct)
    {
        var asked = await work.Call(
            "channels.checks_waiting",
            [],
            row => (Id: ConnectionId.From(row.GetGuid(0)), Owner: AgencyId.From(row.GetGuid(1))),
            ct
        );
        await Task.WhenAll(asked.Select(one => LookAt(one.Id, one.Owner, holder, ct)));
    }

    private async Task LookAt(ConnectionId id, AgencyId owner, Guid holder, CancellationToken ct)
    {
        var lease = await work.Call("kernel.lease_take", [$"check:{id}", holder, 60], row => row.GetBoolean(0), ct);
        if (lease is not [true])
            return;
        // One bot that cannot be looked at does not stop the others.
        try
        {
            await Look(id, owner, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogBroken(id, failure.GetBaseException().GetType().Name);
            await Settle(id, owner, null, new Found("test_failed", null, []), ct);
        }
        finally
        {
            // Whoever asks again need not wait for the lease to run out.
            await work.Call(
                "kernel.lease_release",
                [$"check:{id}", holder],
                row => row.GetBoolean(0),
                CancellationToken.None
            );
        }
    }

    private async Task Look(ConnectionId id, AgencyId owner, CancellationToken ct)
    {
        OpenedConnection? open;
        try
        {
            open = await vault.Open(id, ct);
        }
        // The keys outside the database are lost, or others than the ones it was kept with.
        catch (CryptographicException)
        {
            await Settle(id, owner, null, new Found("unreadable", null, []), ct);
            return;
        }
        if (open is null)
            return;
        var groups = await work.Call(
            "channels.groups_on",
            [id.Value],
            row => new Group(ChannelId.From(row.GetGuid(0)), CommunityId.From(row.GetGuid(1)), row.GetString(2)),
            ct
        );
        var found = await Ask(open, groups, ct);
        foreach (var community in found.Groups.GroupBy(g => g.Group.Community))
            await Record(community.Key, [.. community], ct);
        await Settle(id, owner, open, found, ct);
    }

    private async Task Settle(
        ConnectionId id,
        AgencyId owner,
        OpenedConnection? open,
        Found found,
        CancellationToken ct
    )
    {
        await work.Run(
            Scope.Agency(owner),
            async (unit, token) =>
            {
                var check = await unit.Db.Set<ConnectionCheck>().SingleAsync(c => c.ConnectionId == id, token);
                if (found.Failure is { } code)
                    check.Fail(code, unit.Now);
                else
                    check.Find(
                        HookOf(open!, found.Hook!),
                        found.Hook!.PendingUpdateCount,
                        found.Hook.LastErrorDate is { } at
                            ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc))
                            : null,
                        found.Hook.LastErrorMessage,
                        unit.Now
                    );
                // What was just learned of the token counts for the connection too.
                if (found.Failure is "token_revoked")
                    (await unit.Db.Set<Connection>().SingleAsync(c => c.Id == id, token)).Stop("token_revoked");
                var communities = await unit
                    .Db.Set<Channel>()
                    .Where(c => c.ConnectionId == id)
                    .Select(c => c.CommunityId)
                    .Distinct()
                    .ToListAsync(token);
                foreach (var community in communities)
                    unit.Changed(community, "settings");
            },
            ct
        );
        LogLooked(id, found.Failure ?? "works");
    }

    private Task Record(CommunityId community, IReadOnlyList<Standing> standings, CancellationToken ct) =>
        work.Run(
            Scope.Community(community),
            async (unit, token) =>
            {
                var ids = standings.Select(s => s.Group.Channel).ToList();
                var channels = await unit
                    .Db.Set<Channel>()
                    .Where(c => ids.Contains(c.Id))
                    .ToDictionaryAsync(c => c.Id, token);
                foreach (var standing in standings)
                {
                    if (!channels.TryGetValue(standing.Group.Channel, out var channel))
                        continue;
                    if (standing.Stopped is { } code)
                        channel.Stop(code);
                    else if (standing.Bot is { } bot)
                        channel.BotIs(bot, standing.Lacking);
                }
                unit.Changed(community, "settings");
            },
            ct
        );

    private async Task<Found> Ask(OpenedConnection open, IReadOnlyList<Group> groups, CancellationToken ct)
    {
        if (!api.MayCall(open))
            return new Found("demo", null, []);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            var client = api.Client(open.Token);
            var me = await client.GetMe(limit.Token);
            var hook = await client.GetWebhookInfo(limit.Token);
            List<Standing> standings = [];
            foreach (var group in groups)
                standings.Add(await AskIn(client, me, group, limit.Token));
            return new Found(null, hook, standings);
        }
        catch (ArgumentException)
        {
            return new Found("token_malformed", null, []);
        }
        catch (ApiRequestException refused) when (refused.ErrorCode is 401 or 404)
        {
            return new Found("token_revoked", null, []);
        }
        catch (Exception e)
            when (e is RequestException or HttpRequestException or OperationCanceledException
                && !ct.IsCancellationRequested
            )
        {
            return new Found("unreachable", null, []);
        }
    }

    private static async Task<Standing> AskIn(TelegramBotClient client, User me, Group group, CancellationToken ct)
    {
        if (!long.TryParse(group.Chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat))
            return new Standing(group, null, [], null);
        try
        {
            var member = await client.GetChatMember(chat, me.Id, ct);
            return new Standing(group, TelegramParser.StandingOf(member), TelegramRights.Lacking(member), null);
        }
        catch (ApiRequestException refused) when (refused.ErrorCode is not (401 or 404))
        {
            var judged = TelegramErrors.Classify(
                refused.ErrorCode,
                refused.Message,
                null,
                refused.Parameters?.MigrateToChatId,
                inPrivate: false
            );
            // A group that moved is followed when its next message comes; a pause says nothing about it.
            return new Standing(group, null, [], (judged as SendResult.ChannelStopped)?.Code);
        }
    }

    private HookState HookOf(OpenedConnection open, WebhookInfo hook)
    {
        if (open.Mode == ConnectionMode.Polling)
            return string.IsNullOrEmpty(hook.Url) ? HookState.Fetched : HookState.Elsewhere;
        if (string.IsNullOrEmpty(hook.Url))
            return HookState.Missing;
        var ours = $"{configuration["PublicUrl"]?.TrimEnd('/')}/hooks/telegram/{open.Id}";
        return hook.Url == ours ? HookState.Ours : HookState.Elsewhere;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {Connection} tested: {Outcome}.")]
    private partial void LogLooked(ConnectionId connection, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The test of connection {Connection} failed ({Failure}).")]
    private partial void LogBroken(ConnectionId connection, string failure);
}
