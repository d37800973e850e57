using System.Text.RegularExpressions;
using System.Xml.Linq;
using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>
/// The same word for the same thing: where an English text uses a word of <c>etc/glossary.md</c>'s first table, the
/// French and the Arabic text use theirs. A word that is there may still stand wrong in its sentence; people read that.
/// </summary>
public sealed partial class GlossaryTests
{
    private const string Everywhere = "## Words that stand everywhere";

    private static readonly string Glossary = File.ReadAllText(Path.Combine(Repository.Root, "etc", "glossary.md"));

    [Fact]
    public void Every_text_uses_the_words_of_the_glossary()
    {
        var words = Words(Part(Everywhere));
        Assert.True(words.Count > 10, "too few words to mean anything");
        Assert.Empty(from text in Texts() from found in Astray(text, words) select found);
    }

    [Fact]
    public void A_text_that_says_it_otherwise_is_found()
    {
        var words = Words("| agency (agencies) | organisme | جهة (جهات) | whoever |\n| bot | bot | بوت | a program |");
        Assert.Equal(
            ["Plant: “organisme” (fr)", "Plant: “جهة” (ar)", "Plant: “bot” (fr)"],
            Astray(
                new("Plant", "Other agencies own the bot.", "D’autres agences ont le robot.", "مؤسسات أخرى لها البوت."),
                words
            )
        );
        Assert.Empty(Astray(new("Plant", "Other agencies", "D’autres organismes", "جِهات أخرى"), words));
        // A word within a word is another word, and a hole is none.
        Assert.Empty(Astray(new("Plant", "Both {agencies}", "Les deux {agencies}", "كلاهما {agencies}"), words));
    }

    [Fact]
    public void Each_word_has_its_translations_and_a_meaning() =>
        Assert.All(
            Words(Glossary),
            word => Assert.DoesNotContain("", new[] { word.English[0], word.French[0], word.Arabic[0], word.Meaning })
        );

    [Fact]
    public void What_the_console_explains_stands_in_the_glossary_by_the_same_words()
    {
        var words = Words(Glossary);
        var explained = Texts()
            .Where(text => text.Key.StartsWith("TermTexts.Word_", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(explained);
        Assert.Empty(
            explained
                .Where(term =>
                    !words.Any(word =>
                        word.English.Contains(term.English)
                        && word.French.Any(form => Begins(term.French!, form))
                        && word.Arabic.Any(form => Plain(term.Arabic!).Contains(Plain(form), StringComparison.Ordinal))
                    )
                )
                .Select(term => term.Key)
        );
    }

    private static IEnumerable<string> Astray(Text text, IReadOnlyList<Word> words)
    {
        foreach (var word in words.Where(word => word.English.Any(form => Stands(text.English, form))))
        {
            if (text.French is { } french && !word.French.Any(form => Begins(french, form)))
                yield return $"{text.Key}: “{word.French[0]}” (fr)";
            if (
                text.Arabic is { } arabic
                && !word.Arabic.Any(form => Plain(arabic).Contains(Plain(form), StringComparison.Ordinal))
            )
                yield return $"{text.Key}: “{word.Arabic[0]}” (ar)";
        }
    }

    private static bool Stands(string text, string word) =>
        Regex.IsMatch(
            Hole().Replace(text, ""),
            $@"\b{Regex.Escape(word)}\b",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        );

    /// <summary>French puts its endings after the word; Arabic its particles before and its endings after.</summary>
    private static bool Begins(string text, string word) =>
        Regex.IsMatch(text, $@"\b{Regex.Escape(word)}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Without the signs of the vowels, which are written or left out at will.</summary>
    private static string Plain(string arabic) => Vowels().Replace(arabic, "");

    private static string Part(string heading)
    {
        var rest = Glossary[(Glossary.IndexOf(heading, StringComparison.Ordinal) + heading.Length)..];
        var end = rest.IndexOf("\n## ", StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }

    private static List<Word> Words(string table) =>
        [
            .. table
                .Split('\n')
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Select(line => line.Trim('|', ' ').Split(" | "))
                .Where(cells => cells is [not ("English" or "---"), _, _, _])
                .Select(cells => new Word(Forms(cells[0]), Forms(cells[1]), Forms(cells[2]), cells[3])),
        ];

    /// <summary><c>word (form, form)</c>.</summary>
    private static IReadOnlyList<string> Forms(string cell) =>
        [.. cell.Split('(', ')', ',').Select(form => form.Trim()).Where((form, at) => at == 0 || form.Length > 0)];

    private static IEnumerable<Text> Texts()
    {
        var files = Repository.Files("modules", ".resx").Concat(Repository.Files("host", ".resx")).ToList();
        foreach (var english in files.Where(file => Original().IsMatch(file.Name)))
        {
            var (french, arabic) = (Of(files, english, "fr"), Of(files, english, "ar"));
            foreach (var (key, value) in Read(english))
                yield return new(
                    $"{english.Name[..^".resx".Length]}.{key}",
                    value,
                    french.GetValueOrDefault(key),
                    arabic.GetValueOrDefault(key)
                );
        }
    }

    private static Dictionary<string, string> Of(List<SourceFile> files, SourceFile english, string language) =>
        Read(files.Single(file => file.Path == $"{english.Path[..^"resx".Length]}{language}.resx"));

    private static Dictionary<string, string> Read(SourceFile file) =>
        XDocument
            .Parse(file.Text)
            .Descendants("data")
            .ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")?.Value ?? "");

    private sealed record Text(string Key, string English, string? French, string? Arabic);

    private sealed record Word(
        IReadOnlyList<string> English,
        IReadOnlyList<string> French,
        IReadOnlyList<string> Arabic,
        string Meaning
    );

    [GeneratedRegex(@"^\w+\.resx$")]
    private static partial Regex Original();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("[\u064B-\u0652]")]
    private static partial Regex Vowels();
}
