using SharedCommunity.Channels.Inbound;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace SharedCommunity.Channels.Telegram;

internal static partial class TelegramParser
{
    private static InboundEvent ReadMemberChange(ChatMemberUpdated change, TelegramBotIdentity bot)
    {
        if (change is not { Chat: not null, NewChatMember.User: { } user, OldChatMember: not null })
            return new Unreadable("chat_member incomplete");
        // The bot's own place comes as my_chat_member.
        if (user.Id == bot.Id)
            return new NothingToDo("own_chat_member");
        var (was, stays) = (change.OldChatMember.IsInChat, change.NewChatMember.IsInChat);
        var (chat, at) = (ChatOf(change.Chat), At(change.Date));
        return (was, stays) switch
        {
            (false, true) => new Joined(
                chat,
                [SenderOf(user)],
                Clean(change.InviteLink?.Name),
                ToldBy.StatusChange,
                at
            ),
            (true, false) => new Left(
                chat,
                SenderOf(user),
                Removed: change.NewChatMember.Status == ChatMemberStatus.Kicked || change.From?.Id != user.Id,
                ToldBy.StatusChange,
                at
            ),
            _ => new NothingToDo("chat_member_" + Name(change.NewChatMember.Status)),
        };
    }

    private static InboundEvent ReadBotChange(ChatMemberUpdated change)
    {
        if (change is not { Chat: not null, From: not null, NewChatMember: { } now })
            return new Unreadable("my_chat_member incomplete");
        var chat = ChatOf(change.Chat);
        return new BotStatusChanged(
            chat,
            SenderOf(change.From),
            StandingOf(now),
            chat.Kind == ChatKind.Private ? [] : TelegramRights.Lacking(now),
            At(change.Date)
        );
    }

    /// <summary>The bot's place in a group.</summary>
    internal static BotStanding StandingOf(ChatMember bot) =>
        bot switch
        {
            ChatMemberAdministrator or ChatMemberOwner => BotStanding.Administrator,
            ChatMemberBanned => BotStanding.Removed,
            ChatMemberLeft => BotStanding.Absent,
            _ => bot.IsInChat ? BotStanding.Member : BotStanding.Absent,
        };

    private static string Name(ChatMemberStatus status) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
