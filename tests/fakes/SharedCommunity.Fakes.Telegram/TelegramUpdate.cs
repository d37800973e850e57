using System.Text.Json.Nodes;

namespace SharedCommunity.Fakes.Telegram;

/// <summary>One update, in the shape in which Telegram's Bot API delivers it.</summary>
public sealed class TelegramUpdate(JsonObject json)
{
    public JsonObject Json { get; } = json;

    public long Id => (long)Json["update_id"]!;

    /// <summary>The one optional field that is set: <c>message</c>, <c>chat_member</c>, …</summary>
    public string Kind => Json.Select(p => p.Key).First(k => k != "update_id");

    /// <summary>The content of the one optional field.</summary>
    public JsonObject Body => Json[Kind]!.AsObject();

    public long? MessageId => (long?)Body["message_id"];

    public byte[] Bytes() => System.Text.Encoding.UTF8.GetBytes(Json.ToJsonString());

    /// <summary>The same update under another id.</summary>
    public TelegramUpdate WithId(long updateId)
    {
        var copy = Json.DeepClone().AsObject();
        copy["update_id"] = updateId;
        return new TelegramUpdate(copy);
    }

    /// <summary>The same update with one more field in its body.</summary>
    public TelegramUpdate With(string field, JsonNode? value)
    {
        var copy = Json.DeepClone().AsObject();
        copy[Kind]![field] = value;
        return new TelegramUpdate(copy);
    }
}
