using System.Buffers;
using System.Collections.Frozen;
using SharedCommunity.Moderation.Languages;

namespace SharedCommunity.Moderation.Questions;

/// <summary>
/// Whether a text in the group asks for something. Recall comes before precision: a question that nobody sees costs a
/// newcomer an answer, a remark in the queue costs a moderator one key.
/// </summary>
internal static class QuestionDetection
{
    private static readonly FrozenSet<string> Fillers = Words(QuestionWords.Fillers);
    private static readonly FrozenSet<string> Openers = Words(QuestionWords.Openers);
    private static readonly FrozenSet<string> OpenersBeforeSubject = Words(QuestionWords.OpenersBeforeSubject);
    private static readonly FrozenSet<string> Subjects = Words(QuestionWords.Subjects);
    private static readonly SearchValues<string> Anywhere = Phrases(QuestionWords.Anywhere);

    // Spanish tells the question word from the conjunction by its accent, which folding takes away.
    private static readonly SearchValues<string> Accented = SearchValues.Create(
        ["dónde", "cuándo", "cómo ", "cuál", "cuánt", "quién"],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Whether a text asks.</summary>
    public static bool Asks(string text) => Asks(text, FoldedText.Of(text));

    /// <summary>Whether a text asks, folded already.</summary>
    public static bool Asks(string text, FoldedText folded)
    {
        if (folded.CallsForHelp || text.AsSpan().ContainsAny(Accented))
            return true;
        if (folded.Letters == 0)
            return false; // "???" alone nudges, it asks nothing that a moderator could answer
        return folded.AsksByMark || folded.Words.AsSpan().ContainsAny(Anywhere) || OpensAsQuestion(folded.Words);
    }

    private static bool OpensAsQuestion(ReadOnlySpan<char> words)
    {
        var fillers = Fillers.GetAlternateLookup<ReadOnlySpan<char>>();
        var openers = Openers.GetAlternateLookup<ReadOnlySpan<char>>();
        var beforeSubject = OpenersBeforeSubject.GetAlternateLookup<ReadOnlySpan<char>>();
        var subjects = Subjects.GetAlternateLookup<ReadOnlySpan<char>>();
        var atStart = true;
        var wantsSubject = false;
        foreach (var range in words.Split(' '))
        {
            var word = words[range];
            if (word.IsEmpty)
                continue;
            if (word is [FoldedText.Boundary])
            {
                atStart = true;
                wantsSubject = false;
                continue;
            }

            if (wantsSubject && subjects.Contains(word))
                return true;
            wantsSubject = false;
            if (!atStart)
                continue;
            if (openers.Contains(word))
                return true;
            wantsSubject = beforeSubject.Contains(word);
            atStart = fillers.Contains(word);
        }

        return false;
    }

    private static FrozenSet<string> Words(string[] lines) =>
        lines
            .SelectMany(line =>
                FoldedText.Of(line).Words.Split([' ', FoldedText.Boundary], StringSplitOptions.RemoveEmptyEntries)
            )
            .SelectMany(WithConjunction)
            .ToFrozenSet();

    private static SearchValues<string> Phrases(string[] lines) =>
        SearchValues.Create(
            [
                .. lines
                    .SelectMany(line => line.Split(','))
                    .Select(phrase => FoldedText.Of(phrase).Words.Trim([' ', FoldedText.Boundary]))
                    .SelectMany(WithConjunction)
                    .Select(phrase => $" {phrase} ")
                    .Distinct(),
            ],
            StringComparison.Ordinal
        );

    // Arabic writes "and" and "so" onto the word that follows.
    private static IEnumerable<string> WithConjunction(string words) =>
        words[0] is >= '\u0600' and <= '\u06ff' ? [words, 'و' + words, 'ف' + words] : [words];
}
