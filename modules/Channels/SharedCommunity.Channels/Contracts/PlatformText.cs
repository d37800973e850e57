using SharedCommunity.Channels.Telegram;

namespace SharedCommunity.Channels.Contracts;

/// <summary>What a platform takes as the text of one message.</summary>
public static class PlatformText
{
    /// <summary>How many characters one message holds; a longer text goes out in parts. Null where nothing is sent.</summary>
    /// <param name="platform">The platform, lower case.</param>
    public static int? LimitOf(string platform) => platform == "telegram" ? TelegramText.Limit : null;

    /// <summary>In how many messages a text goes out.</summary>
    /// <param name="platform">The platform, lower case.</param>
    /// <param name="text">The text.</param>
    public static int MessagesFor(string platform, string text) =>
        LimitOf(platform) is { } limit ? TelegramText.Split(text, limit).Count : 1;
}
