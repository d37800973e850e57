using NodaTime;

namespace SharedCommunity.Channels.Telegram;

/// <summary>What Telegram's error answers mean for a delivery. Its descriptions are the only names that it gives.</summary>
internal static class TelegramErrors
{
    private static readonly Duration WithoutTime = Duration.FromSeconds(30);

    // A pause that nobody can mean would park a delivery for ever.
    private const int LongestPause = 24 * 3600;

    private static readonly (string Part, string Code)[] Stopping =
    [
        ("bot was kicked", "bot_removed"),
        ("bot is not a member", "bot_removed"),
        ("group chat was deleted", "group_deleted"),
        ("group chat was deactivated", "group_deleted"),
        ("channel_private", "bot_removed"),
    ];

    private static readonly (string Part, string Code)[] Gone =
    [
        ("blocked by the user", "blocked"),
        ("user is deactivated", "deactivated"),
        ("can't initiate conversation", "never_started"),
        ("bots can't send messages to bots", "is_a_bot"),
        ("peer_id_invalid", "chat_not_found"),
        ("user not found", "chat_not_found"),
    ];

    private static readonly (string Part, string Code)[] Refusals =
    [
        ("not enough rights", "not_enough_rights"),
        ("have no rights", "not_enough_rights"),
        ("chat_write_forbidden", "not_enough_rights"),
        ("need administrator rights", "not_enough_rights"),
        ("chat_admin_required", "not_enough_rights"),
        ("message is too long", "too_long"),
        ("text must be non-empty", "empty"),
        ("message text is empty", "empty"),
        ("can't parse entities", "not_parsed"),
        ("message to be replied not found", "reply_not_found"),
        ("message to reply not found", "reply_not_found"),
        ("topic_closed", "topic_closed"),
    ];

    /// <summary>Judges one error answer.</summary>
    public static SendResult Classify(int code, string? description, int? retryAfter, long? migrateTo, bool inPrivate)
    {
        if (migrateTo is { } to)
            return new SendResult.Migrated(to.ToString(System.Globalization.CultureInfo.InvariantCulture));
        switch (code)
        {
            case 429:
                return new SendResult.RetryAfter(
                    retryAfter is { } s ? Duration.FromSeconds(Math.Clamp(s, 1, LongestPause)) : WithoutTime,
                    "rate_limited"
                );
            case 401:
            // With a token that it does not know, Telegram does not find the method either.
            case 404:
                return new SendResult.ChannelStopped("token_revoked");
            // A gateway's error says nothing about what happened behind it.
            case >= 500:
                return new SendResult.Unknown("server_error");
        }
        var words = description ?? "";
        if (Find(Stopping, words) is { } stopped)
            return new SendResult.ChannelStopped(stopped);
        if (Find(Gone, words) is { } gone)
            return inPrivate ? new SendResult.RecipientGone(gone) : new SendResult.ChannelStopped(gone);
        if (words.Contains("chat not found", StringComparison.OrdinalIgnoreCase))
            return inPrivate
                ? new SendResult.RecipientGone("chat_not_found")
                : new SendResult.ChannelStopped("chat_not_found");
        if (Find(Refusals, words) is { } refused)
            return new SendResult.Refused(refused);
        return code == 403 && inPrivate
            ? new SendResult.RecipientGone("forbidden")
            : new SendResult.Refused(code == 403 ? "forbidden" : "bad_request");
    }

    private static string? Find((string Part, string Code)[] table, string words) =>
        table.FirstOrDefault(t => words.Contains(t.Part, StringComparison.OrdinalIgnoreCase)).Code;
}
