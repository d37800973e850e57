namespace SharedCommunity.Channels.Telegram;

/// <summary>Cuts a long text into messages that the platform takes.</summary>
internal static class TelegramText
{
    /// <summary>Telegram counts UTF-16 units, as .NET does.</summary>
    public const int Limit = 4096;

    /// <summary>
    /// The parts in order, each at most <paramref name="limit"/> long and none empty; cut at a paragraph if there is one
    /// in the second half, else at a sentence, else at a word, else anywhere but inside a character. Only white space
    /// around a cut is lost.
    /// </summary>
    public static IReadOnlyList<string> Split(string text, int limit = Limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 2);
        List<string> parts = [];
        var rest = text.AsSpan().Trim();
        while (rest.Length > limit)
        {
            var cut = Cut(rest, limit);
            parts.Add(rest[..cut].TrimEnd().ToString());
            rest = rest[cut..].TrimStart();
        }
        if (rest.Length > 0)
            parts.Add(rest.ToString());
        return parts;
    }

    // The text starts with something visible, so every cut after its first character leaves a part that is not empty.
    private static int Cut(ReadOnlySpan<char> text, int limit)
    {
        var window = text[..(limit + 1)];
        // A paragraph or sentence that ends very early would leave a tiny message: a later, lesser cut reads better.
        var least = limit / 2;
        var paragraph = window[..limit].LastIndexOf("\n\n");
        if (paragraph >= least)
            return paragraph;
        var line = window.LastIndexOf('\n');
        if (line >= least)
            return line;
        for (var i = limit; i > least; i--)
            if (char.IsWhiteSpace(window[i]) && EndsSentence(window[i - 1]))
                return i;
        for (var i = limit; i > 0; i--)
            if (char.IsWhiteSpace(window[i]))
                return i;
        // One endless word: not between the halves of a character, nor before a mark that belongs to the one before.
        var cut = limit;
        while (cut > least && Joins(window, cut))
            cut--;
        return Joins(window, cut) ? (char.IsLowSurrogate(window[limit]) ? limit - 1 : limit) : cut;
    }

    private static bool EndsSentence(char c) => c is '.' or '!' or '?' or '…' or '؟' or '۔' or '。' or '！' or '？';

    private static bool Joins(ReadOnlySpan<char> text, int at) =>
        (char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]))
        || char.GetUnicodeCategory(text[at])
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.EnclosingMark
        || text[at] == '\u200d'
        || text[at - 1] == '\u200d';
}
