using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SharedCommunity.Fakes.Telegram;

public sealed partial class FakeTelegram
{
    private static readonly string[] AdministratorRights =
    [
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_pin_messages",
    ];

    private sealed record Answer(
        int Code,
        JsonNode? Result,
        string? Description = null,
        JsonObject? Parameters = null,
        string? Raw = null
    );

    private static Answer Ok(JsonNode? result) => new(200, result);

    private static Answer Bad(string description) => new(400, null, "Bad Request: " + description);

    /// <summary>The answer, or null where the connection was cut.</summary>
    private async Task<Answer?> Do(HttpContext http, FakeBot bot, string method, JsonObject p)
    {
        switch (method)
        {
            case "getMe":
                return Ok(bot.AsUser());
            case "setWebhook":
                return SetWebhook(bot, p);
            case "deleteWebhook":
                bot.Webhook = null;
                if (Flag(p, "drop_pending_updates"))
                    bot.Drop();
                return Ok(true);
            case "getWebhookInfo":
                return Ok(WebhookInfo(bot));
            case "getUpdates":
                return await GetUpdates(http, bot, p);
            case "sendMessage":
                return await SendMessage(http, bot, p);
            case "answerCallbackQuery":
                return AnswerTap(p);
            case "editMessageReplyMarkup":
                return EditButtons(bot, p);
            case "getFile":
                return GetFile(p);
        }
        var chat = ChatId(p);
        if (!_groups.TryGetValue(chat, out var group))
            return Bad("chat not found");
        switch (method)
        {
            case "getChat":
                var full = TelegramUpdates.ChatOf(group);
                full["accent_color_id"] = 0;
                full["max_reaction_count"] = 11;
                full["accepted_gift_types"] = new JsonObject
                {
                    ["unlimited_gifts"] = true,
                    ["limited_gifts"] = true,
                    ["unique_gifts"] = true,
                    ["premium_subscription"] = true,
                    ["gifts_from_channels"] = true,
                };
                return Ok(full);
            case "leaveChat":
                _members.TryRemove((chat, bot.Identity.Id), out _);
                return Ok(true);
            case "getChatAdministrators":
                return Ok(
                    new JsonArray([
                        .. _members
                            .Where(m =>
                                m.Key.Chat == chat
                                && (string?)m.Value["status"] is "administrator" or "creator"
                                && (m.Key.User == bot.Identity.Id || !(bool)m.Value["user"]!["is_bot"]!)
                            )
                            .Select(m => m.Value.DeepClone()),
                    ])
                );
            default:
                var user = Number(p, "user_id")!.Value;
                return _members.TryGetValue((chat, user), out var member)
                    ? Ok(member.DeepClone())
                    : Bad("member not found");
        }
    }

