using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Dispatch;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Scopes;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

public sealed class DispatchTests(ChannelsFixture channels) : IClassFixture<ChannelsFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<IReadOnlyList<MessagePosted>> After(params TelegramUpdate[] updates)
    {
        channels.Heard.Forget();
        await channels.Said(updates);
        await channels.Dispatch();
        return channels.Heard.Of<MessagePosted>();
    }

    [Fact]
    public async Task A_message_in_the_group_is_written_once_and_announced()
    {
        var update = TelegramUpdates.GroupMessage(Newcomers, Amal, "Where is the clinic?");
        var posted = Assert.Single(await After(update, update));
        Assert.Equal(
            (channels.Community, channels.Channel, "Where is the clinic?", "Amal Haddad", "ar"),
            (posted.CommunityId, posted.Channel, posted.Text, posted.WriterName, posted.LanguageHint)
        );
        Assert.False(posted.Private || posted.RepliesToPerson || posted.RepliesToBot || posted.ByStaff);
        Assert.Empty(await After(update));
        Assert.Equal(
            [1L],
            await channels.Count(
                "select count(*) from channels.messages where id = $1 and text = 'Where is the clinic?'",
                posted.Message.Value
            )
        );
    }

    [Fact]
    public async Task Every_co_host_sees_the_group_and_nobody_else()
    {
        var posted = Assert.Single(await After(TelegramUpdates.GroupMessage(Newcomers, Oleh, "Seen by co-hosts?")));
        async Task<int> Seen(SharedCommunity.Kernel.Ids.AgencyId agency) =>
            await channels.Work.Run(
                Scope.Agency(agency),
                async (unit, ct) =>
                    (
                        await unit.Query(
                            "select id from channels.message_cards where id = $1",
                            [posted.Message.Value],
                            row => row.GetGuid(0),
                            ct
                        )
                    ).Count,
                Stop
            );
        Assert.Equal(
            (1, 1, 0),
            (await Seen(channels.Owner), await Seen(channels.Partner), await Seen(channels.Stranger))
        );
    }

    [Fact]
    public async Task A_private_message_stays_hidden_until_it_is_placed_and_the_writer_is_told_once()
    {
        var posted = await After(
            TelegramUpdates.PrivateMessage(Lan, "I need help with my papers"),
            TelegramUpdates.PrivateMessage(Lan, "Please")
        );
        Assert.Equal(2, posted.Count);
        Assert.All(posted, p => Assert.True(p.Private));
        var ids = posted.Select(p => p.Message.Value).ToArray();
        Task<int> Seen() =>
            channels.Work.Run(
                Scope.Agency(channels.Partner),
                async (unit, ct) =>
                    (
                        await unit.Query(
                            "select 1 from channels.messages where id = any ($1)",
                            [ids],
                            row => row.GetInt32(0),
                            ct
                        )
                    ).Count,
                Stop
            );
        // Moderation has placed them in the same transaction; while its handler is parked they stay as they came.
        Assert.Equal(2, await Seen());
        await channels.Database.Administer("update channels.messages set placed = false where private");
        Assert.Equal(0, await Seen());
        await channels.Work.Run(
            Scope.Community(channels.Community),
            (unit, ct) =>
                ((IMessages)channels.Services.GetService(typeof(IMessages))!).Place(
                    unit,
                    [(posted[0].Message, null), (posted[1].Message, channels.Owner)],
                    ct
                ),
            Stop
        );
        // One is everybody's now, the other is in another agency's custody.
        Assert.Equal(1, await Seen());
        await After(TelegramUpdates.PrivateMessage(Lan, "Thanks"));
        var notices = await channels.Database.Read(
            "select d.text from channels.deliveries d join channels.channel_accounts a on a.id = d.to_account_id where a.account = '7003'",
            row => row.GetString(0)
        );
        var notice = Assert.Single(notices);
        Assert.Contains("Agency owner, Agency partner", notice, StringComparison.Ordinal);
        Assert.Contains("المجتمع", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_know_whether_they_answer_a_person_or_us()
    {
        var question = TelegramUpdates.GroupMessage(Newcomers, Amal, "Which bus?");
        var posted = await After(
            question,
            TelegramUpdates.Reply(Newcomers, Oleh, "The 12", question.MessageId!.Value, Amal),
            TelegramUpdates.Reply(Newcomers, Oleh, "Thank you", 77, channels.Bot.Identity.AsPerson(), toIsBot: true),
            TelegramUpdates.Reply(Newcomers, Lan, "Also the 14", question.MessageId!.Value, null)
        );
        Assert.Equal(
            [(false, false), (true, false), (false, true), (true, false)],
            posted.Select(p => (p.RepliesToPerson, p.RepliesToBot))
        );
        var linked = await channels.Database.Read(
            "select reply_to from channels.messages where id = $1",
            row => row.GetGuid(0),
            posted[1].Message.Value
        );
        Assert.Equal(posted[0].Message.Value, Assert.Single(linked));
    }

    [Fact]
    public async Task Edits_change_the_message_and_the_last_one_counts()
    {
        var first = TelegramUpdates.GroupMessage(Newcomers, Amal, "Wher is teh bank?");
        var posted = Assert.Single(
            await After(
                first,
                TelegramUpdates.Edit(first, "Where is teh bank?"),
                TelegramUpdates.Edit(first, "Where is the bank?")
            )
        );
        var edited = Assert.Single(channels.Heard.Of<MessageEdited>());
        Assert.Equal((posted.Message, "Where is the bank?"), (edited.Message, edited.Text));
        // What was never seen here cannot be changed here.
        await After(TelegramUpdates.Edit(TelegramUpdates.GroupMessage(Newcomers, Amal, "Before us"), "Later"));
        Assert.Empty(channels.Heard.Of<MessageEdited>());
    }

    [Fact]
    public async Task Nobody_stands_behind_a_message_in_the_groups_own_name()
    {
        var posted = Assert.Single(await After(TelegramUpdates.AnonymousAdministratorMessage(Newcomers, "Rules")));
        Assert.True(posted.ByStaff);
        Assert.Equal(default, posted.Account);
    }

    [Fact]
    public async Task A_file_is_kept_by_its_id_and_facts()
    {
        var posted = Assert.Single(await After(TelegramUpdates.Photo(Newcomers, Amal, "P77", "My letter")));
        var kept = await channels.Database.Read(
            "select attachment || ' ' || (attachments->0->>'fileId') || ' ' || text from channels.messages where id = $1",
            row => row.GetString(0),
            posted.Message.Value
        );
        Assert.Equal(["photo P77 My letter"], kept);
    }

    [Fact]
    public async Task Joining_and_leaving_are_told_once_even_where_the_platform_tells_twice()
    {
        var newcomer = new Person(7101, "Rosa");
        await After(TelegramUpdates.JoinNotice(Newcomers, newcomer, newcomer));
        // A bot that is no administrator is told by the notice alone.
        Assert.Single(channels.Heard.Of<AccountJoined>());
        await After(
            TelegramUpdates.BotPromoted(Newcomers, Amal, channels.Bot.Identity, "can_delete_messages"),
            TelegramUpdates.Left(Newcomers, newcomer)
        );
        Assert.Single(channels.Heard.Of<AccountLeft>());
        await After(
            TelegramUpdates.Joined(Newcomers, newcomer),
            TelegramUpdates.JoinNotice(Newcomers, newcomer, newcomer)
        );
        Assert.Equal("Rosa", Assert.Single(channels.Heard.Of<AccountJoined>()).Name);
        var lacking = await channels.Database.Read(
            "select lacking_rights from channels.channels where id = $1",
            row => row.GetFieldValue<string[]>(0),
            channels.Channel.Value
        );
        Assert.Equal(["can_restrict_members", "can_invite_users", "can_pin_messages"], Assert.Single(lacking));
        await channels.Database.Administer(
            $"update channels.channels set standing = 'Member' where id = '{channels.Channel}'"
        );
    }

    [Fact]
    public async Task What_is_not_handled_yet_is_marked_so()
    {
        var poll = TelegramUpdates.Poll(Newcomers, Amal, "When?", "a", "b");
        var request = TelegramUpdates.JoinRequest(Newcomers, Lan);
        Assert.Empty(await After(poll, request, TelegramUpdates.PollState("When?", "a")));
        var outcomes = await channels.Database.Read(
            "select outcome from channels.journal where event_id = any ($1) order by position",
            row => row.GetString(0),
            (object)new[] { $"{poll.Id}", $"{request.Id}" }
        );
        Assert.Equal(["not_handled_yet: poll", "not_handled_yet: chat_join_request"], outcomes);
        Assert.Equal([0L], await channels.Count("select count(*) from channels.waiting_events"));
    }

    [Fact]
    public async Task A_supergroup_goes_on_where_its_group_was()
    {
        var old = new Group(-4001, "Sewing", "group");
        var now = new Group(-1001000004001, "Sewing");
        await channels.Work.Run(
            Scope.Agency(channels.Owner),
            async (unit, ct) =>
                await ((IChannelSetup)channels.Services.GetService(typeof(IChannelSetup))!).BindGroup(
                    unit,
                    channels.Community,
                    channels.Connection,
                    $"{old.Id}",
                    old.Title,
                    ct
                ),
            Stop
        );
        var (left, right) = TelegramUpdates.Migration(old, now, Amal);
        // The new chat's lane comes first: its own notice moves the group, and what follows in it is not lost.
        var posted = await After(
            TelegramUpdates.GroupMessage(old, Amal, "before"),
            right,
            TelegramUpdates.GroupMessage(now, Amal, "after"),
            left
        );
        Assert.Equal(["after", "before"], posted.Select(p => p.Text).Order());
        Assert.Single(posted.Select(p => p.Channel).Distinct());
    }

    [Fact]
    public async Task Unbound_groups_are_nobodys_business()
    {
        var elsewhere = new Group(-1009999999999, "Elsewhere");
        Assert.Empty(await After(TelegramUpdates.GroupMessage(elsewhere, Amal, "hidden words")));
        Assert.Equal([0L], await channels.Count("select count(*) from channels.messages where text = 'hidden words'"));
        Assert.Equal([0L], await channels.Count("select count(*) from channels.waiting_events"));
    }

    [Fact]
    public async Task Several_dispatchers_at_once_handle_every_event_once()
    {
        channels.Heard.Forget();
        var updates = Enumerable
            .Range(0, 300)
            .Select(i =>
                i % 2 == 0
                    ? TelegramUpdates.PrivateMessage(new Person(900_000 + i % 40, $"P{i % 40}"), $"crowd {i}")
                    : TelegramUpdates.GroupMessage(Newcomers, new Person(900_000 + i % 40, $"P{i % 40}"), $"crowd {i}")
            )
            .ToArray();
        await channels.Said(updates);
        var dispatcher = channels.Worker<Dispatcher>();
        async Task Run()
        {
            for (var i = 0; i < 20; i++)
                await dispatcher.Round(Stop);
        }
        await Task.WhenAll(Run(), Run(), Run());
        await channels.Dispatch();
        Assert.Equal([300L], await channels.Count("select count(*) from channels.messages where text like 'crowd %'"));
        var crowd = channels
            .Heard.Of<MessagePosted>()
            .Where(p => p.Text.StartsWith("crowd ", StringComparison.Ordinal));
        // Within a lane the platform's order is kept.
        foreach (var lane in crowd.GroupBy(p => p.Private ? p.Account.ToString() : "group"))
        {
            var numbers = lane.Select(p =>
                int.Parse(p.Text.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture)
            );
            Assert.Equal(numbers.Order(), numbers);
        }
    }
}
