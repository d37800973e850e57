using System.Text.Json.Nodes;

namespace SharedCommunity.Fakes.Telegram;

/// <summary>Builds updates as the Bot API documents them; every one gets the next update id and message id.</summary>
public static partial class TelegramUpdates
{
    private static long _updateId = 900_000;
    private static long _messageId = 1_000;

    /// <summary>What somebody writes in a group.</summary>
    public static TelegramUpdate GroupMessage(Group group, Person from, string text, DateTimeOffset? at = null) =>
        Message(Base(ChatOf(group), UserOf(from), at), text);

    /// <summary>What somebody writes to the bot alone.</summary>
    public static TelegramUpdate PrivateMessage(Person from, string text, DateTimeOffset? at = null) =>
        Message(Base(ChatOf(from), UserOf(from), at), text);

    /// <summary>A message that answers another one; <paramref name="to"/> is null where Telegram leaves the sender out.</summary>
    public static TelegramUpdate Reply(
        Group group,
        Person from,
        string text,
        long toMessage,
        Person? to,
        bool toIsBot = false,
        DateTimeOffset? at = null
    )
    {
        var body = Base(ChatOf(group), UserOf(from), at);
        var replied = new JsonObject
        {
            ["message_id"] = toMessage,
            ["date"] = (long)body["date"]! - 60,
            ["chat"] = ChatOf(group),
        };
        if (to is not null)
            replied["from"] = UserOf(to, toIsBot);
        replied["text"] = "…";
        body["reply_to_message"] = replied;
        return Message(body, text);
    }

    /// <summary>The new text of a message sent before.</summary>
    public static TelegramUpdate Edit(TelegramUpdate original, string text, DateTimeOffset? at = null)
    {
        var body = original.Body.DeepClone().AsObject();
        body["edit_date"] = Seconds(at ?? Now());
        body[body.ContainsKey("caption") ? "caption" : "text"] = text;
        return Update("edited_message", body);
    }

    /// <summary>A message of an administrator who hides behind the group's name.</summary>
    public static TelegramUpdate AnonymousAdministratorMessage(Group group, string text)
    {
        var anonymous = new Person(1087968824, "Group", Username: "GroupAnonymousBot");
        var body = Base(ChatOf(group), UserOf(anonymous, isBot: true), null);
        body["sender_chat"] = ChatOf(group);
        body["author_signature"] = "Admin";
        return Message(body, text);
    }

    /// <summary>A message that somebody posts under a channel's name, or that a linked channel forwards.</summary>
    public static TelegramUpdate ChannelSenderMessage(Group group, Group channel, string text, bool forwarded = false)
    {
        var behind = forwarded
            ? new Person(777000, "Telegram")
            : new Person(136817688, "Channel", Username: "Channel_Bot");
        var body = Base(ChatOf(group), UserOf(behind, isBot: !forwarded), null);
        body["sender_chat"] = ChatOf(channel);
        if (forwarded)
            body["is_automatic_forward"] = true;
        return Message(body, text);
    }

    /// <summary>A post in a channel that the bot reads.</summary>
    public static TelegramUpdate ChannelPost(Group channel, string text)
    {
        var body = Base(ChatOf(channel), null, null);
        body["sender_chat"] = ChatOf(channel);
        return Message(body, text, "channel_post");
    }

    /// <summary>The message that an opened <c>t.me/bot?startgroup=…</c> link posts into the group.</summary>
    public static TelegramUpdate StartGroup(Group group, Person from, BotIdentity bot, string token) =>
        GroupMessage(group, from, $"/start@{bot.Username} {token}");

    /// <summary>The request to bind a group, typed by hand.</summary>
    public static TelegramUpdate Bind(Group group, Person from, BotIdentity bot, string token) =>
        GroupMessage(group, from, $"/bind@{bot.Username} {token}");

    /// <summary>The first message to a bot; the payload comes from a deep link.</summary>
    public static TelegramUpdate Start(Person from, string? payload = null) =>
        PrivateMessage(from, payload is null ? "/start" : $"/start {payload}");

    /// <summary>A group and the supergroup that it became: the notice in the old one, then the one in the new one.</summary>
    public static (TelegramUpdate InOld, TelegramUpdate InNew) Migration(Group old, Group upgraded, Person by)
    {
        var left = Base(ChatOf(old), UserOf(by), null);
        left["migrate_to_chat_id"] = upgraded.Id;
        var right = Base(ChatOf(upgraded), UserOf(by), null);
        right["sender_chat"] = ChatOf(upgraded);
        right["migrate_from_chat_id"] = old.Id;
        return (Update("message", left), Update("message", right));
    }

