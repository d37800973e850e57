using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Channels.Dispatch;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

/// <summary>Answers under a message that take one tap: sent, tapped, announced once, and taken away.</summary>
public sealed class TapTests(ChannelsFixture channels) : IClassFixture<ChannelsFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private readonly DeliveryPump _pump = channels.Worker<DeliveryPump>();
    private static readonly DeliveryChoice[] YesNo = [new("نعم", "helped:1:yes"), new("لا", "helped:1:no")];

    private static Person Somebody() => new(30_000_000 + Random.Shared.NextInt64(900_000_000), "Huda");

    private Task<DeliveryId> Queue(NewDelivery delivery) =>
        channels.Work.Run(
            Scope.Agency(channels.Partner),
            (unit, _) => Task.FromResult(channels.Services.GetRequiredService<IDeliveries>().Enqueue(unit, delivery)),
            Stop
        );

    /// <summary>Somebody wrote privately; their account and the line on which they are answered.</summary>
    private async Task<(ChannelId Line, ChannelAccountId Account)> Wrote(Person person)
    {
        await channels.Said(TelegramUpdates.PrivateMessage(person, "Hello"));
        await channels.Dispatch();
        var posted = channels.Heard.Of<MessagePosted>().Last(p => p.WriterName == person.FirstName);
        return (posted.Channel, posted.Account);
    }

    private async Task<SentMessage> Sent(DeliveryId id)
    {
        for (var i = 0; i < 600; i++)
        {
            await _pump.Look(Stop);
            var text = await channels.Database.Read(
                "select platform_message_id from channels.deliveries where id = $1 and state = 'Sent'",
                row => row.GetString(0),
                id.Value
            );
            if (text is [var message])
                return channels.Telegram.Sent.Last(s => $"{s.MessageId}" == message);
            channels.Clock.Advance(TimeSpan.FromMilliseconds(40));
            await Task.Delay(10, Stop);
        }
        throw new TimeoutException("not sent");
    }

    private async Task<(DeliveryId Id, SentMessage Message, ChannelAccountId Account)> Asked(
        Person person,
        bool several = false,
        string text = "هل ساعدك هذا؟"
    )
    {
        var (line, account) = await Wrote(person);
        var id = await Queue(
            new NewDelivery(channels.Community, line, text, To: account, Choices: YesNo, SeveralChoices: several)
        );
        return (id, await Sent(id), account);
    }

    private async Task<IReadOnlyList<ChoiceMade>> After(params TelegramUpdate[] updates)
    {
        channels.Heard.Forget();
        await channels.Said(updates);
        await channels.Dispatch();
        return channels.Heard.Of<ChoiceMade>();
    }

    private async Task Told(Func<bool> there)
    {
        await channels.StartWorker<TapReplies>();
        for (var i = 0; i < 1_000; i++)
        {
            if (there())
                return;
            await Task.Delay(20, Stop);
        }
        Assert.Fail("the platform was not told");
    }

    private Task<List<string>> Outcome(TelegramUpdate update) =>
        channels.Database.Read(
            "select coalesce(outcome, '') from channels.journal where event_id = $1",
            row => row.GetString(0),
            $"{update.Id}"
        );

    [Fact]
    public async Task A_tap_is_announced_once_is_answered_and_takes_the_buttons_away()
    {
        var person = Somebody();
        var (id, message, account) = await Asked(person);
        Assert.Equal(["نعم", "لا"], message.Buttons.Select(b => b.Label));
        // What a choice means stays here.
        Assert.All(message.Buttons, b => Assert.DoesNotContain("helped", b.Data, StringComparison.Ordinal));
        var tap = channels.Telegram.Tap(message, person, "لا");
        var made = Assert.Single(await After(tap, tap));
        Assert.Equal(
            (channels.Community, id, account, "helped:1:no"),
            (made.CommunityId, made.Delivery, made.Account, made.Value)
        );
        await Told(() =>
            channels.Telegram.ToldAfter(tap) == "✓ لا" && channels.Telegram.ButtonsUnder(message).Count == 0
        );
        // A second tap, of either button, comes too late; so does the first one once more.
        var again = channels.Telegram.Tap(message, person, "لا");
        var other = channels.Telegram.Tap(message, person, "نعم");
        Assert.Empty(await After(again, other, tap));
        await Told(() => channels.Telegram.ToldAfter(other) == "");
        Assert.Empty(channels.Telegram.UndocumentedParameters);
        Assert.Equal([0L], await channels.Count("select count(*) from channels.waiting_events"));
    }

    [Fact]
    public async Task Only_the_person_it_was_sent_to_chooses_and_only_what_was_offered()
    {
        var person = Somebody();
        var (id, message, _) = await Asked(person);
        TelegramUpdate With(string data, Person by) => TelegramUpdates.CallbackQuery(by, message.MessageId, data);
        var stranger = With(message.Buttons[0].Data, Somebody());
        var beyond = With(TelegramCallback.Write(id, 2), person);
        var nothing = With(TelegramCallback.Write(DeliveryId.New(), 0), person);
        var foreign = With("accept:9", person);
        var bent = With(message.Buttons[0].Data + "0x", person);
        Assert.Empty(await After(stranger, beyond, nothing, foreign, bent));
        Assert.Equal(["refused: not_asked"], await Outcome(stranger));
        Assert.Equal(["nothing_to_do: chosen_before"], await Outcome(beyond));
        Assert.Equal(["nothing_to_do: no_delivery"], await Outcome(nothing));
        Assert.Equal(["nothing_to_do: foreign_button"], await Outcome(foreign));
        Assert.Equal(["nothing_to_do: foreign_button"], await Outcome(bent));
        Assert.Equal([0L], await channels.Count("select count(*) from channels.waiting_events"));
        // The buttons stand as they stood, and the right person may still choose.
        Assert.Equal(2, channels.Telegram.ButtonsUnder(message).Count);
        Assert.Single(await After(channels.Telegram.Tap(message, person, "نعم")));
    }

    [Fact]
    public async Task Nobody_becomes_known_to_a_community_by_tapping_a_button_of_another()
    {
        var (_, message, _) = await Asked(Somebody());
        var stranger = Somebody();
        await After(channels.Telegram.Tap(message, stranger, "نعم"));
        Assert.Equal(
            [0L],
            await channels.Count("select count(*) from channels.channel_accounts where account = $1", $"{stranger.Id}")
        );
    }

    [Fact]
    public async Task Where_several_may_be_chosen_each_counts_once_and_the_others_stay()
    {
        var person = Somebody();
        var (_, message, _) = await Asked(person, several: true);
        var yes = channels.Telegram.Tap(message, person, "نعم");
        var again = channels.Telegram.Tap(message, person, "نعم");
        Assert.Equal("helped:1:yes", Assert.Single(await After(yes, again)).Value);
        await Told(() => channels.Telegram.ButtonsUnder(message) is [{ Label: "لا" }]);
        var no = channels.Telegram.Tap(message, person, "لا");
        Assert.Equal("helped:1:no", Assert.Single(await After(no)).Value);
        await Told(() => channels.Telegram.ButtonsUnder(message).Count == 0);
    }

    [Fact]
    public async Task In_a_group_the_asker_chooses_and_nobody_else()
    {
        channels.Heard.Forget();
        var question = TelegramUpdates.GroupMessage(Newcomers, Amal, "Which bus to the clinic?");
        await channels.Said(question, TelegramUpdates.GroupMessage(Newcomers, Oleh, "Hi all"));
        await channels.Dispatch();
        var posted = channels.Heard.Of<MessagePosted>().Single(p => p.Text == "Which bus to the clinic?");
        channels.Telegram.AddGroup(Newcomers);
        var id = await Queue(
            new NewDelivery(
                channels.Community,
                channels.Channel,
                "Bus 12. Did this help?",
                ReplyTo: posted.Message,
                Choices: YesNo
            )
        );
        var message = await Sent(id);
        Assert.Empty(await After(channels.Telegram.Tap(message, Oleh, "نعم")));
        var made = Assert.Single(await After(channels.Telegram.Tap(message, Amal, "نعم")));
        Assert.Equal((posted.Account, "helped:1:yes"), (made.Account, made.Value));
    }

    [Fact]
    public async Task Buttons_in_a_group_without_somebody_who_is_meant_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Queue(new NewDelivery(channels.Community, channels.Channel, "Anybody?", Choices: YesNo))
        );

    [Theory]
    [InlineData("نعم", true)]
    [InlineData(" نعم. ", true)]
    [InlineData("نعم شكرا", false)]
    public async Task A_label_that_is_typed_as_the_whole_answer_counts_as_the_choice(string typed, bool counts)
    {
        var person = Somebody();
        var (id, _, _) = await Asked(person);
        var made = await After(TelegramUpdates.PrivateMessage(person, typed, channels.Clock.GetUtcNow()));
        Assert.Equal(counts ? [id] : [], made.Select(m => m.Delivery));
        // It is a message all the same, and says what it is.
        Assert.Equal(counts, Assert.Single(channels.Heard.Of<MessagePosted>()).AnswersChoice);
    }

    [Fact]
    public async Task A_label_after_other_words_is_a_message_like_any_other()
    {
        var person = Somebody();
        await Asked(person);
        var at = channels.Clock.GetUtcNow().AddSeconds(2);
        Assert.Empty(
            await After(
                TelegramUpdates.PrivateMessage(person, "Is the clinic open?", at),
                TelegramUpdates.PrivateMessage(person, "نعم", at.AddSeconds(1))
            )
        );
        Assert.Empty(await After(TelegramUpdates.PrivateMessage(person, "نعم", at.AddSeconds(5))));
    }

    [Fact]
    public async Task Under_a_long_text_the_buttons_stand_below_its_last_part()
    {
        var person = Somebody();
        var (_, last, _) = await Asked(person, text: new string('a', 5_000));
        var parts = channels.Telegram.Sent.Where(s => s.ChatId == person.Id && s.Text.StartsWith('a')).ToList();
        Assert.Equal([0, 2], parts.Select(p => p.Buttons.Count));
        Assert.NotNull(last);
        Assert.Single(await After(channels.Telegram.Tap(parts[1], person, "نعم")));
    }

    [Fact]
    public async Task A_tap_under_another_communitys_message_finds_it_there()
    {
        var second = CommunityId.New();
        await channels.AddCommunity(second, $"second-{Random.Shared.Next()}", "Second");
        var bot = channels.Telegram.AddBot($"bot_{Random.Shared.Next(1_000_000)}");
        var connection = await channels.Work.Run(
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
                await setup.BindGroup(unit, channels.Community, made.Id, $"-3{Random.Shared.Next()}", "First", ct);
                await setup.BindGroup(unit, second, made.Id, $"-4{Random.Shared.Next()}", "Second", ct);
                return made.Id;
            },
            Stop
        );
        var person = Somebody();
        channels.Heard.Forget();
        await channels.Said(connection, TelegramUpdates.Start(person, "newcomers"));
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "first"));
        await channels.Dispatch();
        var posted = channels.Heard.Of<MessagePosted>().Single(p => p.Text == "first");
        var id = await Queue(
            new NewDelivery(channels.Community, posted.Channel, "Helped?", To: posted.Account, Choices: YesNo)
        );
        var message = await Sent(id);
        // The line is the second community's by now.
        var secondSlug = (
            await channels.Database.Read(
                "select slug from communities.communities where id = $1",
                row => row.GetString(0),
                second.Value
            )
        ).Single();
        channels.Heard.Forget();
        await channels.Said(connection, TelegramUpdates.Start(person, secondSlug));
        await channels.Said(connection, channels.Telegram.Tap(message, person, "نعم"));
        await channels.Said(connection, TelegramUpdates.PrivateMessage(person, "to the second"));
        await channels.Dispatch();
        var made = Assert.Single(channels.Heard.Of<ChoiceMade>());
        Assert.Equal((channels.Community, id), (made.CommunityId, made.Delivery));
        Assert.Equal(second, channels.Heard.Of<MessagePosted>().Single().CommunityId);
        Assert.Equal([0L], await channels.Count("select count(*) from channels.waiting_events"));
    }

    [Fact]
    public async Task Several_dispatchers_at_once_count_every_tap_once()
    {
        List<TelegramUpdate> taps = [];
        for (var i = 0; i < 5; i++)
        {
            var person = Somebody();
            var (_, message, _) = await Asked(person);
            for (var n = 0; n < 6; n++)
                taps.Add(channels.Telegram.Tap(message, person, n % 2 == 0 ? "نعم" : "لا"));
        }
        channels.Heard.Forget();
        await channels.Said([.. taps]);
        var dispatcher = channels.Worker<Dispatcher>();
        async Task Run()
        {
            for (var i = 0; i < 10; i++)
                await dispatcher.Round(Stop);
        }
        await Task.WhenAll(Run(), Run(), Run());
        await channels.Dispatch();
        Assert.Equal(5, channels.Heard.Of<ChoiceMade>().Select(m => m.Delivery).Distinct().Count());
        Assert.Equal(5, channels.Heard.Of<ChoiceMade>().Count);
    }
}
