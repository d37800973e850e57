using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SharedCommunity.Fakes.Telegram;

/// <summary>The parameters that the Bot API documents for the methods that this fake serves.</summary>
internal static class DocumentedMethods
{
    internal enum Kind
    {
        Integer,
        Text,
        Flag,
        ChatId,
        Json,
    }

    internal sealed record Parameter(string Name, Kind Kind, bool Required = false);

    private static readonly Dictionary<string, Parameter[]> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["getMe"] = [],
        ["deleteWebhook"] = [new("drop_pending_updates", Kind.Flag)],
        ["getWebhookInfo"] = [],
        ["setWebhook"] =
        [
            new("url", Kind.Text, Required: true),
            new("certificate", Kind.Text),
            new("ip_address", Kind.Text),
            new("max_connections", Kind.Integer),
            new("allowed_updates", Kind.Json),
            new("drop_pending_updates", Kind.Flag),
            new("secret_token", Kind.Text),
        ],
        ["getUpdates"] =
        [
            new("offset", Kind.Integer),
            new("limit", Kind.Integer),
            new("timeout", Kind.Integer),
            new("allowed_updates", Kind.Json),
        ],
        ["sendMessage"] =
        [
            new("chat_id", Kind.ChatId, Required: true),
            new("text", Kind.Text, Required: true),
            new("business_connection_id", Kind.Text),
            new("message_thread_id", Kind.Integer),
            new("direct_messages_topic_id", Kind.Integer),
            new("parse_mode", Kind.Text),
            new("entities", Kind.Json),
            new("link_preview_options", Kind.Json),
            new("disable_notification", Kind.Flag),
            new("protect_content", Kind.Flag),
            new("allow_paid_broadcast", Kind.Flag),
            new("message_effect_id", Kind.Text),
            new("suggested_post_parameters", Kind.Json),
            new("reply_parameters", Kind.Json),
            new("reply_markup", Kind.Json),
        ],
        ["answerCallbackQuery"] =
        [
            new("callback_query_id", Kind.Text, Required: true),
            new("text", Kind.Text),
            new("show_alert", Kind.Flag),
            new("url", Kind.Text),
            new("cache_time", Kind.Integer),
        ],
        ["editMessageReplyMarkup"] =
        [
            new("business_connection_id", Kind.Text),
            new("chat_id", Kind.ChatId),
            new("message_id", Kind.Integer),
            new("inline_message_id", Kind.Text),
            new("reply_markup", Kind.Json),
        ],
        ["getFile"] = [new("file_id", Kind.Text, Required: true)],
        ["getChat"] = [new("chat_id", Kind.ChatId, Required: true)],
        ["leaveChat"] = [new("chat_id", Kind.ChatId, Required: true)],
        ["getChatMember"] = [new("chat_id", Kind.ChatId, Required: true), new("user_id", Kind.Integer, Required: true)],
        ["getChatAdministrators"] = [new("chat_id", Kind.ChatId, Required: true), new("return_bots", Kind.Flag)],
    };

    /// <summary>The name as documented, or null: method names are not case-sensitive.</summary>
    internal static string? Find(string method) =>
        All.Keys.FirstOrDefault(k => k.Equals(method, StringComparison.OrdinalIgnoreCase));

    /// <summary>The parameters that no document names.</summary>
    internal static IReadOnlyList<string> Unknown(string method, JsonObject given) =>
        [.. given.Select(p => p.Key).Where(k => All[method].All(p => p.Name != k))];

    /// <summary>Null, or what Telegram answers to the first parameter that is missing or of the wrong type.</summary>
    internal static string? Check(string method, JsonObject given)
    {
        foreach (var parameter in All[method])
        {
            var value = given[parameter.Name];
            if (value is null || (value.GetValueKind() == JsonValueKind.String && (string)value! == ""))
            {
                // setWebhook with an empty address removes the webhook.
                if (parameter.Required && !(method == "setWebhook" && given.ContainsKey("url")))
                    return parameter.Name == "text" ? "message text is empty" : $"{parameter.Name} is empty";
                continue;
            }
            if (!Fits(parameter.Kind, value))
                return $"can't parse {parameter.Name}: unexpected {value.GetValueKind()}";
        }
        return null;
    }

    // Numbers and flags may come as strings too: forms and query strings know nothing else.
    private static bool Fits(Kind kind, JsonNode value)
    {
        var json = value.GetValueKind();
        return kind switch
        {
            Kind.Integer => json == JsonValueKind.Number
                || long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out _),
            Kind.ChatId => (json == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out _))
                || (
                    json == JsonValueKind.String
                    && (value.ToString()[0] == '@' || long.TryParse(value.ToString(), out _))
                ),
            Kind.Flag => json is JsonValueKind.True or JsonValueKind.False || bool.TryParse(value.ToString(), out _),
            Kind.Json => json is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String,
            _ => json is JsonValueKind.String or JsonValueKind.Number,
        };
    }
}