    /// <summary>A poll in a group.</summary>
    public static TelegramUpdate Poll(Group group, Person from, string question, params string[] options)
    {
        var body = Base(ChatOf(group), UserOf(from), null);
        body["poll"] = PollOf(question, options);
        return Update("message", body);
    }

    /// <summary>The state of a poll that the bot sent.</summary>
    public static TelegramUpdate PollState(string question, params string[] options) =>
        Update("poll", PollOf(question, options));

    /// <summary>A pressed button under a message in a group.</summary>
    public static TelegramUpdate CallbackQuery(Group group, Person from, long onMessage, string data) =>
        CallbackQuery(ChatOf(group), from, onMessage, data);

    /// <summary>A pressed button under a message to one person.</summary>
    public static TelegramUpdate CallbackQuery(Person from, long onMessage, string data) =>
        CallbackQuery(ChatOf(from), from, onMessage, data);

    internal static TelegramUpdate CallbackQuery(JsonObject chat, Person from, long onMessage, string data) =>
        Update(
            "callback_query",
            new JsonObject
            {
                ["id"] = $"cq{Interlocked.Increment(ref _updateId)}",
                ["from"] = UserOf(from),
                ["message"] = new JsonObject
                {
                    ["message_id"] = onMessage,
                    ["date"] = Seconds(Now()),
                    ["chat"] = chat,
                },
                ["chat_instance"] = "1",
                ["data"] = data,
            }
        );

    /// <summary>A reaction to a message: the whole old and new list.</summary>
    public static TelegramUpdate Reaction(Group group, Person from, long onMessage, string emoji) =>
        Update(
            "message_reaction",
            new JsonObject
            {
                ["chat"] = ChatOf(group),
                ["message_id"] = onMessage,
                ["user"] = UserOf(from),
                ["date"] = Seconds(Now()),
                ["old_reaction"] = new JsonArray(),
                ["new_reaction"] = new JsonArray(new JsonObject { ["type"] = "emoji", ["emoji"] = emoji }),
            }
        );

    /// <summary>An update of a kind that this product has never heard of.</summary>
    public static TelegramUpdate Unknown(string kind) => Update(kind, new JsonObject { ["id"] = "1" });

    internal static TelegramUpdate Update(string kind, JsonObject body) =>
        new(new JsonObject { ["update_id"] = Interlocked.Increment(ref _updateId), [kind] = body });

    internal static JsonObject ChatOf(Group group) =>
        new()
        {
            ["id"] = group.Id,
            ["title"] = group.Title,
            ["type"] = group.Type,
        };

    internal static JsonObject ChatOf(Person person)
    {
        var chat = new JsonObject { ["id"] = person.Id, ["first_name"] = person.FirstName };
        if (person.LastName is not null)
            chat["last_name"] = person.LastName;
        if (person.Username is not null)
            chat["username"] = person.Username;
        chat["type"] = "private";
        return chat;
    }

    internal static JsonObject UserOf(Person person, bool isBot = false)
    {
        var user = new JsonObject
        {
            ["id"] = person.Id,
            ["is_bot"] = isBot,
            ["first_name"] = person.FirstName,
        };
        if (person.LastName is not null)
            user["last_name"] = person.LastName;
        if (person.Username is not null)
            user["username"] = person.Username;
        if (person.LanguageCode is not null)
            user["language_code"] = person.LanguageCode;
        return user;
    }

    private static JsonObject Base(JsonObject chat, JsonObject? from, DateTimeOffset? at)
    {
        var body = new JsonObject { ["message_id"] = Interlocked.Increment(ref _messageId) };
        if (from is not null)
            body["from"] = from;
        body["chat"] = chat;
        body["date"] = Seconds(at ?? Now());
        return body;
    }

    private static TelegramUpdate Message(JsonObject body, string text, string kind = "message")
    {
        body["text"] = text;
        if (text.StartsWith('/'))
        {
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            body["entities"] = new JsonArray(
                new JsonObject
                {
                    ["offset"] = 0,
                    ["length"] = end < 0 ? text.Length : end,
                    ["type"] = "bot_command",
                }
            );
        }
        return Update(kind, body);
    }

    private static JsonObject PollOf(string question, string[] options) =>
        new()
        {
            ["id"] = "5" + question.Length,
            ["question"] = question,
            ["options"] = new JsonArray([
                .. options.Select(o => new JsonObject
                {
                    ["persistent_id"] = o,
                    ["text"] = o,
                    ["voter_count"] = 0,
                }),
            ]),
            ["total_voter_count"] = 0,
            ["is_closed"] = false,
            ["is_anonymous"] = true,
            ["type"] = "regular",
            ["allows_multiple_answers"] = false,
            ["allows_revoting"] = false,
            ["members_only"] = false,
        };

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    internal static long Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();
}
