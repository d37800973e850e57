using SharedCommunity.Channels.Inbound;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Ids;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>The people and the group that these tests speak of.</summary>
internal static class Sample
{
    public static readonly Group Newcomers = new(-1001000000001, "Newcomers");
    public static readonly Person Amal = new(7001, "Amal", "Haddad", "amal_h", "ar");
    public static readonly Person Oleh = new(7002, "Oleh", LanguageCode: "uk");
    public static readonly Person Lan = new(7003, "Lan");
    public static readonly BotIdentity Bot = new("4242:AAexample", "settle_bot");
    public static readonly TelegramBotIdentity Identity = new(4242, "settle_bot");

    public static InboundEvent Parse(TelegramUpdate update) => TelegramParser.Parse(update.Bytes(), Identity);

    public static T Parse<T>(TelegramUpdate update)
        where T : InboundEvent => Assert.IsType<T>(Parse(update));

    /// <summary>One update of every kind that the builders know.</summary>
    public static IEnumerable<TelegramUpdate> Everything()
    {
        var text = TelegramUpdates.GroupMessage(Newcomers, Amal, "Where is the clinic? أين العيادة؟ 🏥");
        yield return text;
        yield return TelegramUpdates.PrivateMessage(Amal, "Good morning");
        yield return TelegramUpdates.Reply(Newcomers, Oleh, "By the bridge", 51, Amal);
        yield return TelegramUpdates.Edit(text, "Where is the walk-in clinic?");
        yield return TelegramUpdates.AnonymousAdministratorMessage(Newcomers, "Rules are pinned");
        yield return TelegramUpdates.ChannelSenderMessage(Newcomers, new(-1009, "News", "channel"), "News", true);
        yield return TelegramUpdates.Voice(Newcomers, Amal, "A1");
        yield return TelegramUpdates.Photo(Newcomers, Amal, "P1", "My letter");
        yield return TelegramUpdates.Video(Newcomers, Amal, "V1");
        yield return TelegramUpdates.Document(Newcomers, Amal, "D1", "lease.pdf");
        yield return TelegramUpdates.Animation(Newcomers, Amal, "G1");
        yield return TelegramUpdates.Location(Newcomers, Amal);
        yield return TelegramUpdates.Joined(Newcomers, Oleh, inviteLink: "library desk");
        yield return TelegramUpdates.Left(Newcomers, Oleh);
        yield return TelegramUpdates.Banned(Newcomers, Oleh, Amal);
        yield return TelegramUpdates.JoinNotice(Newcomers, Oleh, Oleh, Lan);
        yield return TelegramUpdates.LeaveNotice(Newcomers, Oleh, Oleh);
        yield return TelegramUpdates.BotAdded(Newcomers, Amal, Bot);
        yield return TelegramUpdates.BotPromoted(Newcomers, Amal, Bot, "can_delete_messages");
        yield return TelegramUpdates.BotRemoved(Newcomers, Amal, Bot);
        yield return TelegramUpdates.BotBlocked(Amal, Bot);
        yield return TelegramUpdates.Bind(Newcomers, Amal, Bot, "t0ken");
        yield return TelegramUpdates.Start(Amal, "hello");
        var (old, now) = TelegramUpdates.Migration(new(-400, "Small", "group"), Newcomers, Amal);
        yield return old;
        yield return now;
        yield return TelegramUpdates.JoinRequest(Newcomers, Lan, "new here");
        yield return TelegramUpdates.Poll(Newcomers, Amal, "When?", "Today", "Tomorrow");
        yield return TelegramUpdates.PollState("When?", "Today", "Tomorrow");
        yield return TelegramUpdates.CallbackQuery(Newcomers, Oleh, 60, "accept:9");
        yield return TelegramUpdates.CallbackQuery(Amal, 61, TelegramCallback.Write(DeliveryId.New(), 1));
        yield return TelegramUpdates.Reaction(Newcomers, Oleh, 51, "👍");
        yield return TelegramUpdates.ChannelPost(new(-1009, "News", "channel"), "News");
        yield return TelegramUpdates.Unknown("never_heard_of");
    }
}
