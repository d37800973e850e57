namespace SharedCommunity.Channels.Contracts;

/// <summary>What a person tells the bot with a slash: <c>/name rest</c>, <c>/name@bot rest</c>.</summary>
public static class BotCommand
{
    /// <summary>Reads a command.</summary>
    /// <param name="text">What was posted.</param>
    /// <param name="name">The command's name.</param>
    /// <param name="bot">The bot that it names; empty where it names none.</param>
    /// <param name="rest">What follows.</param>
    /// <returns>Whether it is a command at all.</returns>
    public static bool TrySplit(
        ReadOnlySpan<char> text,
        out ReadOnlySpan<char> name,
        out ReadOnlySpan<char> bot,
        out ReadOnlySpan<char> rest
    )
    {
        name = bot = rest = default;
        // Right-to-left keyboards put direction marks before the slash.
        text = text.TrimStart(" \t\r\n\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069");
        if (text.IsEmpty || text[0] != '/')
            return false;
        var end = 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_'))
            end++;
        name = text[1..end];
        if (name.IsEmpty)
            return false;
        if (end < text.Length && text[end] == '@')
        {
            var from = ++end;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_'))
                end++;
            bot = text[from..end];
            if (bot.IsEmpty)
                return false;
        }

        if (end < text.Length && !char.IsWhiteSpace(text[end]))
            return false;
        rest = text[end..].Trim();
        return true;
    }

    /// <summary>Whether a text is this command for this bot; one that names another bot is not ours.</summary>
    /// <param name="text">What was posted.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="botName">Our bot's user name; null where unknown.</param>
    /// <param name="rest">What follows.</param>
    public static bool Is(string text, string command, string? botName, out string rest)
    {
        rest = "";
        if (!TrySplit(text, out var name, out var bot, out var after))
            return false;
        if (!name.Equals(command, StringComparison.OrdinalIgnoreCase))
            return false;
        if (
            bot.Length > 0
            && botName is not null
            && !bot.Equals(botName.AsSpan().TrimStart('@'), StringComparison.OrdinalIgnoreCase)
        )
            return false;
        rest = after.ToString();
        return true;
    }
}
