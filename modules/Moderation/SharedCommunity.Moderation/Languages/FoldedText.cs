using System.Buffers;
using System.Globalization;
using System.Text;

namespace SharedCommunity.Moderation.Languages;

/// <summary>
/// A text as the rules read it: lower case, without diacritics, tatweel, bidi marks, addresses and drawn-out letters;
/// words apart by one space, clauses apart by <c>|</c>. Made once per text and shared by all rules.
/// </summary>
internal sealed class FoldedText
{
    /// <summary>What parts two clauses in <see cref="Words"/>.</summary>
    public const char Boundary = '|';

    // A newcomer may paste a page; what is asked stands in the first screens of it.
    private const int LongestRead = 4000;

    private static readonly SearchValues<char> QuestionMarks = SearchValues.Create("?؟፧¿？⸮❓❔⁇");
    private static readonly SearchValues<string> Addresses = SearchValues.Create(
        ["http://", "https://", "www.", "tg://"],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<string> Emoticons = SearchValues.Create(
        [":)", ":-)", ";)", ";-)", "^^"],
        StringComparison.Ordinal
    );

    private FoldedText(string words, bool asksByMark, bool hasSign, bool callsForHelp, int letters)
    {
        CallsForHelp = callsForHelp;
        Words = words;
        AsksByMark = asksByMark;
        HasSign = hasSign;
        Letters = letters;
    }

    /// <summary>The words: begins and ends with " | ", so that a phrase is found as " phrase ".</summary>
    public string Words { get; }

    /// <summary>Whether a question mark of any script stands in it (one inside an address does not count).</summary>
    public bool AsksByMark { get; }

    /// <summary>Whether an emoji, an emoticon or another pictured sign stands in it.</summary>
    public bool HasSign { get; }

    /// <summary>Whether the SOS sign stands in it.</summary>
    public bool CallsForHelp { get; }

    /// <summary>How many letters and digits it has.</summary>
    public int Letters { get; }

    /// <summary>Folds a text.</summary>
    public static FoldedText Of(string text)
    {
        var read = WithoutAddresses(text.Length > LongestRead ? text[..LongestRead] : text);
        var plain = Ascii.IsValid(read) ? read : Decomposed(read);
        var words = new StringBuilder(plain.Length + 6).Append(' ').Append(Boundary).Append(' ');
        var asks = false;
        var sign = false;
        var letters = 0;
        var drawnOut = '\0';
        foreach (var c in plain)
        {
            if (IsWordPart(c))
            {
                var folded = Fold(c);
                if (folded == '\0' || folded == drawnOut)
                    continue;
                letters++;
                drawnOut = '\0';
                if (words[^1] == folded && words[^2] == folded && !char.IsDigit(folded))
                {
                    // "merciiii" and "شكراااا": of three or more alike, one is kept.
                    words.Length--;
                    drawnOut = folded;
                }
                else
                    words.Append(folded);
                continue;
            }

            drawnOut = '\0';
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format)
                continue;
            asks |= QuestionMarks.Contains(c);
            sign |= char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.OtherSymbol;
            if (IsWordJoiner(c) || (char.IsWhiteSpace(c) && c is not ('\n' or '\r')))
                AppendSpace(words);
            else
                AppendBoundary(words);
        }

        sign |= read.AsSpan().ContainsAny(Emoticons);
        AppendBoundary(words);
        var help = sign && read.Contains("🆘", StringComparison.Ordinal);
        return new FoldedText(words.ToString(), asks, sign, help, letters);
    }

    // NFKD parts a letter from its marks (and أ from its hamza); the marks are then dropped.
    private static string Decomposed(string text)
    {
        string form;
        try
        {
            form = text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            form = text; // a lone surrogate: read it as it is
        }

        return string.Create(
            form.Length,
            form,
            static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = char.ToLowerInvariant(source[i]);
            }
        );
    }

    private static bool IsWordPart(char c) =>
        char.IsLetterOrDigit(c)
        || CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.SpacingCombiningMark;

    private static bool IsWordJoiner(char c) =>
        c
            is '\''
                or '’'
                or '‘'
                or 'ʼ'
                or '`'
                or '´'
                or '-'
                or '‐'
                or '‑'
                or '_'
                or '፡'
                or '/'
                or '*'
                or '"'
                or '«'
                or '»';

    private static char Fold(char c) =>
        c switch
        {
            >= 'a' and <= 'z' => c,
            >= 'A' and <= 'Z' => (char)(c | 0x20),
            'ـ' => '\0',
            'ى' or 'ی' or 'ې' or 'ئ' => 'ي',
            'ة' or 'ہ' or 'ھ' or 'ۀ' or 'ە' => 'ه',
            'ک' or 'ڪ' => 'ك',
            'أ' or 'إ' or 'آ' or 'ٱ' => 'ا',
            'ؤ' => 'و',
            'ı' => 'i',
            'œ' => 'o',
            _ => CharUnicodeInfo.GetUnicodeCategory(c)
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.EnclosingMark
                ? '\0'
                : c,
        };

    private static void AppendSpace(StringBuilder words)
    {
        if (words[^1] != ' ')
            words.Append(' ');
    }

    private static void AppendBoundary(StringBuilder words)
    {
        AppendSpace(words);
        if (words[^2] != Boundary)
            words.Append(Boundary).Append(' ');
    }

    private static string WithoutAddresses(string text)
    {
        var from = text.AsSpan().IndexOfAny(Addresses);
        if (from < 0)
            return text;
        var kept = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (from >= 0)
        {
            kept.Append(rest[..from]).Append('\n');
            rest = rest[from..];
            var length = rest.IndexOfAny(" \n\r\t");
            rest = length < 0 ? [] : rest[length..];
            from = rest.IndexOfAny(Addresses);
        }

        return kept.Append(rest).ToString();
    }
}
