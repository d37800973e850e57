using System.Text.Json.Nodes;

namespace SharedCommunity.Fakes.Telegram;

public static partial class TelegramUpdates
{
    /// <summary>Somebody joined, as an administrator bot is told.</summary>
    public static TelegramUpdate Joined(Group group, Person who, Person? by = null, string? inviteLink = null)
    {
        var update = MemberChanged(group, by ?? who, Status("left", who), Status("member", who));
        return inviteLink is null
            ? update
            : update.With(
                "invite_link",
                new JsonObject
                {
                    ["invite_link"] = "https://t.me/+" + inviteLink,
                    ["creator"] = UserOf(by ?? who),
                    ["creates_join_request"] = false,
                    ["is_primary"] = false,
                    ["is_revoked"] = false,
                    ["name"] = inviteLink,
                }
            );
    }

    /// <summary>Somebody left, as an administrator bot is told.</summary>
    public static TelegramUpdate Left(Group group, Person who) =>
        MemberChanged(group, who, Status("member", who), Status("left", who));

    /// <summary>Somebody was removed and cannot come back by a link.</summary>
    public static TelegramUpdate Banned(Group group, Person who, Person by) =>
        MemberChanged(group, by, Status("member", who), Status("kicked", who, new JsonObject { ["until_date"] = 0 }));

    /// <summary>Somebody was restricted; <paramref name="stays"/> says whether they are still in the group.</summary>
    public static TelegramUpdate Restricted(Group group, Person who, Person by, bool stays)
    {
        var rights = new JsonObject { ["is_member"] = stays, ["until_date"] = 0 };
        foreach (
            var right in "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info can_invite_users can_pin_messages can_manage_topics".Split(
                ' '
            )
        )
            rights[right] = false;
        return MemberChanged(group, by, Status("member", who), Status("restricted", who, rights));
    }

    /// <summary>The notice in the group that somebody came in; a bot that is no administrator sees this only.</summary>
    public static TelegramUpdate JoinNotice(Group group, Person by, params Person[] who)
    {
        var body = Base(ChatOf(group), UserOf(by), null);
        body["new_chat_members"] = new JsonArray([.. who.Select(p => UserOf(p))]);
        return Update("message", body);
    }

    /// <summary>The notice in the group that somebody left.</summary>
    public static TelegramUpdate LeaveNotice(Group group, Person by, Person who)
    {
        var body = Base(ChatOf(group), UserOf(by), null);
        body["left_chat_member"] = UserOf(who);
        return Update("message", body);
    }

    /// <summary>Somebody asks to join.</summary>
    public static TelegramUpdate JoinRequest(Group group, Person who, string? bio = null)
    {
        var body = new JsonObject
        {
            ["chat"] = ChatOf(group),
            ["from"] = UserOf(who),
            ["user_chat_id"] = who.Id,
            ["date"] = Seconds(Now()),
        };
        if (bio is not null)
            body["bio"] = bio;
        return Update("chat_join_request", body);
    }

    /// <summary>The bot was added as a plain member.</summary>
    public static TelegramUpdate BotAdded(Group group, Person by, BotIdentity bot) =>
        BotChanged(ChatOf(group), by, BotStatus("left", bot), BotStatus("member", bot));

    /// <summary>The bot was made administrator with these rights, and no others.</summary>
    public static TelegramUpdate BotPromoted(Group group, Person by, BotIdentity bot, params string[] rights)
    {
        var all = new JsonObject { ["can_be_edited"] = false, ["is_anonymous"] = false };
        foreach (
            var right in "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages".Split(
                ' '
            )
        )
            all[right] = right == "can_manage_chat" || rights.Contains(right);
        return BotChanged(ChatOf(group), by, BotStatus("member", bot), BotStatus("administrator", bot, all));
    }

    /// <summary>The bot was removed from the group.</summary>
    public static TelegramUpdate BotRemoved(Group group, Person by, BotIdentity bot) =>
        BotChanged(
            ChatOf(group),
            by,
            BotStatus("member", bot),
            BotStatus("kicked", bot, new JsonObject { ["until_date"] = 0 })
        );

    /// <summary>Somebody blocked the bot in their private chat with it.</summary>
    public static TelegramUpdate BotBlocked(Person by, BotIdentity bot) =>
        BotChanged(
            ChatOf(by),
            by,
            BotStatus("member", bot),
            BotStatus("kicked", bot, new JsonObject { ["until_date"] = 0 })
        );

    private static TelegramUpdate MemberChanged(Group group, Person by, JsonObject before, JsonObject after) =>
        Update("chat_member", Change(ChatOf(group), by, before, after));

    private static TelegramUpdate BotChanged(JsonObject chat, Person by, JsonObject before, JsonObject after) =>
        Update("my_chat_member", Change(chat, by, before, after));

    private static JsonObject Change(JsonObject chat, Person by, JsonObject before, JsonObject after) =>
        new()
        {
            ["chat"] = chat,
            ["from"] = UserOf(by),
            ["date"] = Seconds(Now()),
            ["old_chat_member"] = before,
            ["new_chat_member"] = after,
        };

    internal static JsonObject Status(string status, Person who, JsonObject? more = null, bool isBot = false)
    {
        var member = new JsonObject { ["user"] = UserOf(who, isBot), ["status"] = status };
        if (more is not null)
            foreach (var (key, value) in more)
                member[key] = value?.DeepClone();
        return member;
    }

    private static JsonObject BotStatus(string status, BotIdentity bot, JsonObject? more = null) =>
        Status(status, bot.AsPerson(), more, isBot: true);
}
