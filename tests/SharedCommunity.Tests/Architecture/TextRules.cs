using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Rules of what people read: everything in English, French and Arabic, with the same placeholders.</summary>
internal static partial class TextRules
{
    private static readonly string[] Languages = ["fr", "ar"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(
            "Every text is there in three languages",
            house => Compare(house, Missing),
            () =>
                Plant.One(
                    Floor.Plant(
                        "Moderation",
                        "Nothing",
                        "<Project />",
                        Resx("ModerationTexts.resx", "Claim", "Claim"),
                        Resx("ModerationTexts.fr.resx", "Claim", "Prendre")
                    )
                ),
            "ModerationTexts.ar.resx"
        ),
        new(
            "A translation has the placeholders of the original",
            house => Compare(house, Placeholders),
            () =>
                Plant.One(
                    Floor.Plant(
                        "Moderation",
                        "Nothing",
                        "<Project />",
                        Resx("ModerationTexts.resx", "ClaimedBy", "{0} claimed it"),
                        Resx("ModerationTexts.fr.resx", "ClaimedBy", "Déjà pris"),
                        Resx("ModerationTexts.ar.resx", "ClaimedBy", "{0}")
                    )
                ),
            "ClaimedBy"
        ),
        new(
            "Words on a page come from resources",
            house =>
                from floor in house.All
                from file in floor.Files
                where file.Name.EndsWith(".razor", StringComparison.Ordinal)
                from Match words in Words().Matches(Code().Replace(file.Text, ""))
                select $"{floor.Name}/{file.Path}: {words.Groups[1].Value.Trim()}",
            () => Plant.File("Queue/QueuePage.razor", "<h1>Shared queue</h1>"),
            "Shared queue"
        ),
    ];

    private static IEnumerable<string> Compare(
        House house,
        Func<
            string,
            IReadOnlyDictionary<string, string>,
            IReadOnlyDictionary<string, string>,
            IEnumerable<string>
        > compare
    ) =>
        from floor in house.All
        from original in floor.Files
        where Original().IsMatch(original.Name)
        from language in Languages
        let path = original.Path[..^"resx".Length] + language + ".resx"
        let translation = floor.Files.FirstOrDefault(file => file.Path == path)
        from found in compare(
            $"{floor.Name}/{path}",
            Read(original),
            translation is null ? new Dictionary<string, string>() : Read(translation)
        )
        select found;

    private static IEnumerable<string> Missing(
        string path,
        IReadOnlyDictionary<string, string> original,
        IReadOnlyDictionary<string, string> translation
    ) =>
        // Which plural forms there are is each language's own affair: Host/ResourceTests counts them.
        original
            .Keys.Where(key => !Plural().IsMatch(key))
            .Except(translation.Where(text => text.Value.Trim().Length > 0).Select(text => text.Key))
            .Select(key => $"{path} lacks {key}")
            .Concat(
                translation
                    .Keys.Where(key => !Plural().IsMatch(key))
                    .Except(original.Keys)
                    .Select(key => $"{path} has {key}, which English lacks")
            );

    private static IEnumerable<string> Placeholders(
        string path,
        IReadOnlyDictionary<string, string> original,
        IReadOnlyDictionary<string, string> translation
    ) =>
        from text in original
        where translation.ContainsKey(text.Key)
        let wanted = Holes(text.Value)
        let found = Holes(translation[text.Key])
        // Plural forms may leave the number out: "one message" needs no figure.
        where !found.IsSubsetOf(wanted) || (!wanted.IsSubsetOf(found) && !Plural().IsMatch(text.Key))
        select $"{path}: {text.Key} has {{{string.Join(",", found)}}}, not {{{string.Join(",", wanted)}}}";

    private static HashSet<string> Holes(string text) => [.. Hole().Matches(text).Select(hole => hole.Groups[1].Value)];

    private static Dictionary<string, string> Read(SourceFile file) =>
        XDocument
            .Parse(file.Text)
            .Descendants("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? "");

    private static SourceFile Resx(string name, string key, string value) =>
        new(
            name,
            new XElement(
                "root",
                new XElement("data", new XAttribute("name", key), new XElement("value", value))
            ).ToString()
        );

    [GeneratedRegex(@"^\w+\.resx$")]
    private static partial Regex Original();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("_(zero|one|two|few|many|other)$")]
    private static partial Regex Plural();

    /// <summary>Code blocks, comments and directives: not words on a page.</summary>
    [GeneratedRegex(
        @"@code\s*\{.*|@\*.*?\*@|<style.*?</style>|@\{.*?\n\s*\}|^\s*@(using|page|inject|inherits|attribute|implements|namespace|layout|typeparam|preservewhitespace).*?$",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Code();

    /// <summary>A run of two or more letters between a tag's end and the next tag, outside expressions.</summary>
    [GeneratedRegex(@"(?<=[""\w/]>)\s*([A-Z][a-z]+(?: [a-z']+)*[.!?]?)\s*(?=</)")]
    private static partial Regex Words();
}
