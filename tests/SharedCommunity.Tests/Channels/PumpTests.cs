using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Channels.Messages;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

public sealed class PumpTests(ChannelsFixture channels) : IClassFixture<ChannelsFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private readonly DeliveryPump _pump = channels.Worker<DeliveryPump>();

    private Task<DeliveryId> Queue(string text, MessageId? replyTo = null, ChannelId? channel = null) =>
        channels.Work.Run(
            Scope.Agency(channels.Partner),
            (unit, _) =>
                Task.FromResult(
                    channels
                        .Services.GetRequiredService<IDeliveries>()
                        .Enqueue(
                            unit,
                            new NewDelivery(channels.Community, channel ?? channels.Channel, text, ReplyTo: replyTo)
                        )
                ),
            Stop
        );

    /// <summary>A group of its own, so that no test waits for another one's pace.</summary>
    private async Task<(ChannelId Channel, long Chat)> Group()
    {
        var chat = -1002_000_000_000 - Random.Shared.NextInt64(1_000_000_000);
        var channel = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) =>
                channels
                    .Services.GetRequiredService<IChannelSetup>()
                    .BindGroup(unit, channels.Community, channels.Connection, $"{chat}", "A group", ct),
            Stop
        );
        return (channel, chat);
    }

    /// <summary>Lets the pump look until the delivery is where it should be; time passes meanwhile.</summary>
    private async Task<Delivery> Until(DeliveryId id, Func<Delivery, bool> there)
    {
        for (var i = 0; i < 400; i++)
        {
            await _pump.Look(Stop);
            var delivery = await Now(id);
            if (there(delivery))
                return delivery;
            channels.Clock.Advance(TimeSpan.FromMilliseconds(40));
            await Task.Delay(10, Stop);
        }
        throw new TimeoutException($"{(await Now(id)).State}");
    }

    private Task<Delivery> Now(DeliveryId id) =>
        channels.Work.Run(
            Scope.Community(channels.Community),
            (unit, ct) => unit.Db.Set<Delivery>().AsNoTracking().SingleAsync(d => d.Id == id, ct),
            Stop
        );

    private IReadOnlyList<SentMessage> SentTo(long chat) => [.. channels.Telegram.Sent.Where(s => s.ChatId == chat)];

    [Fact]
    public async Task An_answer_goes_out_as_a_reply_and_stands_among_the_messages()
    {
        var (group, chat) = await Group();
        var asked = TelegramUpdates.GroupMessage(new Group(chat, "A group"), Amal, "Where is the library?");
        channels.Heard.Forget();
        await channels.Said(asked);
        await channels.Dispatch();
        var question = channels.Heard.Of<MessagePosted>().Single(p => p.Channel == group);
        var id = await Queue("By the bridge", question.Message, group);
        var delivery = await Until(id, d => d.State == DeliveryState.Sent);
        var sent = Assert.Single(SentTo(chat));
        Assert.Equal(("By the bridge", asked.MessageId), (sent.Text, sent.ReplyTo));
        Assert.Equal($"{sent.MessageId}", delivery.PlatformMessageId);
        var message = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) => unit.Db.Set<MessageCard>().SingleAsync(m => m.DeliveryId == id, ct),
            Stop
        );
        Assert.Equal(
            (true, "By the bridge", question.Message),
            (message.Outgoing, message.Text, message.ReplyTo!.Value)
        );
        Assert.Equal(DeliveryState.Sent, channels.Heard.Of<DeliverySettled>().Single(d => d.Delivery == id).State);
    }

    [Fact]
    public async Task Too_many_requests_pauses_the_chat_for_as_long_as_told()
    {
        var (group, chat) = await Group();
        channels.Telegram.Fail(chat, Failure.TooManyRequests(14));
        var first = await Queue("one", channel: group);
        channels.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = await Queue("two", channel: group);
        var waiting = await Until(first, d => d.Failure == "rate_limited");
        Assert.Equal(DeliveryState.Waiting, waiting.State);
        await _pump.Look(Stop);
        Assert.Empty(SentTo(chat));
        channels.Clock.Advance(TimeSpan.FromSeconds(15));
        await Until(second, d => d.State == DeliveryState.Sent);
        Assert.Equal(["one", "two"], SentTo(chat).Select(s => s.Text));
    }

    [Fact]
    public async Task What_may_have_been_sent_is_never_sent_again_by_itself()
    {
        var (group, chat) = await Group();
        channels.Telegram.Fail(chat, new Failure.CutAfterAccepting());
        var id = await Queue("perhaps", channel: group);
        Assert.Equal("connection_lost", (await Until(id, d => d.State == DeliveryState.Unknown)).Failure);
        channels.Clock.Advance(TimeSpan.FromMinutes(5));
        await _pump.Look(Stop);
        Assert.Single(SentTo(chat));
        // A person may decide so.
        await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) => channels.Services.GetRequiredService<IDeliveries>().Retry(unit, id, ct),
            Stop
        );
        await Until(id, d => d.State == DeliveryState.Sent);
        Assert.Equal(2, SentTo(chat).Count);
    }

    [Fact]
    public async Task What_a_crash_left_under_way_becomes_unknown_for_whoever_takes_over()
    {
        var (group, chat) = await Group();
        var id = await Queue("half way", channel: group);
        var steps = channels.Services.GetRequiredService<DeliverySteps>();
        Assert.NotNull(await steps.Begin(channels.Community, id, Stop));
        // Another host's pump: it has its own name and takes the lease when that of the first has run out.
        await channels.Database.Administer("delete from kernel.leases");
        var other = ActivatorUtilities.CreateInstance<DeliveryPump>(channels.Services);
        await Queue("wakes the connection", channel: group);
        for (var i = 0; i < 200 && (await Now(id)).State == DeliveryState.Attempted; i++)
        {
            await other.Look(Stop);
            await Task.Delay(10, Stop);
        }
        Assert.Equal((DeliveryState.Unknown, "sender_lost"), ((await Now(id)).State, (await Now(id)).Failure));
        Assert.DoesNotContain(SentTo(chat), s => s.Text == "half way");
        await channels.Database.Administer("delete from kernel.leases");
    }

    [Fact]
    public async Task A_lease_lets_one_host_send()
    {
        var (group, chat) = await Group();
        await channels.Database.Administer(
            "delete from kernel.leases",
            $"insert into kernel.leases values ('deliveries:{channels.Connection}', gen_random_uuid(), clock_timestamp() + interval '1 hour')"
        );
        var other = ActivatorUtilities.CreateInstance<DeliveryPump>(channels.Services);
        var id = await Queue("not yet", channel: group);
        for (var i = 0; i < 10; i++)
        {
            await other.Look(Stop);
            await Task.Delay(10, Stop);
        }
        Assert.Equal(DeliveryState.Waiting, (await Now(id)).State);
        await channels.Database.Administer("delete from kernel.leases");
        await Until(id, d => d.State == DeliveryState.Sent);
        Assert.Single(SentTo(chat));
    }

    [Fact]
    public async Task A_person_who_blocked_the_bot_is_remembered()
    {
        var person = new Person(7300 + Random.Shared.Next(1000), "Nadia");
        await channels.Said(TelegramUpdates.PrivateMessage(person, "Hello"));
        await channels.Dispatch();
        channels.Telegram.Fail(person.Id, Failure.BlockedByUser);
        for (var i = 0; i < 300; i++)
        {
            await _pump.Look(Stop);
            channels.Clock.Advance(TimeSpan.FromMilliseconds(40));
            await Task.Delay(10, Stop);
            if ((await Codes()) is ["blocked"])
                return;
        }
        Assert.Fail("not marked as blocked");

        Task<List<string>> Codes() =>
            channels.Database.Read(
                "select unreachable_code from channels.channel_accounts where account = $1 and unreachable_code is not null",
                row => row.GetString(0),
                $"{person.Id}"
            );
    }

    [Fact]
    public async Task A_group_that_put_the_bot_out_is_stopped_and_comes_back()
    {
        var (group, chat) = await Group();
        channels.Telegram.Fail(chat, Failure.Kicked);
        var id = await Queue("to nobody", channel: group);
        Assert.Equal("bot_removed", (await Until(id, d => d.State == DeliveryState.Failed)).Failure);
        var next = await Queue("still to nobody", channel: group);
        Assert.Equal("bot_removed", (await Until(next, d => d.State == DeliveryState.Failed)).Failure);
        Assert.Empty(SentTo(chat));
        await channels.Said(TelegramUpdates.BotAdded(new Group(chat, "A group"), Amal, channels.Bot.Identity));
        await channels.Dispatch();
        var back = await Queue("here again", channel: group);
        await Until(back, d => d.State == DeliveryState.Sent);
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_is_followed()
    {
        var (group, chat) = await Group();
        channels.Telegram.Fail(chat, Failure.Migrated(chat - 7));
        var id = await Queue("follow me", channel: group);
        await Until(id, d => d.State == DeliveryState.Sent);
        Assert.Equal("follow me", Assert.Single(SentTo(chat - 7)).Text);
        Assert.Empty(SentTo(chat));
    }

    [Fact]
    public async Task A_long_text_goes_out_in_parts_and_resumes_where_it_stopped()
    {
        var (group, chat) = await Group();
        var text = string.Join("\n\n", Enumerable.Range(0, 9).Select(i => new string((char)('a' + i), 1_000)));
        var id = await Queue(text, channel: group);
        await Until(id, d => d.PartsSent == 1);
        channels.Telegram.Fail(chat, Failure.TooManyRequests(1));
        await Until(id, d => d.State == DeliveryState.Sent);
        Assert.Equal(3, SentTo(chat).Count);
        Assert.Equal(text, string.Join("\n\n", SentTo(chat).Select(s => s.Text)));
    }

    [Fact]
    public async Task What_is_held_can_be_recalled_and_what_is_sent_cannot()
    {
        var (group, chat) = await Group();
        var deliveries = channels.Services.GetRequiredService<IDeliveries>();
        var held = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, _) =>
                Task.FromResult(
                    deliveries.Enqueue(
                        unit,
                        new NewDelivery(
                            channels.Community,
                            group,
                            "at opening",
                            NotBefore: unit.Now + NodaTime.Duration.FromHours(12)
                        )
                    )
                ),
            Stop
        );
        await _pump.Look(Stop);
        Task<bool> Recall(DeliveryId id) =>
            channels.Work.Run(Scope.Agency(channels.Owner), (unit, ct) => deliveries.Recall(unit, id, ct), Stop);
        Assert.True(await Recall(held));
        Assert.False(await Recall(held));
        var sent = await Queue("gone", channel: group);
        await Until(sent, d => d.State == DeliveryState.Sent);
        Assert.False(await Recall(sent));
        Assert.Equal(["gone"], SentTo(chat).Select(s => s.Text));
    }

    [Fact]
    public async Task What_is_meant_for_the_desk_ends_at_once()
    {
        var desk = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) => channels.Services.GetRequiredService<IChannelSetup>().Desk(unit, channels.Community, ct),
            Stop
        );
        var again = await channels.Work.Run(
            Scope.Agency(channels.Partner),
            (unit, ct) => channels.Services.GetRequiredService<IChannelSetup>().Desk(unit, channels.Community, ct),
            Stop
        );
        Assert.Equal(desk, again);
        var id = await Queue("to whom?", channel: desk);
        Assert.Equal("no_recipient", (await Until(id, d => d.State == DeliveryState.Failed)).Failure);
    }

    [Fact]
    public async Task A_token_that_was_revoked_stops_the_connection()
    {
        var bot = channels.Telegram.AddBot("other_bot");
        var chat = -1003_000_000_000 - Random.Shared.NextInt64(1_000_000);
        var (connection, channel) = await channels.Work.Run(
            Scope.Agency(channels.Owner),
            async (unit, ct) =>
            {
                var setup = channels.Services.GetRequiredService<IChannelSetup>();
                var made = await setup.ConnectTelegram(
                    unit,
                    bot.Identity.Token,
                    "other_bot",
                    ConnectionMode.Polling,
                    false,
                    ct
                );
                return (made.Id, await setup.BindGroup(unit, channels.Community, made.Id, $"{chat}", "Other", ct));
            },
            Stop
        );
        channels.Telegram.Revoke(bot);
        var id = await Queue("nobody sends this", channel: channel);
        Assert.Equal("token_revoked", (await Until(id, d => d.State == DeliveryState.Failed)).Failure);
        for (var i = 0; i < 100; i++)
        {
            var state = await channels.Work.Run(
                Scope.Agency(channels.Owner),
                (unit, ct) =>
                    unit.Db.Set<Connection>().Where(c => c.Id == connection).Select(c => c.StoppedCode).SingleAsync(ct),
                Stop
            );
            if (state == "token_revoked")
                return;
            await Task.Delay(20, Stop);
        }
        Assert.Fail("the connection was not stopped");
    }

    [Fact]
    public async Task Custody_hides_an_answer_from_the_others_and_can_be_handed_over()
    {
        var messages = channels.Services.GetRequiredService<IMessages>();
        var person = new Person(8300 + Random.Shared.Next(1000), "Sami");
        channels.Heard.Forget();
        await channels.Said(TelegramUpdates.PrivateMessage(person, "A private matter"));
        await channels.Dispatch();
        var posted = channels.Heard.Of<MessagePosted>().Single(p => p.Text == "A private matter");
        await channels.Work.Run(
            Scope.Community(channels.Community),
            (unit, ct) => messages.Place(unit, [(posted.Message, null)], ct),
            Stop
        );
        Task<bool> Sees(AgencyId agency) =>
            channels.Work.Run(
                Scope.Agency(agency),
                (unit, ct) => unit.Db.Set<Message>().AnyAsync(m => m.Id == posted.Message, ct),
                Stop
            );
        Assert.True(await Sees(channels.Owner) && await Sees(channels.Partner));
        await channels.Work.Run(
            Scope.Agency(channels.Partner),
            (unit, ct) => messages.TakeCustody(unit, [posted.Message], [], ct),
            Stop
        );
        Assert.False(await Sees(channels.Owner));
        // Who has not got it cannot give it away.
        await channels.Work.Run(
            Scope.Agency(channels.Owner),
            (unit, ct) => messages.EndCustody(unit, [posted.Message], [], null, ct),
            Stop
        );
        Assert.False(await Sees(channels.Owner));
        await channels.Work.Run(
            Scope.Agency(channels.Partner),
            (unit, ct) => messages.EndCustody(unit, [posted.Message], [], channels.Owner, ct),
            Stop
        );
        Assert.True(await Sees(channels.Owner));
        Assert.False(await Sees(channels.Partner));
        Assert.False(await Sees(channels.Stranger));
    }
}
