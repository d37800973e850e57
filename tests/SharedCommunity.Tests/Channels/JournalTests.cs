using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharedCommunity.Channels.Journal;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

/// <summary>The hook over real HTTP, and what becomes of events that fail.</summary>
public sealed class JournalTests(ChannelsFixture channels) : IClassFixture<ChannelsFixture>, IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private readonly HttpClient _client = new();
    private WebApplication _site = null!;
    private Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(channels.Services.GetRequiredService<HookDoor>());
        builder.Services.AddRouting();
        _site = builder.Build();
        HookDoor.Map(_site);
        await _site.StartAsync(Stop);
        _address = new Uri(
            _site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        );
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    private Uri Hook(ConnectionId connection) => new(_address, $"/hooks/telegram/{connection}");

    private async Task<int> Post(byte[] body, string? secret = "", ConnectionId? connection = null)
    {
        using var response = await FakeTelegram.Post(
            _client,
            Hook(connection ?? channels.Connection),
            secret == "" ? channels.WebhookSecret : secret,
            body
        );
        return (int)response.StatusCode;
    }

    private async Task<long> Journalled(TelegramUpdate update) =>
        (await channels.Count("select count(*) from channels.journal where event_id = $1", $"{update.Id}")).Single();

    [Fact]
    public async Task Two_hundred_means_that_it_is_in_the_journal_once()
    {
        var update = TelegramUpdates.GroupMessage(Newcomers, Amal, "Durable?");
        Assert.Equal(200, await Post(update.Bytes()));
        Assert.Equal(200, await Post(update.Bytes()));
        Assert.Equal(1, await Journalled(update));
        var raw = await channels.Database.Read(
            "select payload from channels.journal where event_id = $1",
            row => row.GetFieldValue<byte[]>(0),
            $"{update.Id}"
        );
        Assert.Equal(update.Bytes(), Assert.Single(raw));
    }

    [Fact]
    public async Task Who_does_not_know_the_secret_is_not_heard()
    {
        var update = TelegramUpdates.GroupMessage(Newcomers, Amal, "Forged");
        Assert.Equal(401, await Post(update.Bytes(), secret: null));
        Assert.Equal(401, await Post(update.Bytes(), channels.WebhookSecret + "x"));
        Assert.Equal(401, await Post(update.Bytes(), channels.WebhookSecret[..^1]));
        Assert.Equal(401, await Post(update.Bytes(), connection: ConnectionId.New()));
        Assert.Equal(401, await Post("nonsense"u8.ToArray(), secret: "wrong"));
        Assert.Equal(0, await Journalled(update));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"update_id\":1,")]
    public async Task What_is_no_json_or_has_no_id_is_refused(string body) =>
        Assert.Equal(400, await Post(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task Over_a_megabyte_is_refused_and_just_below_is_not()
    {
        byte[] Sized(int size)
        {
            var head = "{\"update_id\":77777001,\"x\":\""u8;
            var body = new byte[size];
            Array.Fill(body, (byte)'x');
            head.CopyTo(body);
            "\"}"u8.CopyTo(body.AsSpan(size - 2));
            return body;
        }
        Assert.Equal(400, await Post(Sized(1024 * 1024 + 1)));
        Assert.Equal(200, await Post(Sized(1024 * 1024)));
        await channels.Dispatch();
    }

    [Fact]
    public async Task What_the_parser_cannot_read_is_kept_and_marked()
    {
        var body = Encoding.UTF8.GetBytes("""{"update_id":77777100,"message":{"message_id":"?","chat":7}}""");
        Assert.Equal(200, await Post(body));
        await channels.Dispatch();
        var outcome = await channels.Database.Read(
            "select outcome from channels.journal where event_id = '77777100'",
            row => row.GetString(0)
        );
        Assert.StartsWith("unreadable: ", Assert.Single(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_callers_at_once_are_all_kept()
    {
        var updates = Enumerable
            .Range(0, 1_000)
            .Select(i => TelegramUpdates.GroupMessage(Newcomers, Oleh, $"burst {i}"))
            .ToArray();
        var statuses = await Task.WhenAll(updates.Select(u => Post(u.Bytes())));
        Assert.All(statuses, s => Assert.Equal(200, s));
        await channels.Dispatch();
        Assert.Equal(
            [1_000L],
            await channels.Count("select count(*) from channels.messages where text like 'burst %'")
        );
    }

    [Fact]
    public async Task One_bad_event_costs_its_batch_nothing()
    {
        var writer = channels.Services.GetRequiredService<JournalWriter>();
        JournalEntry Entry(string lane, TelegramUpdate u) =>
            new(channels.Connection, $"{u.Id}", u.Id, lane, "1", u.Bytes());
        // Again and again: one of them fails in the use in which the statement is prepared on its connection.
        for (var i = 0; i < 6; i++)
        {
            var good = TelegramUpdates.GroupMessage(Newcomers, Amal, $"good {i}");
            // PostgreSQL refuses U+0000: the whole statement fails, and the others are then written alone.
            var bad = Entry("\0", TelegramUpdates.GroupMessage(Newcomers, Amal, "bad"));
            var fine = Entry($"{Newcomers.Id}", good);
            Assert.True(writer.TryAppend(bad) && writer.TryAppend(fine));
            Assert.False(await bad.Written.WaitAsync(Stop));
            Assert.True(await fine.Written.WaitAsync(Stop));
            Assert.Equal(1, await Journalled(good));
        }

        await channels.Dispatch();
    }

    [Fact]
    public async Task An_event_that_keeps_failing_is_parked_while_its_lane_waits_then_goes_on()
    {
        // A rule of the database that one text breaks: the insert of the batch fails, and of the lane, and of the event.
        await channels.Database.Administer(
            "alter table channels.messages add constraint poison check (text <> 'poison')"
        );
        try
        {
            var group = new Group(-1005000000001, "Poisoned");
            await BindGroup(group);
            var before = TelegramUpdates.GroupMessage(group, Amal, "before the poison");
            var poison = TelegramUpdates.GroupMessage(group, Amal, "poison");
            var after = TelegramUpdates.GroupMessage(group, Amal, "after the poison");
            var elsewhere = TelegramUpdates.GroupMessage(Newcomers, Amal, "beside the poison");
            await channels.Said(before, poison, after, elsewhere);
            await channels.Dispatch();
            Assert.Equal(["before the poison", "beside the poison"], await Texts());
            Assert.Equal(
                [1L],
                await channels.Count("select attempts::bigint from channels.waiting_events where attempts > 0")
            );
            // The lane waits 1, then 5, then 25 seconds; the clock of the database is moved on for it.
            for (var i = 0; i < 3; i++)
            {
                await channels.Database.Administer(
                    "update channels.waiting_events set next_at = now() - interval '1 second' where attempts > 0"
                );
                await channels.Dispatch();
            }
            Assert.Equal(["after the poison", "before the poison", "beside the poison"], await Texts());
            Assert.Equal([1L], await channels.Count("select count(*) from channels.parked_events"));
            Assert.Equal([0L], await channels.Count("select count(*) from channels.waiting_events"));
        }
        finally
        {
            await channels.Database.Administer("alter table channels.messages drop constraint poison");
        }
        var parked = await channels.Count("select journal_id from channels.parked_events");
        var replayed = await channels.Work.Run(
            SharedCommunity.Kernel.Scopes.Scope.Agency(channels.Partner),
            (unit, ct) => unit.Call("channels.journal_replay", [parked.ToArray()], row => row.GetInt64(0), ct),
            Stop
        );
        Assert.Equal(parked, replayed);
        await channels.Dispatch();
        Assert.Contains("poison", await Texts());

        Task<List<string>> Texts() =>
            channels.Database.Read(
                "select text from channels.messages where text like '%poison%' order by text",
                row => row.GetString(0)
            );
    }

    [Fact]
    public async Task A_long_lane_that_is_held_back_holds_nobody_up()
    {
        await channels.Dispatch();
        // More than the dispatcher looks at in one go, all behind one event that has failed.
        await channels.Database.Administer(
            $"""
            with written as (
                insert into channels.journal (connection_id, event_id, position, lane, account, payload, received_at)
                select '{channels.Connection}', 'held-' || n, n, 'held', '1', 'x', now() from generate_series(1, 5000) n
                returning id, connection_id, lane, account, position
            )
            insert into channels.waiting_events (journal_id, connection_id, lane, account, position, attempts, next_at)
            select id, connection_id, lane, account, position, case when position = 1 then 1 else 0 end,
                case when position = 1 then now() + interval '1 hour' end
            from written
            """
        );
        var other = TelegramUpdates.GroupMessage(Newcomers, Amal, "beside the held lane");
        await channels.Said(other);
        await channels.Dispatch();
        Assert.Equal(
            [1L],
            await channels.Count("select count(*) from channels.messages where text = 'beside the held lane'")
        );
        Assert.Equal([5000L], await channels.Count("select count(*) from channels.waiting_events where lane = 'held'"));
        await channels.Database.Administer(
            "delete from channels.waiting_events where lane = 'held'",
            "delete from channels.journal where lane = 'held'"
        );
    }

    [Fact]
    public async Task A_stranger_replays_nothing()
    {
        await channels.Database.Administer(
            $"insert into channels.parked_events (id, journal_id, connection_id, agency_id, community_id, failure, parked_at) select gen_random_uuid(), id, connection_id, '{channels.Owner}', '{channels.Community}', 'X', now() from channels.journal limit 1"
        );
        var ids = await channels.Count("select journal_id from channels.parked_events where failure = 'X'");
        if (ids.Count == 0)
        {
            await channels.Said(TelegramUpdates.GroupMessage(Newcomers, Amal, "something"));
            await channels.Dispatch();
            await A_stranger_replays_nothing();
            return;
        }
        var replayed = await channels.Work.Run(
            SharedCommunity.Kernel.Scopes.Scope.Agency(channels.Stranger),
            (unit, ct) => unit.Call("channels.journal_replay", [ids.ToArray()], row => row.GetInt64(0), ct),
            Stop
        );
        Assert.Empty(replayed);
        await channels.Database.Administer("delete from channels.parked_events where failure = 'X'");
    }

    private Task BindGroup(Group group) =>
        channels.Work.Run(
            SharedCommunity.Kernel.Scopes.Scope.Agency(channels.Owner),
            (unit, ct) =>
                channels
                    .Services.GetRequiredService<SharedCommunity.Channels.Contracts.IChannelSetup>()
                    .BindGroup(unit, channels.Community, channels.Connection, $"{group.Id}", group.Title, ct),
            Stop
        );
}
