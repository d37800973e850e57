using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Fakes.Telegram;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

public sealed class TelegramParserTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_in_the_group_has_its_chat_sender_text_and_time()
    {
        var update = TelegramUpdates.GroupMessage(Newcomers, Amal, "Where is the clinic?", Noon);
        var message = Parse<MessageReceived>(update);
        Assert.Equal(new InboundChat("-1001000000001", ChatKind.Group, "Newcomers"), message.Chat);
        Assert.Equal(new InboundSender("7001", "Amal Haddad", "amal_h", "ar", SenderKind.Person), message.Sender);
        Assert.Equal("Where is the clinic?", message.Text);
        Assert.Equal($"{update.MessageId}", message.MessageId);
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 12, 0), message.SentAt);
        Assert.False(message.Private);
        Assert.Null(message.ReplyTo);
        Assert.Null(message.Command);
        Assert.Empty(message.Attachments);
    }

    [Fact]
    public void A_private_message_is_private() =>
        Assert.True(Parse<MessageReceived>(TelegramUpdates.PrivateMessage(Lan, "Hello")).Private);

    [Fact]
    public void A_small_group_is_a_group_and_a_broadcast_is_not()
    {
        var small = new Group(-400, "Small", "group");
        Assert.Equal(ChatKind.Group, Parse<MessageReceived>(TelegramUpdates.GroupMessage(small, Amal, "a")).Chat.Kind);
        Assert.Equal(
            new NotHandledYet("channel_post"),
            Parse(TelegramUpdates.ChannelPost(new(-1009, "News", "channel"), "News"))
        );
    }

    [Fact]
    public void A_reply_says_whom_it_answers()
    {
        InboundReply Of(Person? to, bool isBot = false) =>
            Parse<MessageReceived>(TelegramUpdates.Reply(Newcomers, Oleh, "Yes", 51, to, isBot)).ReplyTo!;
        Assert.Equal(new InboundReply("51", ReplyTarget.Person, "7001"), Of(Amal));
        Assert.Equal(new InboundReply("51", ReplyTarget.OurBot, "4242"), Of(Bot.AsPerson(), true));
        Assert.Equal(ReplyTarget.OtherBot, Of(new Person(5, "Quiz"), true).Target);
        Assert.Equal(ReplyTarget.Channel, Of(new Person(777000, "Telegram")).Target);
        Assert.Equal(ReplyTarget.Unknown, Of(null).Target);
        // An administrator who hides behind the group is a person all the same.
        Assert.Equal(ReplyTarget.Person, Of(new Person(1087968824, "Group"), true).Target);
    }

    [Fact]
    public void In_a_topic_the_link_to_its_first_message_is_no_reply()
    {
        var message = TelegramUpdates
            .Reply(Newcomers, Oleh, "Which bus?", 3, Amal)
            .With("message_thread_id", 3)
            .With("is_topic_message", true);
        var read = Parse<MessageReceived>(message);
        Assert.Null(read.ReplyTo);
        Assert.Equal("3", read.ThreadId);
        Assert.NotNull(Parse<MessageReceived>(message.With("message_thread_id", 2)).ReplyTo);
    }

    [Fact]
    public void An_edit_has_the_id_of_the_message_and_its_new_text()
    {
        var first = TelegramUpdates.GroupMessage(Newcomers, Amal, "Wher?", Noon);
        var edit = Parse<MessageEdited>(TelegramUpdates.Edit(first, "Where?", Noon.AddMinutes(1)));
        Assert.Equal(Parse<MessageReceived>(first).MessageId, edit.MessageId);
        Assert.Equal("Where?", edit.Text);
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 12, 1), edit.EditedAt);
    }

    [Fact]
    public void Files_keep_their_id_and_facts_and_captions_are_the_text()
    {
        var voice = Parse<MessageReceived>(TelegramUpdates.Voice(Newcomers, Amal, "A1"));
        Assert.Null(voice.Text);
        Assert.Equal(
            new InboundAttachment(AttachmentKind.Voice, "A1", "uA1", 9_000, "audio/ogg", null, 7, null, null),
            Assert.Single(voice.Attachments)
        );
        var photo = Parse<MessageReceived>(TelegramUpdates.Photo(Newcomers, Amal, "P1", "My letter"));
        Assert.Equal("My letter", photo.Text);
        Assert.Equal(
            new InboundAttachment(AttachmentKind.Photo, "P1", "uP1", 180_000, "image/jpeg", null, null, 1280, 960),
            Assert.Single(photo.Attachments)
        );
        var video = Assert.Single(Parse<MessageReceived>(TelegramUpdates.Video(Newcomers, Amal, "V1")).Attachments);
        Assert.Equal((AttachmentKind.Video, "V1", "video.mp4"), (video.Kind, video.FileId, video.FileName));
        var document = Assert.Single(
            Parse<MessageReceived>(TelegramUpdates.Document(Newcomers, Amal, "D1", "lease.pdf")).Attachments
        );
        Assert.Equal(
            (AttachmentKind.Document, "lease.pdf", "application/pdf"),
            (document.Kind, document.FileName, document.MimeType)
        );
        // The document beside an animation is the same file once more.
        var animation = Parse<MessageReceived>(TelegramUpdates.Animation(Newcomers, Amal, "G1"));
        Assert.Equal(AttachmentKind.Animation, Assert.Single(animation.Attachments).Kind);
    }

    [Fact]
    public void Nobody_becomes_a_member_behind_a_group_or_channel_name()
    {
        var hidden = Parse<MessageReceived>(TelegramUpdates.AnonymousAdministratorMessage(Newcomers, "Rules"));
        Assert.Equal(SenderKind.AnonymousAdministrator, hidden.Sender.Kind);
        var news = new Group(-1009, "News", "channel");
        foreach (var forwarded in new[] { true, false })
        {
            var post = Parse<MessageReceived>(TelegramUpdates.ChannelSenderMessage(Newcomers, news, "News", forwarded));
            Assert.Equal((SenderKind.Channel, "-1009"), (post.Sender.Kind, post.Sender.AccountId));
        }
    }

    [Fact]
    public void Joining_and_leaving_are_told_by_the_change_of_status()
    {
        var joined = Parse<Joined>(TelegramUpdates.Joined(Newcomers, Oleh, inviteLink: "library desk"));
        Assert.Equal(
            ("7002", "library desk", ToldBy.StatusChange),
            (Assert.Single(joined.Accounts).AccountId, joined.InviteName, joined.ToldBy)
        );
        Assert.False(Parse<Left>(TelegramUpdates.Left(Newcomers, Oleh)).Removed);
        Assert.True(Parse<Left>(TelegramUpdates.Banned(Newcomers, Oleh, Amal)).Removed);
        Assert.True(Parse<Left>(TelegramUpdates.Restricted(Newcomers, Oleh, Amal, stays: false)).Removed);
        Assert.IsType<NothingToDo>(Parse(TelegramUpdates.Restricted(Newcomers, Oleh, Amal, stays: true)));
    }

    [Fact]
    public void The_notices_in_the_group_are_marked_so_that_nobody_is_counted_twice()
    {
        var joined = Parse<Joined>(TelegramUpdates.JoinNotice(Newcomers, Amal, Oleh, Lan, Bot.AsPerson()));
        Assert.Equal(ToldBy.Notice, joined.ToldBy);
        Assert.Equal(["7002", "7003"], joined.Accounts.Select(a => a.AccountId));
        var left = Parse<Left>(TelegramUpdates.LeaveNotice(Newcomers, Oleh, Oleh));
        Assert.Equal((ToldBy.Notice, false), (left.ToldBy, left.Removed));
        Assert.True(Parse<Left>(TelegramUpdates.LeaveNotice(Newcomers, Amal, Oleh)).Removed);
        Assert.IsType<NothingToDo>(Parse(TelegramUpdates.JoinNotice(Newcomers, Amal, Bot.AsPerson())));
        Assert.IsType<NothingToDo>(Parse(TelegramUpdates.LeaveNotice(Newcomers, Amal, Bot.AsPerson())));
    }

    [Fact]
    public void The_bot_knows_its_standing_and_which_rights_it_lacks()
    {
        var added = Parse<BotStatusChanged>(TelegramUpdates.BotAdded(Newcomers, Amal, Bot));
        Assert.Equal((BotStanding.Member, "7001"), (added.Standing, added.By.AccountId));
        Assert.Equal(TelegramRights.Wanted, added.LackingRights);
        var some = Parse<BotStatusChanged>(
            TelegramUpdates.BotPromoted(Newcomers, Amal, Bot, "can_delete_messages", "can_pin_messages")
        );
        Assert.Equal(BotStanding.Administrator, some.Standing);
        Assert.Equal(["can_restrict_members", "can_invite_users"], some.LackingRights);
        var all = TelegramUpdates.BotPromoted(Newcomers, Amal, Bot, [.. TelegramRights.Wanted]);
        Assert.Empty(Parse<BotStatusChanged>(all).LackingRights);
        Assert.Equal(
            BotStanding.Removed,
            Parse<BotStatusChanged>(TelegramUpdates.BotRemoved(Newcomers, Amal, Bot)).Standing
        );
        var blocked = Parse<BotStatusChanged>(TelegramUpdates.BotBlocked(Amal, Bot));
        Assert.Equal((BotStanding.Removed, ChatKind.Private), (blocked.Standing, blocked.Chat.Kind));
        Assert.Empty(blocked.LackingRights);
    }

    [Fact]
    public void Both_sides_of_a_migration_say_the_same()
    {
        var old = new Group(-400, "Newcomers", "group");
        var (left, right) = TelegramUpdates.Migration(old, Newcomers, Amal);
        foreach (var update in new[] { left, right })
        {
            var moved = Parse<ChatMigrated>(update);
            Assert.Equal(("-400", "-1001000000001"), (moved.FromChatId, moved.ToChatId));
        }
    }

    [Theory]
    [InlineData("/bind@settle_bot tok-1", "tok-1")]
    [InlineData("/bind@Settle_Bot   tok-1  ", "tok-1")]
    [InlineData("/bind tok-1", "tok-1")]
    [InlineData("/start@settle_bot tok-1", "tok-1")]
    public void A_group_is_bound_by_command_or_by_the_link_that_adds_the_bot(string text, string token)
    {
        var bind = Parse<BindCommand>(TelegramUpdates.GroupMessage(Newcomers, Amal, text));
        Assert.Equal((token, "7001"), (bind.Token, bind.By.AccountId));
    }

    [Theory]
    [InlineData("/bind@other_bot tok-1")]
    [InlineData("/bind")]
    [InlineData("please /bind tok-1")]
    [InlineData("/binder tok-1")]
    public void Other_texts_bind_nothing(string text) =>
        Assert.IsType<MessageReceived>(Parse(TelegramUpdates.GroupMessage(Newcomers, Amal, text)));

    [Fact]
    public void A_start_carries_the_payload_of_its_link()
    {
        Assert.Equal("c-17", Parse<StartCommand>(TelegramUpdates.Start(Amal, "c-17")).Payload);
        Assert.Null(Parse<StartCommand>(TelegramUpdates.Start(Amal)).Payload);
    }

    [Fact]
    public void A_command_to_us_is_named_and_one_to_another_bot_is_not()
    {
        InboundCommand? Of(string text) =>
            Parse<MessageReceived>(TelegramUpdates.GroupMessage(Newcomers, Amal, text)).Command;
        Assert.Equal(new InboundCommand("ask", "where is the bank"), Of("/ask@settle_bot where is the bank"));
        Assert.Equal(new InboundCommand("ask", "أين البنك"), Of("/ASK أين البنك"));
        Assert.Equal(new InboundCommand("ask", null), Of("/ask"));
        Assert.Null(Of("/ask@quiz_bot what"));
    }

    [Fact]
    public void What_the_next_issues_bring_is_marked_as_not_handled_yet()
    {
        string Of(TelegramUpdate update) => Parse<NotHandledYet>(update).Kind;
        Assert.Equal("chat_join_request", Of(TelegramUpdates.JoinRequest(Newcomers, Lan)));
        Assert.Equal("poll", Of(TelegramUpdates.Poll(Newcomers, Amal, "When?", "a", "b")));
        Assert.Equal("poll", Of(TelegramUpdates.PollState("When?", "a", "b")));
        Assert.Equal("message_reaction", Of(TelegramUpdates.Reaction(Newcomers, Oleh, 51, "👍")));
        Assert.Equal("location", Of(TelegramUpdates.Location(Newcomers, Amal)));
        Assert.Equal("unknown", Of(TelegramUpdates.Unknown("never_heard_of")));
        Assert.Equal(
            "edited_location",
            Of(new TelegramUpdate(new() { ["update_id"] = 1, ["edited_message"] = Moved() }))
        );

        static JsonNode Moved() => TelegramUpdates.Location(Newcomers, Amal).Body.DeepClone();
    }

    [Fact]
    public void The_null_character_is_dropped_from_texts_and_names()
    {
        var message = Parse<MessageReceived>(
            TelegramUpdates.GroupMessage(Newcomers, new Person(1, "A\0na"), "Wh\0ere\0?")
        );
        Assert.Equal(("Where?", "Ana"), (message.Text, message.Sender.Name));
        Assert.IsType<NotHandledYet>(Parse(TelegramUpdates.GroupMessage(Newcomers, Amal, "\0\0")));
    }

    [Fact]
    public void Bidirectional_marks_stay_in_the_text()
    {
        const string marked = "\u200fأين\u200e clinic\u202c";
        Assert.Equal(marked, Parse<MessageReceived>(TelegramUpdates.GroupMessage(Newcomers, Amal, marked)).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData(
        """{"update_id":1,"message":{"message_id":1,"date":99999999999999,"chat":{"id":1,"type":"private"}}}"""
    )]
    [InlineData("""{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"palace"}}}""")]
    [InlineData(
        """{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"text":"\ud800"}}"""
    )]
    [InlineData("""{"update_id":"a","message":[]}""")]
    [InlineData("""{"update_id":9223372036854775807}""")]
    public void What_cannot_be_read_says_so_and_quotes_nothing(string body)
    {
        var read = TelegramParser.Parse(Encoding.UTF8.GetBytes(body), Identity);
        var reason = Assert.IsType<Unreadable>(read).Reason;
        Assert.True(reason.Length < 60 && !reason.Contains("palace", StringComparison.Ordinal), reason);
    }

    [Fact]
    public void Every_kind_of_update_is_read()
    {
        foreach (var update in Everything())
            Assert.IsNotType<Unreadable>(Parse(update));
    }
}
