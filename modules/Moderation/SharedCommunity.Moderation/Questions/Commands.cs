namespace SharedCommunity.Moderation.Questions;

/// <summary>What a member may tell the bot with a slash.</summary>
internal static class Commands
{
    private const string AskName = "ask";

    /// <summary>Whether a text is a command at all: <c>/start …</c> or <c>/bind@bot …</c> is never a question.</summary>
    public static bool IsCommand(string text) => TrySplit(text, out _, out _, out _);

    /// <summary>
    /// Reads <c>/ask text</c> and <c>/ask@bot text</c>. A command that names another bot is not ours. The question
    /// may be empty: the member then sends it in the next message.
    /// </summary>
    public static bool TryAsk(string text, string? botName, out string question)
    {
        question = "";
        if (!TrySplit(text, out var name, out var bot, out var rest))
            return false;
        if (!name.Equals(AskName, StringComparison.OrdinalIgnoreCase))
            return false;
        if (
            bot.Length > 0
            && botName is not null
            && !bot.Equals(botName.AsSpan().TrimStart('@'), StringComparison.OrdinalIgnoreCase)
        )
            return false;
        question = rest.ToString();
        return true;
    }

    private static bool TrySplit(
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
}