    private static Answer SetWebhook(FakeBot bot, JsonObject p)
    {
        var url = (string?)p["url"] ?? "";
        var secret = (string?)p["secret_token"];
        if (secret is not null && (secret.Length is 0 or > 256 || secret.Any(c => !Allowed(c))))
            return Bad("secret token contains unallowed characters");
        if (Number(p, "max_connections") is < 1 or > 100)
            return Bad("max_connections must be between 1 and 100");
        if (url == "")
            bot.Webhook = null;
        // The real one wants https; on the loopback address there is no one to listen in.
        else if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != "https" && !uri.IsLoopback))
            return Bad("bad webhook: An HTTPS URL must be provided for webhook");
        else
        {
            var allowed = Strings(p, "allowed_updates");
            bot.AllowedUpdates = allowed ?? bot.AllowedUpdates;
            bot.Webhook = new Webhook(
                url,
                secret,
                (int)(Number(p, "max_connections") ?? 40),
                (string?)p["ip_address"],
                bot.AllowedUpdates
            );
        }
        if (Flag(p, "drop_pending_updates"))
            bot.Drop();
        return Ok(true);

        static bool Allowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
    }

    private static JsonObject WebhookInfo(FakeBot bot)
    {
        var info = new JsonObject
        {
            ["url"] = bot.Webhook?.Url ?? "",
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = bot.Waiting.Count,
        };
        if (bot.Webhook is { } hook)
            info["max_connections"] = hook.MaxConnections;
        if (bot.AllowedUpdates is { Count: > 0 } kinds)
            info["allowed_updates"] = new JsonArray([.. kinds.Select(k => JsonValue.Create(k))]);
        if (bot.LastError is { } error)
        {
            info["last_error_date"] = TelegramUpdates.Seconds(error.At);
            info["last_error_message"] = error.Message;
        }
        return info;
    }

    private static async Task<Answer?> GetUpdates(HttpContext http, FakeBot bot, JsonObject p)
    {
        if (bot.Webhook is not null)
            return new(
                409,
                null,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            );
        bot.AllowedUpdates = Strings(p, "allowed_updates") ?? bot.AllowedUpdates;
        var limit = (int)Math.Clamp(Number(p, "limit") ?? 100, 1, 100);
        var timeout = TimeSpan.FromSeconds(Math.Clamp(Number(p, "timeout") ?? 0, 0, 50));
        try
        {
            var updates = await bot.Poll(Number(p, "offset") ?? 0, limit, timeout, http.RequestAborted);
            return updates is null
                ? new(
                    409,
                    null,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                )
                : Ok(new JsonArray([.. updates.Select(u => u.Json.DeepClone())]));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<Answer?> SendMessage(HttpContext http, FakeBot bot, JsonObject p)
    {
        var chat = ChatId(p);
        var text = (string?)p["text"] ?? "";
        if (string.IsNullOrWhiteSpace(text))
            return Bad("message text is empty");
        if (text.Length > 4096)
            return Bad("message is too long");
        var failure = _failures.TryGetValue(chat, out var ordered) && ordered.TryDequeue(out var next) ? next : null;
        switch (failure)
        {
            case Failure.Answer answer:
                return Refused(answer);
            case Failure.CutBeforeAccepting:
                http.Abort();
                return null;
        }
        var reply = Object(p, "reply_parameters");
        if (ButtonsOf(p) is not { } buttons)
            return Bad("BUTTON_DATA_INVALID");
        var message = new SentMessage(
            bot.Identity.Token,
            chat,
            text,
            reply is null ? null : (long?)reply["message_id"],
            reply?["allow_sending_without_reply"]?.GetValue<bool>() ?? false,
            Interlocked.Increment(ref _messageId),
            _clock.GetUtcNow()
        )
        {
            Buttons = buttons,
        };
        _sent.Enqueue(message);
        _buttons[(chat, message.MessageId)] = buttons;
        switch (failure)
        {
            case Failure.CutAfterAccepting:
                http.Abort();
                return null;
            case Failure.Slow slow:
                try
                {
                    await Task.Delay(slow.Delay, _clock, http.RequestAborted);
                }
                catch (OperationCanceledException)
                {
                    return null;
                }
                break;
            case Failure.Garbled garbled:
                return new(garbled.Code, null, Raw: garbled.Body);
        }
        return Ok(
            new JsonObject
            {
                ["message_id"] = message.MessageId,
                ["from"] = TelegramUpdates.UserOf(bot.Identity.AsPerson(), isBot: true),
                ["chat"] = ChatAs(chat),
                ["date"] = TelegramUpdates.Seconds(message.At),
                ["text"] = text,
            }
        );
    }

    private JsonObject ChatAs(long id) =>
        _groups.TryGetValue(id, out var group)
            ? TelegramUpdates.ChatOf(group)
            : new JsonObject { ["id"] = id, ["type"] = id > 0 ? "private" : "supergroup" };

    private Answer GetFile(JsonObject p)
    {
        var id = (string)p["file_id"]!;
        if (!_files.TryGetValue(id, out var file))
            return Bad("invalid file_id");
        if (file.Content.Length > 20 * 1024 * 1024)
            return Bad("file is too big");
        return Ok(
            new JsonObject
            {
                ["file_id"] = id,
                ["file_unique_id"] = "u" + id,
                ["file_size"] = file.Content.Length,
                ["file_path"] = file.Path,
            }
        );
    }

    private static Answer Refused(Failure.Answer failure)
    {
        var parameters = new JsonObject();
        if (failure.RetryAfter is { } seconds)
            parameters["retry_after"] = seconds;
        if (failure.MigrateTo is { } to)
            parameters["migrate_to_chat_id"] = to;
        return new(failure.Code, null, failure.Description, parameters.Count > 0 ? parameters : null);
    }

    private static Task Write(HttpContext http, int code, string description) =>
        Write(http, new Answer(code, null, description));

    private static async Task Write(HttpContext http, Answer answer)
    {
        http.Response.StatusCode = answer.Code;
        http.Response.ContentType = answer.Raw is null ? "application/json" : "text/html";
        if (answer.Parameters?["retry_after"] is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString();
        if (answer.Raw is { } raw)
        {
            await http.Response.WriteAsync(raw);
            return;
        }
        var body = new JsonObject { ["ok"] = answer.Code == 200 };
        if (answer.Code == 200)
            body["result"] = answer.Result;
        else
        {
            body["error_code"] = answer.Code;
            body["description"] = answer.Description;
            if (answer.Parameters is not null)
                body["parameters"] = answer.Parameters;
        }
        await http.Response.WriteAsync(body.ToJsonString());
    }

    private static long ChatId(JsonObject p) => Number(p, "chat_id") ?? 0;

    private static long? Number(JsonObject p, string name) =>
        long.TryParse(p[name]?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Flag(JsonObject p, string name) => bool.TryParse(p[name]?.ToString(), out var flag) && flag;

    private static List<string>? Strings(JsonObject p, string name)
    {
        var node = p[name] switch
        {
            JsonValue text => JsonNode.Parse(text.ToString()),
            var other => other,
        };
        return node is JsonArray array && array.All(i => i?.GetValueKind() == JsonValueKind.String)
            ? [.. array.Select(i => (string)i!)]
            : null;
    }
}
