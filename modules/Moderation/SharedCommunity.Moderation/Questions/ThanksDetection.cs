using System.Collections.Frozen;
using SharedCommunity.Moderation.Languages;

namespace SharedCommunity.Moderation.Questions;

/// <summary>Whether a text is only thanks or an emoji, so that it does not reopen what was answered.</summary>
internal static class ThanksDetection
{
    // Longer than this, somebody tells more than thanks.
    private const int MostWords = 24;

    private static readonly FrozenDictionary<string, Phrase[]> ByFirstWord = Read();

    /// <summary>Whether a text is only thanks or an emoji.</summary>
    public static bool IsOnlyThanks(string text) => IsOnlyThanks(FoldedText.Of(text));

    /// <summary>Whether a folded text is only thanks or an emoji.</summary>
    public static bool IsOnlyThanks(FoldedText folded)
    {
        if (folded.AsksByMark)
            return false;
        if (folded.Letters == 0)
            return folded.HasSign && !folded.CallsForHelp;
        if (folded.CallsForHelp || folded.Letters > 160)
            return false;
        var words = Split(folded.Words);
        if (words.Length > MostWords)
            return false;
        var thanked = false;
        for (var at = 0; at < words.Length; )
        {
            if (!ByFirstWord.TryGetValue(words[at], out var phrases) || Longest(phrases, words, at) is not { } found)
                return false;
            thanked |= found.Thanks;
            at += found.Words.Length;
        }

        return thanked;
    }

    // The phrases of one first word stand longest first.
    private static Phrase? Longest(Phrase[] phrases, string[] words, int at)
    {
        foreach (var phrase in phrases)
            if (words.AsSpan(at).StartsWith(phrase.Words))
                return phrase;
        return null;
    }

    private static string[] Split(string words) =>
        words.Split([' ', FoldedText.Boundary], StringSplitOptions.RemoveEmptyEntries);

    private static FrozenDictionary<string, Phrase[]> Read() =>
        Read(ThanksPhrases.Thanks, thanks: true)
            .Concat(Read(ThanksPhrases.Courtesy, thanks: false))
            .GroupBy(phrase => phrase.Words[0])
            .ToFrozenDictionary(
                group => group.Key,
                group => group.OrderByDescending(phrase => phrase.Words.Length).ToArray()
            );

    private static IEnumerable<Phrase> Read(string[] lines, bool thanks) =>
        lines
            .SelectMany(line => line.Split(','))
            .Select(phrase => new Phrase(Split(FoldedText.Of(phrase).Words), thanks))
            .Where(phrase => phrase.Words.Length > 0);

    private sealed record Phrase(string[] Words, bool Thanks);
}
