using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Lingua;

namespace SharedCommunity.Moderation.Languages;

/// <summary>
/// Tells the language of a text: by its script where that is enough, by common words where it is short, else by the
/// model, which is loaded when the first text needs it. Under 0.6, or in Arabic script, the member's known language
/// wins, provided that it can be written in that script. Safe to call from many threads.
/// </summary>
internal sealed class LanguageDetection
{
    /// <summary>Below this the model is not believed against what is known of the member.</summary>
    public const double Trusted = 0.6;

    // The model is as sure of one word as of a sentence, and wrong ("hola": Turkish, 0.77).
    private const int FewLetters = 12;
    private const int LongestAsked = 300;

    private static readonly SearchValues<char> OnlyUrdu = SearchValues.Create("ٹڈڑںےہۓ");
    private static readonly SearchValues<char> NotArabic = SearchValues.Create("پچژگکی");
    private static readonly SearchValues<char> OnlyArabic = SearchValues.Create("ةىكي");
    private static readonly SearchValues<char> OnlyUkrainian = SearchValues.Create("іїєґІЇЄҐ");
    private static readonly SearchValues<char> OnlyRussian = SearchValues.Create("ыэёъЫЭЁЪ");
    private static readonly SearchValues<char> OnlyPashto = SearchValues.Create("ټډړښځڅڼ");
    private static readonly SearchValues<char> OnlyKurdish = SearchValues.Create("ڕڵێۆ");
    private static readonly SearchValues<char> AsciiLetters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );
    private static readonly SearchValues<char> ArabicDigits = SearchValues.Create("235679");

    private static readonly FrozenDictionary<string, string> CommonWords = ReadCommonWords();

    private static readonly FrozenDictionary<Language, string> Modelled = new Dictionary<Language, string>
    {
        [Language.English] = "en",
        [Language.French] = "fr",
        [Language.Arabic] = "ar",
        [Language.Persian] = "fa",
        [Language.Spanish] = "es",
        [Language.Ukrainian] = "uk",
        [Language.Russian] = "ru",
        [Language.Tigrinya] = "ti",
        [Language.Amharic] = "am",
        [Language.Somali] = "so",
        [Language.Urdu] = "ur",
        [Language.Turkish] = "tr",
    }.ToFrozenDictionary();

    private readonly Lazy<LanguageDetector> _model = new(
        () =>
            LanguageDetectorBuilder
                .FromLanguages([.. Modelled.Keys])
                .WithLowAccuracyMode()
                .WithPreloadedLanguageModels()
                .Build(),
        LazyThreadSafetyMode.ExecutionAndPublication
    );

    /// <summary>The languages that the model tells apart.</summary>
    public static IReadOnlyCollection<string> Languages => Modelled.Values;

    /// <summary>The language of a text, weighed against the language known of the member.</summary>
    public DetectedLanguage Detect(string text, string? known = null)
    {
        var script = Scripts.Of(text);
        if (script == Script.None)
            return new(known, 0);
        var seen = Seen(text, script);
        if (known is null)
            return seen;
        if (Scripts.OfLanguage(known) == script)
            return script == Script.Arabic || seen.Confidence < Trusted
                ? new(known, seen.Code == known ? seen.Confidence : 0)
                : seen;
        return
            script == Script.Latin && Scripts.OfLanguage(known) == Script.Arabic && IsArabicInLatinLetters(text, seen)
            ? new(known, 0)
            : seen;
    }

    private DetectedLanguage Seen(string text, Script script) =>
        script switch
        {
            Script.Arabic when text.AsSpan().ContainsAny(OnlyUrdu) => new("ur", 0.95),
            Script.Arabic when text.AsSpan().ContainsAny(OnlyPashto) => new("ps", 0.9),
            Script.Arabic when text.AsSpan().ContainsAny(OnlyKurdish) => new("ckb", 0.9),
            Script.Arabic when text.AsSpan().ContainsAny(NotArabic) && !text.AsSpan().ContainsAny(OnlyArabic) => new(
                "fa",
                0.9
            ),
            Script.Cyrillic when text.AsSpan().ContainsAny(OnlyUkrainian) => new("uk", 0.95),
            Script.Cyrillic when text.AsSpan().ContainsAny(OnlyRussian) => new("ru", 0.95),
            Script.Latin => ByCommonWords(text) ?? ByModel(text),
            _ => Scripts.Tells(script) ?? ByModel(text),
        };

    private DetectedLanguage ByModel(string text)
    {
        var asked = WordsOf(text);
        if (asked.Length == 0)
            return DetectedLanguage.Unknown;
        foreach (var (language, confidence) in _model.Value.ComputeLanguageConfidenceValues(asked))
            // They come sorted: the first is the likeliest.
            return confidence > 0 && Modelled.TryGetValue(language, out var code)
                ? new(code, Letters(asked) < FewLetters ? Math.Min(confidence, Trusted - 0.1) : confidence)
                : DetectedLanguage.Unknown;
        return DetectedLanguage.Unknown;
    }

    // Greetings and function words tell a short Latin text better than three letters at a time do.
    private static DetectedLanguage? ByCommonWords(string text)
    {
        var lookup = CommonWords.GetAlternateLookup<ReadOnlySpan<char>>();
        string? told = null;
        var hits = 0;
        var words = 0;
        Span<char> lower = stackalloc char[16];
        foreach (var range in text.AsSpan().SplitAny(" \n\t,.!?;:'’-¿¡"))
        {
            var word = text.AsSpan()[range];
            if (word.IsEmpty)
                continue;
            if (++words > 40)
                break;
            if (word.Length > lower.Length)
                continue;
            word.ToLowerInvariant(lower);
            if (!lookup.TryGetValue(lower[..word.Length], out var code))
                continue;
            if (told is not null && told != code)
                return null;
            told = code;
            hits++;
        }

        return told is not null && hits * 5 >= words && (hits > 1 || words <= 3) ? new(told, 0.9) : null;
    }

    // Arabic typed with Latin letters ("3andi so2al"): the model takes it for Turkish or Somali.
    private static bool IsArabicInLatinLetters(string text, DetectedLanguage seen)
    {
        if (seen.Code is "tr" or "so")
            return true;
        for (var at = 0; at < text.Length; at++)
        {
            if (!ArabicDigits.Contains(text[at]))
                continue;
            var after = text.AsSpan(at + 1);
            var letters = after.IndexOfAnyExcept(AsciiLetters) is var end and >= 0 ? end : after.Length;
            // "so2al", "ma3rft"; at the head of a word three letters must follow, for "3rd" and "5pm" are English.
            if (letters >= 3 || (letters > 0 && at > 0 && char.IsAsciiLetter(text[at - 1])))
                return true;
        }

        return false;
    }

    // Addresses, names of accounts and commands are in no language.
    private static string WordsOf(string text)
    {
        var read = text.AsSpan(0, Math.Min(text.Length, LongestAsked));
        if (!read.ContainsAny('/', '@'))
            return read.ToString();
        var kept = new StringBuilder(read.Length);
        foreach (var range in read.SplitAny(" \n\r\t"))
        {
            var word = read[range];
            if (
                word.IsEmpty
                || word[0] is '/' or '@'
                || word.Contains("://", StringComparison.Ordinal)
                || word.Contains('@')
            )
                continue;
            kept.Append(word).Append(' ');
        }

        return kept.ToString().TrimEnd();
    }

    private static int Letters(string text)
    {
        var letters = 0;
        foreach (var c in text)
            if (char.IsLetter(c))
                letters++;
        return letters;
    }

    private static FrozenDictionary<string, string> ReadCommonWords()
    {
        (string Code, string Words)[] lists =
        [
            (
                "en",
                "hello hi hey the thanks thank you please where how what when who is are was my i need help can could would does do with for and of this that have want know looking anyone someone"
            ),
            (
                "fr",
                "bonjour salut bonsoir merci je vous nous où comment quel quelle quand pour avec dans est les des une mon ma mes cherche besoin au aux du pas sur qui et êtes avez pouvez quelqu svp"
            ),
            (
                "es",
                "hola gracias buenos buenas días dónde donde cómo como cuándo quién para con necesito el los las una mi mis hay puedo pueden por favor busco del ayuda muy tengo estoy alguien sabe"
            ),
            ("tr", "merhaba selam teşekkürler teşekkür nasıl nerede için bir ve ben var mı mi lütfen yardım istiyorum"),
            ("so", "waan waxaan iyo mahadsanid fadlan halkee sidee maxay waa ayaan xaggee caawimaad"),
        ];
        var read = new Dictionary<string, string>();
        var shared = new HashSet<string>();
        foreach (var (code, words) in lists)
        foreach (var word in words.Split(' '))
            if (!read.TryAdd(word, code) && read[word] != code)
                shared.Add(word);
        // A word of two languages tells neither.
        return read.Where(pair => !shared.Contains(pair.Key)).ToFrozenDictionary();
    }
}
