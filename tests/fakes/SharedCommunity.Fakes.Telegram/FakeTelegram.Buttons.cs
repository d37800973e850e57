using System.Text.Json.Nodes;

namespace SharedCommunity.Fakes.Telegram;

public sealed partial class FakeTelegram
{
    /// <summary>The buttons that stand under a message now.</summary>
    public IReadOnlyList<SentButton> ButtonsUnder(SentMessage message) =>
        _buttons.GetValueOrDefault((message.ChatId, message.MessageId), []);

    /// <summary>What a person saw for a moment after their tap: null until it was answered, empty for an answer without words.</summary>
    public string? ToldAfter(TelegramUpdate tap) => _taps.GetValueOrDefault((string)tap.Body["id"]!);

    /// <summary>Somebody taps a button of a message, in the group or alone with the bot.</summary>
    public TelegramUpdate Tap(SentMessage message, Person by, string label)
    {
        var button = message.Buttons.First(b => b.Label == label);
        var tap = TelegramUpdates.CallbackQuery(
            _groups.TryGetValue(message.ChatId, out var group) ? TelegramUpdates.ChatOf(group)
                : message.ChatId > 0 ? TelegramUpdates.ChatOf(by)
                : ChatAs(message.ChatId),
            by,
            message.MessageId,
            button.Data
        );
        _taps[(string)tap.Body["id"]!] = null;
        return tap;
    }

    private Answer AnswerTap(JsonObject p)
    {
        var id = (string)p["callback_query_id"]!;
        if (((string?)p["text"])?.Length > 200)
            return Bad("MESSAGE_TOO_LONG");
        if (!_taps.TryGetValue(id, out var before) || before is not null)
            return Bad("query is too old and response timeout expired or query ID is invalid");
        _taps[id] = (string?)p["text"] ?? "";
        return Ok(true);
    }

    private Answer EditButtons(FakeBot bot, JsonObject p)
    {
        var key = (ChatId(p), Number(p, "message_id") ?? 0);
        if (_sent.FirstOrDefault(s => (s.ChatId, s.MessageId) == key && s.Token == bot.Identity.Token) is not { } sent)
            return Bad("message to edit not found");
        if (ButtonsOf(p) is not { } buttons)
            return Bad("BUTTON_DATA_INVALID");
        if (_buttons.GetValueOrDefault(key, []).SequenceEqual(buttons))
            return Bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
            );
        _buttons[key] = buttons;
        return Ok(
            new JsonObject
            {
                ["message_id"] = sent.MessageId,
                ["from"] = TelegramUpdates.UserOf(bot.Identity.AsPerson(), isBot: true),
                ["chat"] = ChatAs(sent.ChatId),
                ["date"] = TelegramUpdates.Seconds(sent.At),
                ["text"] = sent.Text,
            }
        );
    }

    /// <summary>The inline keyboard of a call, flat; null where a button carries what the platform refuses.</summary>
    private static IReadOnlyList<SentButton>? ButtonsOf(JsonObject p)
    {
        if (Object(p, "reply_markup")?["inline_keyboard"] is not JsonArray rows)
            return [];
        List<SentButton> buttons =
        [
            .. rows.SelectMany(r => r!.AsArray())
                .Select(b => new SentButton((string?)b!["text"] ?? "", (string?)b["callback_data"] ?? "")),
        ];
        return buttons.All(b => b.Label != "" && System.Text.Encoding.UTF8.GetByteCount(b.Data) is >= 1 and <= 64)
            ? buttons
            : null;
    }

    private static JsonObject? Object(JsonObject p, string name) =>
        p[name] switch
        {
            JsonValue text => JsonNode.Parse(text.ToString())?.AsObject(),
            JsonObject o => o,
            _ => null,
        };
}
