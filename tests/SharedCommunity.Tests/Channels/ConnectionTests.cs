using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Binding;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Notices;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

/// <summary>How a bot is connected, how its updates come without a public address, how a group is bound.</summary>
public sealed class ConnectionTests(ChannelsFixture channels) : IClassFixture<ChannelsFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<ConnectionId> Connect(FakeBot bot, ConnectionMode mode)
    {
        var outcome = await channels.Runner.Run(
            channels.Services.GetRequiredService<ConnectTelegram>(),
            new ConnectTelegram.Request(bot.Identity.Token, channels.Community, Mode: mode),
            await channels.Administrator(channels.Owner),
            ct: Stop
        );
        Assert.True(outcome.IsDone, outcome.Refusal?.Code);
        return outcome.Value.ConnectionId;
    }

    private Task<Connection> Now(ConnectionId id) =>
        channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) => unit.Db.Set<Connection>().AsNoTracking().SingleAsync(c => c.Id == id, ct),
            Stop
        );

    [Fact]
    public async Task A_bot_is_introduced_and_its_webhook_set_with_a_secret_and_the_kinds_we_need()
    {
        var bot = channels.Telegram.AddBot("hook_bot", readsEverything: false);
        var id = await Connect(bot, ConnectionMode.Webhook);
        Assert.Equal(ConnectionState.Connecting, (await Now(id)).State);
        await channels.Worker<ConnectionWorker>().Look(Stop);
        var connection = await Now(id);
        Assert.Equal(
            (ConnectionState.Active, "hook_bot", false),
            (connection.State, connection.BotUsername, connection.ReadsEverything)
        );
        Assert.Equal($"https://community.example/hooks/telegram/{id}", bot.Webhook!.Url);
        Assert.True(bot.Webhook.SecretToken!.Length >= 32);
        Assert.Superset(
            new HashSet<string> { "chat_member", "message_reaction", "my_chat_member", "message", "edited_message" },
            bot.AllowedUpdates!.ToHashSet()
        );
        Assert.Empty(channels.Telegram.UndocumentedParameters);
        // The same bot is not connected a second time.
        var again = await channels.Runner.Run(
            channels.Services.GetRequiredService<ConnectTelegram>(),
            new ConnectTelegram.Request(bot.Identity.Token, channels.Community),
            await channels.Administrator(channels.Owner),
            ct: Stop
        );
        Assert.Equal("connection_exists", again.Refusal?.Code);
    }

    [Fact]
    public async Task A_dump_of_the_database_reveals_no_token_and_no_secret()
    {
        var bot = channels.Telegram.AddBot("vault_bot");
        var id = await Connect(bot, ConnectionMode.Polling);
        var stored = await channels.Database.Read(
            "select token, webhook_secret from channels.connection_secrets where connection_id = $1",
            row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)),
            id.Value
        );
        var open = await channels.Services.GetRequiredService<ConnectionVault>().Open(id, Stop);
        Assert.Equal(bot.Identity.Token, open!.Token);
        var (token, secret) = Assert.Single(stored);
        Assert.Equal(-1, token.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(bot.Identity.Token)));
        Assert.Equal(-1, secret.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(open.WebhookSecret)));
        // Every text of every table, as a dump would hold it.
        var columns = await channels.Database.Read(
            "select format('select count(*) from %I.%I t where t::text like $1', table_schema, table_name) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
            row => row.GetString(0)
        );
        foreach (var sql in columns)
            Assert.Equal([0L], await channels.Count(sql, $"%{bot.Identity.Token}%"));
        Assert.True(columns.Count > 20);
    }

    [Fact]
    public async Task A_token_that_nobody_knows_stops_the_connection_with_its_reason()
    {
        var bot = channels.Telegram.AddBot("gone_bot");
        channels.Telegram.Revoke(bot);
        var id = await Connect(bot, ConnectionMode.Polling);
        await channels.Worker<ConnectionWorker>().Look(Stop);
        var connection = await Now(id);
        Assert.Equal((ConnectionState.Stopped, "token_revoked"), (connection.State, connection.StoppedCode));
    }

    [Fact]
    public async Task Without_a_public_address_updates_are_asked_for_and_confirmed_after_their_commit()
    {
        var bot = channels.Telegram.AddBot("poll_bot");
        var id = await Connect(bot, ConnectionMode.Polling);
        var worker = channels.Worker<ConnectionWorker>();
        await worker.Look(Stop);
        Assert.Equal(ConnectionState.Active, (await Now(id)).State);
        var group = new Group(-1007000000001, "Polled");
        await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) =>
                channels
                    .Services.GetRequiredService<IChannelSetup>()
                    .BindGroup(unit, channels.Community, id, $"{group.Id}", group.Title, ct),
            Stop
        );
        for (var i = 0; i < 150; i++)
            await channels.Telegram.Deliver(bot, TelegramUpdates.GroupMessage(group, Amal, $"polled {i}"));
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var run = channels
            .Services.GetRequiredService<UpdatePoller>()
            .Run(id, channels.Owner, Guid.CreateVersion7(), polling.Token);
        for (var i = 0; i < 200 && bot.Waiting.Count > 0; i++)
            await Task.Delay(25, Stop);
        Assert.Empty(bot.Waiting);
        await polling.CancelAsync();
        await run;
        await channels.Dispatch();
        Assert.Equal([150L], await channels.Count("select count(*) from channels.messages where text like 'polled %'"));
    }

    [Fact]
    public async Task A_group_is_bound_by_a_token_that_works_once_and_an_administrator_who_looks()
    {
        var administrator = await channels.Administrator(channels.Owner);
        var group = new Group(-1008000000000 - Random.Shared.Next(1_000_000), "Sewing circle");
        var made = await channels.Runner.Run(
            channels.Services.GetRequiredService<CreateBindLink>(),
            new CreateBindLink.Request(channels.Connection, channels.Community),
            administrator,
            ct: Stop
        );
        Assert.StartsWith("https://t.me/settle_bot?startgroup=", made.Value!.Url, StringComparison.Ordinal);
        var token = made.Value.Url.Split('=')[1];
        Assert.Equal(
            [0L],
            await channels.Count("select count(*) from channels.bind_links t where t::text like $1", $"%{token}%")
        );

        await channels.Said(
            TelegramUpdates.StartGroup(group, Amal, channels.Bot.Identity, "wrong" + token),
            TelegramUpdates.StartGroup(group, Amal, channels.Bot.Identity, token),
            TelegramUpdates.Bind(new Group(-1008999999999, "Second"), Oleh, channels.Bot.Identity, token)
        );
        await channels.Dispatch();
        var waiting = await channels.Runner.Run(
            channels.Services.GetRequiredService<ListBindRequests>(),
            new ListBindRequests.Request(channels.Community),
            administrator,
            ct: Stop
        );
        var request = Assert.Single(waiting.Value!.Items, r => r.Title == "Sewing circle");
        Assert.DoesNotContain(waiting.Value.Items, r => r.Title == "Second");
        Assert.Equal("Amal Haddad", request.AskedBy);

        // Until somebody has looked, the group is nobody's business.
        await channels.Said(TelegramUpdates.GroupMessage(group, Amal, "too early"));
        await channels.Dispatch();
        var confirmed = await channels.Runner.Run(
            channels.Services.GetRequiredService<ConfirmBinding>(),
            new ConfirmBinding.Request(request.Id),
            administrator,
            ct: Stop
        );
        Assert.True(confirmed.IsDone, confirmed.Refusal?.Code);
        await channels.Said(
            TelegramUpdates.GroupMessage(group, Amal, "in time"),
            TelegramUpdates.Bind(group, Oleh, channels.Bot.Identity, token)
        );
        await channels.Dispatch();
        Assert.Equal([0L], await channels.Count("select count(*) from channels.messages where text = 'too early'"));
        Assert.Equal([1L], await channels.Count("select count(*) from channels.messages where text = 'in time'"));
        var notice = await channels.Database.Read(
            "select text from channels.deliveries where channel_id = $1",
            row => row.GetString(0),
            confirmed.Value!.ChannelId.Value
        );
        Assert.Contains("Agency owner", Assert.Single(notice), StringComparison.Ordinal);
        Assert.Contains("https://community.example/c/newcomers/privacy?lang=ar", notice[0], StringComparison.Ordinal);
        var twice = await channels.Runner.Run(
            channels.Services.GetRequiredService<ConfirmBinding>(),
            new ConfirmBinding.Request(request.Id),
            administrator,
            ct: Stop
        );
        Assert.Equal("already_decided", twice.Refusal?.Code);
    }

    [Fact]
    public async Task A_bind_link_lasts_fifteen_minutes()
    {
        var made = await channels.Runner.Run(
            channels.Services.GetRequiredService<CreateBindLink>(),
            new CreateBindLink.Request(channels.Connection, channels.Community),
            await channels.Administrator(channels.Owner),
            ct: Stop
        );
        channels.Clock.Advance(TimeSpan.FromMinutes(16));
        var late = new Group(-1008111111111, "Late");
        await channels.Said(
            TelegramUpdates.StartGroup(late, Amal, channels.Bot.Identity, made.Value!.Url.Split('=')[1])
        );
        await channels.Dispatch();
        Assert.Equal([0L], await channels.Count("select count(*) from channels.bind_requests where title = 'Late'"));
    }

    [Fact]
    public async Task Another_agencys_connection_makes_no_links()
    {
        var made = await channels.Runner.Run(
            channels.Services.GetRequiredService<CreateBindLink>(),
            new CreateBindLink.Request(channels.Connection, channels.Community),
            await channels.Administrator(channels.Partner),
            ct: Stop
        );
        Assert.Equal("not_found", made.Refusal?.Code);
    }

    [Fact]
    public async Task Who_writes_to_a_bot_of_several_communities_is_asked_which_and_nothing_is_lost()
    {
        var bot = channels.Telegram.AddBot("shared_bot");
        var second = CommunityId.New();
        await channels.AddCommunity(second, "second-" + Random.Shared.Next(), "Francophone portal");
        var connection = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            async (unit, ct) =>
            {
                var setup = channels.Services.GetRequiredService<IChannelSetup>();
                var made = await setup.ConnectTelegram(
                    unit,
                    bot.Identity.Token,
                    "shared_bot",
                    ConnectionMode.Webhook,
                    false,
                    ct
                );
                await setup.BindGroup(unit, channels.Community, made.Id, "-100711", "First", ct);
                channels.Clock.Advance(TimeSpan.FromSeconds(1));
                return made.Id;
            },
            Stop
        );
        await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) =>
                channels
                    .Services.GetRequiredService<IChannelSetup>()
                    .BindGroup(unit, second, connection, "-100712", "Second", ct),
            Stop
        );
        var person = new Person(7_700_001, "Aya");
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "J'ai une question"));
        await channels.Dispatch();
        Assert.Equal(
            [0L],
            await channels.Count("select count(*) from channels.messages where text = 'J''ai une question'")
        );
        var questions = channels.Services.GetRequiredService<CommunityQuestions>();
        await questions.AskAll(Guid.CreateVersion7(), Stop);
        await questions.AskAll(Guid.CreateVersion7(), Stop);
        var asked = Assert.Single(channels.Telegram.Sent, s => s.ChatId == person.Id);
        Assert.Contains("1. Newcomers\n2. Francophone portal", asked.Text, StringComparison.Ordinal);
        // Only the connection's owner knows that something waits.
        Task<int> Waiting(AgencyId agency) =>
            channels.Work.Run(Scope.Agency(agency), (unit, ct) => unit.Db.Set<UnplacedEvent>().CountAsync(ct), Stop);
        Assert.Equal((1, 0), (await Waiting(channels.Owner), await Waiting(channels.Partner)));

        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "٢"));
        await channels.Dispatch();
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "Merci d'avance"));
        await channels.Dispatch();
        var placed = await channels.Database.Read(
            "select text from channels.messages where community_id = $1 order by sent_at, platform_message_id",
            row => row.GetString(0),
            second.Value
        );
        Assert.Equal(["J'ai une question", "Merci d'avance"], placed);
        Assert.Equal(0, await Waiting(channels.Owner));
    }
}
