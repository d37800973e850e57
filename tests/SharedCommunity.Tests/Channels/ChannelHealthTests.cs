using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>What a test of a bot finds, how a channel says that it is, and what a person decides about a delivery.</summary>
public sealed class ChannelHealthTests(ChannelsFixture channels) : IClassFixture<ChannelsFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed record Connected(ConnectionId Id, ChannelId Channel, FakeBot Bot, Group Group);

    private async Task<Connected> Bot()
    {
        var number = Random.Shared.Next(1_000_000);
        var bot = channels.Telegram.AddBot($"bot_{number}");
        var group = new Group(-1_005_000_000_000 - number, $"Group {number}");
        channels.Telegram.AddGroup(group);
        return await channels.Work.Run(
            Scope.Agency(channels.Owner),
            async (unit, ct) =>
            {
                var setup = channels.Services.GetRequiredService<IChannelSetup>();
                var made = await setup.ConnectTelegram(
                    unit,
                    bot.Identity.Token,
                    bot.Identity.Username,
                    ConnectionMode.Webhook,
                    false,
                    ct
                );
                var channel = await setup.BindGroup(unit, channels.Community, made.Id, $"{group.Id}", group.Title, ct);
                return new Connected(made.Id, channel, bot, group);
            },
            Stop
        );
    }

    private async Task<Outcome<Done>> Ask(ConnectionId id, AgencyId by) =>
        await channels.Runner.Run(
            channels.Services.GetRequiredService<TestConnection>(),
            new TestConnection.Request(id, channels.Community),
            await channels.Administrator(by),
            ct: Stop
        );

    private async Task<(ConnectionState State, string? Code)> StateOf(ConnectionId id)
    {
        var connection = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) => unit.Db.Set<Connection>().AsNoTracking().SingleAsync(c => c.Id == id, ct),
            Stop
        );
        return (connection.State, connection.StoppedCode);
    }

    private async Task<Outcome<Done>> Test(ConnectionId id, AgencyId by)
    {
        var outcome = await Ask(id, by);
        await channels.Services.GetRequiredService<ConnectionChecks>().LookAll(Guid.CreateVersion7(), Stop);
        return outcome;
    }

    private Task<ConnectionCheck> Check(ConnectionId id) =>
        channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) => unit.Db.Set<ConnectionCheck>().AsNoTracking().SingleAsync(c => c.ConnectionId == id, ct),
            Stop
        );

    private Task<Channel> Channel(ChannelId id) =>
        channels.Work.Run(
            Scope.Community(channels.Community),
            (unit, ct) => unit.Db.Set<Channel>().AsNoTracking().SingleAsync(c => c.Id == id, ct),
            Stop
        );

    private Task<Dictionary<ChannelId, ChannelHealth>> Health(AgencyId agency) =>
        channels.Work.Run(Scope.Agency(agency), (unit, ct) => ChannelHealth.Of(channels.Community, unit, ct), Stop);

    [Fact]
    public async Task A_test_finds_that_the_token_works_that_no_address_is_set_and_which_right_is_lacking()
    {
        var connected = await Bot();
        channels.Telegram.SetMember(
            connected.Group,
            connected.Bot.Identity.AsPerson(),
            "administrator",
            isBot: true,
            "can_delete_messages",
            "can_restrict_members",
            "can_invite_users"
        );
        Assert.True((await Test(connected.Id, channels.Owner)).IsDone);
        var check = await Check(connected.Id);
        Assert.NotNull(check.DoneAt);
        Assert.Equal((null, HookState.Missing), (check.Failure, check.Hook));
        var channel = await Channel(connected.Channel);
        Assert.Equal(BotStanding.Administrator, channel.Standing);
        Assert.Equal(["can_pin_messages"], channel.LackingRights);
        var said = channels.Telegram.Calls.Where(c => c.Token == connected.Bot.Identity.Token).Select(c => c.Method);
        Assert.DoesNotContain("sendMessage", said);
        Assert.DoesNotContain("setWebhook", said);
    }

    [Fact]
    public async Task A_test_finds_that_the_bot_was_taken_out_and_another_finds_it_back()
    {
        var connected = await Bot();
        var us = connected.Bot.Identity.AsPerson();
        channels.Telegram.SetMember(connected.Group, us, "kicked", isBot: true);
        await Test(connected.Id, channels.Owner);
        Assert.Equal("bot_removed", (await Channel(connected.Channel)).StoppedCode);
        var health = (await Health(channels.Owner))[connected.Channel];
        Assert.Equal(HealthState.Broken, health.StateOf(await Channel(connected.Channel), null));
        channels.Telegram.SetMember(connected.Group, us, "member", isBot: true);
        await Test(connected.Id, channels.Owner);
        Assert.Null((await Channel(connected.Channel)).StoppedCode);
    }

    [Fact]
    public async Task A_test_of_a_revoked_token_stops_the_connection()
    {
        var connected = await Bot();
        channels.Telegram.Revoke(connected.Bot);
        await Test(connected.Id, channels.Owner);
        Assert.Equal("token_revoked", (await Check(connected.Id)).Failure);
        var connection = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) => unit.Db.Set<Connection>().AsNoTracking().SingleAsync(c => c.Id == connected.Id, ct),
            Stop
        );
        Assert.Equal((ConnectionState.Stopped, "token_revoked"), (connection.State, connection.StoppedCode));
    }

    [Fact]
    public async Task A_bot_whose_token_cannot_be_opened_says_so_and_keeps_no_other_from_its_test()
    {
        var (broken, sound) = (await Bot(), await Bot());
        await channels.Database.Administer(
            $"update channels.connection_secrets set token = 'x'::bytea where connection_id = '{broken.Id}'"
        );
        await Ask(broken.Id, channels.Owner);
        await Test(sound.Id, channels.Owner);
        Assert.Equal("unreadable", (await Check(broken.Id)).Failure);
        Assert.NotNull((await Check(broken.Id)).DoneAt);
        Assert.Null((await Check(sound.Id)).Failure);
        Assert.NotNull((await Check(sound.Id)).DoneAt);
        // Nobody holds its lease: it can be tested again at once, by any host.
        await channels.Database.Administer(
            $"update channels.connection_secrets set token = 'y'::bytea where connection_id = '{broken.Id}'",
            $"update channels.connection_checks set failure = null where connection_id = '{broken.Id}'"
        );
        await Test(broken.Id, channels.Owner);
        Assert.Equal("unreadable", (await Check(broken.Id)).Failure);

        // Both are to be introduced anew: the broken one is stopped, and the other does not wait behind it.
        await channels.Database.Administer(
            $"update channels.connections set state = 'Connecting' where id in ('{broken.Id}', '{sound.Id}')"
        );
        await channels.Worker<ConnectionWorker>().Look(Stop);
        Assert.Equal((ConnectionState.Stopped, "unreadable"), await StateOf(broken.Id));
        Assert.Equal((ConnectionState.Active, null), await StateOf(sound.Id));
    }

    [Fact]
    public async Task A_platform_that_is_slow_to_answer_a_test_holds_no_other_bot_up()
    {
        var slow = await Bot();
        channels.Telegram.SetMember(slow.Group, slow.Bot.Identity.AsPerson(), "member", isBot: true);
        await channels.Worker<ConnectionWorker>().Look(Stop);
        slow.Bot.Delay = TimeSpan.FromSeconds(1.5);
        await Ask(slow.Id, channels.Owner);
        int Called() => channels.Telegram.Calls.Count(c => c.Token == slow.Bot.Identity.Token);
        var before = Called();
        var worker = await channels.StartWorker<ConnectionWorker>();
        try
        {
            // Two of the test's calls are still to be answered.
            await Eventually.Becomes(() => Task.FromResult(Called()), called => called > before);
            var other = await Bot();
            await channels.Database.Administer(
                $"update channels.connections set state = 'Connecting' where id = '{other.Id}'"
            );
            channels.Services.GetRequiredService<Wakeups>().Wake("connections");
            await Eventually.Becomes(() => StateOf(other.Id), state => state.State == ConnectionState.Active);
            Assert.Null((await Check(slow.Id)).DoneAt);
            await Eventually.Becomes(() => Check(slow.Id), check => check.DoneAt is not null);
            Assert.Null((await Check(slow.Id)).Failure);
        }
        finally
        {
            await worker.StopAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_partner_sees_what_a_test_found_and_cannot_ask_for_one()
    {
        var connected = await Bot();
        await Test(connected.Id, channels.Owner);
        Assert.Equal("not_found", (await Test(connected.Id, channels.Partner)).Refusal?.Code);
        Task<int> Seen(AgencyId agency) =>
            channels.Work.Run(
                Scope.Agency(agency),
                (unit, ct) => unit.Db.Set<ConnectionCheck>().CountAsync(c => c.ConnectionId == connected.Id, ct),
                Stop
            );
        Assert.Equal((1, 0), (await Seen(channels.Partner), await Seen(channels.Stranger)));
    }

    [Fact]
    public async Task A_channel_counts_what_waits_what_is_parked_and_what_did_not_go_out()
    {
        var connected = await Bot();
        await channels.Said(
            connected.Id,
            TelegramUpdates.GroupMessage(connected.Group, Sample.Amal, "one"),
            TelegramUpdates.GroupMessage(connected.Group, Sample.Amal, "two")
        );
        await channels.Database.Administer(
            $"""
            with first as (
                delete from channels.waiting_events where journal_id =
                    (select min(journal_id) from channels.waiting_events where connection_id = '{connected.Id}')
                returning journal_id
            )
            insert into channels.parked_events (id, journal_id, connection_id, agency_id, community_id, failure, parked_at)
            select gen_random_uuid(), journal_id, '{connected.Id}', '{channels.Owner}', '{channels.Community}', 'Oops', now()
            from first
            """,
            $"update channels.waiting_events set attempts = 1, next_at = now() + interval '1 hour' where connection_id = '{connected.Id}'"
        );
        await Delivery(connected, "Failed", "bot_removed");
        await Delivery(connected, "Unknown", "timeout");
        var health = (await Health(channels.Partner))[connected.Channel];
        Assert.Equal(
            (1L, 1L, 1L, 0L, 1L, 1L),
            (
                health.EventsWaiting,
                health.EventsRetried,
                health.EventsParked,
                health.OutWaiting,
                health.OutFailed,
                health.OutUnknown
            )
        );
        Assert.Equal(HealthState.NeedsALook, health.StateOf(await Channel(connected.Channel), null));
        Assert.Empty(await Health(channels.Stranger));
        await channels.Database.Administer(
            $"delete from channels.waiting_events where connection_id = '{connected.Id}'"
        );
    }

    [Fact]
    public async Task What_nobody_knows_of_is_found_missing_then_given_up_and_never_sent()
    {
        var connected = await Bot();
        var id = await Delivery(connected, "Unknown", "timeout");
        var administrator = await channels.Administrator(channels.Partner);
        Task<Outcome<Done>> Decide(DeliveryDecision decision) =>
            channels.Runner.Run(decision, new DeliveryDecision.Request(DeliveryId.From(id)), administrator, ct: Stop);
        T UseCase<T>()
            where T : notnull => channels.Services.GetRequiredService<T>();
        Assert.Equal("delivery_gone", (await Decide(UseCase<RecallDelivery>())).Refusal?.Code);
        Assert.True((await Decide(UseCase<ConfirmNotSent>())).IsDone);
        Assert.Equal("not_retryable", (await Decide(UseCase<ConfirmSent>())).Refusal?.Code);
        Assert.True((await Decide(UseCase<RecallDelivery>())).IsDone);
        Assert.Equal("not_retryable", (await Decide(UseCase<RetryDelivery>())).Refusal?.Code);
        Assert.DoesNotContain(channels.Telegram.Sent, sent => sent.ChatId == connected.Group.Id);
    }

    private async Task<Guid> Delivery(Connected connected, string state, string failure)
    {
        var id = Guid.CreateVersion7();
        await channels.Database.Administer(
            $"""
            insert into channels.deliveries (id, community_id, channel_id, text, state, failure, due_at, created_at, attempts, parts_sent)
            values ('{id}', '{channels.Community}', '{connected.Channel}', 'An answer', '{state}', '{failure}', now(), now(), 1, 0)
            """
        );
        return id;
    }
}
