using System.Text;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Fakes.Telegram;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

public sealed class TelegramIntakeTests
{
    private static TelegramIntake Scan(string body) => TelegramIntake.Scan(Encoding.UTF8.GetBytes(body));

    [Fact]
    public void The_lane_is_the_chat_and_the_sender_is_who_wrote()
    {
        var update = TelegramUpdates.Reply(Newcomers, Oleh, "By the bridge", 51, Amal);
        Assert.Equal(
            new TelegramIntake(IntakeVerdict.Ok, update.Id, Newcomers.Id, Oleh.Id),
            TelegramIntake.Scan(update.Bytes())
        );
        var alone = TelegramUpdates.PrivateMessage(Lan, "Hello");
        Assert.Equal(
            new TelegramIntake(IntakeVerdict.Ok, alone.Id, Lan.Id, Lan.Id),
            TelegramIntake.Scan(alone.Bytes())
        );
    }

    [Fact]
    public void Every_kind_that_happens_in_the_group_lies_in_the_lane_of_the_group()
    {
        foreach (
            var update in new[]
            {
                TelegramUpdates.Joined(Newcomers, Oleh),
                TelegramUpdates.BotPromoted(Newcomers, Amal, Bot),
                TelegramUpdates.CallbackQuery(Newcomers, Oleh, 60, "x"),
                TelegramUpdates.Reaction(Newcomers, Oleh, 51, "👍"),
                TelegramUpdates.JoinRequest(Newcomers, Lan),
                TelegramUpdates.Edit(TelegramUpdates.GroupMessage(Newcomers, Amal, "a"), "b"),
                TelegramUpdates.AnonymousAdministratorMessage(Newcomers, "Rules"),
            }
        )
            Assert.Equal(
                (IntakeVerdict.Ok, Newcomers.Id, update.Id),
                (
                    TelegramIntake.Scan(update.Bytes()).Verdict,
                    TelegramIntake.Scan(update.Bytes()).ChatId,
                    TelegramIntake.Scan(update.Bytes()).UpdateId
                )
            );
        Assert.Equal(0, TelegramIntake.Scan(TelegramUpdates.PollState("When?", "a").Bytes()).ChatId);
    }

    [Theory]
    [InlineData("", "NotJson")]
    [InlineData("  ", "NotJson")]
    [InlineData("hello", "NotJson")]
    [InlineData("{\"update_id\":1", "NotJson")]
    [InlineData("{\"update_id\":1} x", "NotJson")]
    [InlineData("{\"update_id\":1}{}", "NotJson")]
    [InlineData("{\"update_id\":01}", "NotJson")]
    [InlineData("{'update_id':1}", "NotJson")]
    [InlineData("null", "NoId")]
    [InlineData("7", "NoId")]
    [InlineData("[{\"update_id\":1}]", "NoId")]
    [InlineData("{}", "NoId")]
    [InlineData("{\"update_id\":null}", "NoId")]
    [InlineData("{\"update_id\":\"1\"}", "NoId")]
    [InlineData("{\"update_id\":1.5}", "NoId")]
    [InlineData("{\"update_id\":{\"update_id\":1}}", "NoId")]
    [InlineData("{\"update_id\":99999999999999999999}", "NoId")]
    [InlineData("{\"message\":{\"update_id\":1}}", "NoId")]
    [InlineData(" {\"update_id\" : 1 } \n", "Ok")]
    [InlineData("{\"update\\u005fid\":1}", "Ok")]
    [InlineData("{\"\\ud800\":2,\"update_id\":1}", "Ok")]
    [InlineData("{\"update_id\":1,\"anything\":[1,{\"chat\":{\"id\":5}}]}", "Ok")]
    [InlineData("{\"update_id\":1,\"message\":null}", "Ok")]
    [InlineData("{\"update_id\":1,\"message\":{\"chat\":7,\"from\":{\"id\":\"x\"}}}", "Ok")]
    public void A_body_is_judged_by_what_it_is(string body, string verdict) =>
        Assert.Equal(verdict, Scan(body).Verdict.ToString());

    [Fact]
    public void Bytes_that_are_no_text_are_no_json()
    {
        byte[] body = [.. "{\"update_id\":1,\"message\":{\"text\":\""u8, 0xC3, 0x28, .. "\"}}"u8];
        Assert.Equal(IntakeVerdict.NotJson, TelegramIntake.Scan(body).Verdict);
    }

    [Fact]
    public void Depth_alone_makes_nothing_unreadable()
    {
        var deep = "{\"update_id\":1,\"message\":" + new string('[', 400_000) + new string(']', 400_000) + "}";
        Assert.Equal(IntakeVerdict.Ok, Scan(deep).Verdict);
        Assert.IsType<SharedCommunity.Channels.Inbound.Unreadable>(
            TelegramParser.Parse(Encoding.UTF8.GetBytes(deep), Identity)
        );
    }

    [Fact]
    public void Ids_may_need_more_than_thirty_two_bits()
    {
        var read = Scan("""{"update_id":4611686018427387904,"message":{"chat":{"id":-1009007199254740991}}}""");
        Assert.Equal((4611686018427387904, -1009007199254740991), (read.UpdateId, read.ChatId));
    }

    [Fact]
    public void The_scan_allocates_nothing()
    {
        var body = TelegramUpdates.GroupMessage(Newcomers, Amal, new string('x', 300)).Bytes();
        TelegramIntake.Scan(body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            TelegramIntake.Scan(body);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
