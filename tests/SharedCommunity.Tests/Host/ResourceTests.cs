using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>
/// Every text in every language, found by reflection as it was compiled; plural forms as each language needs them; no
/// text that nothing shows.
/// </summary>
public sealed partial class ResourceTests
{
    private static readonly string[] Languages = ["en", "fr", "ar"];

    private static readonly Type[] TextClasses =
    [
        .. SharedCommunity
            .Host.Modules.Assemblies.Append(typeof(SharedCommunity.Kernel.IModule).Assembly)
            .Append(typeof(SharedCommunity.Host.Modules).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Texts", StringComparison.Ordinal) && HasResources(type)),
    ];

    public static TheoryData<string> Classes => [.. TextClasses.Select(type => type.FullName!)];

    [Fact]
    public void The_texts_are_found() =>
        Assert.Superset(
            new HashSet<string> { "HostTexts", "KernelTexts", "TimeTexts", "PageTexts" },
            TextClasses.Select(type => type.Name).ToHashSet()
        );

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_text_is_there_in_every_language(string name)
    {
        var texts = Languages.ToDictionary(
            language => language,
            IReadOnlySet<string> (language) => Read(Class(name), language)
        );
        Assert.Empty(Lacking(texts));
    }

    [Fact]
    public void A_lacking_text_and_a_lacking_plural_form_are_found()
    {
        var texts = new Dictionary<string, IReadOnlySet<string>>
        {
            ["en"] = new HashSet<string> { "Claim", "Open_one", "Open_other" },
            ["fr"] = new HashSet<string> { "Open_one", "Open_many", "Open_other" },
            ["ar"] = new HashSet<string> { "Claim", "Open_zero", "Open_one", "Open_few", "Open_many", "Open_other" },
        };
        Assert.Equal(["ar: Open_two", "fr: Claim"], Lacking(texts).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void No_text_is_unused(string name)
    {
        var source = string.Join('\n', Source.Value);
        var keys = Read(Class(name), "en").ToHashSet();
        Assert.Empty(
            Unused(keys.Select(key => keys.Contains(Base(key) + "_one") ? Base(key) : key).Distinct(), source)
        );
    }

    [Fact]
    public void An_unused_text_is_found() =>
        Assert.Equal(
            ["Queue_Gone"],
            Unused(["Queue_Open", "Queue_Gone", "State_Open"], "Texts[\"Queue_Open\"] Texts[$\"State_{state}\"]")
        );

    private static readonly Lazy<string[]> Source = new(() =>
        [
            .. Repository
                .Files("modules", ".cs", ".razor")
                .Concat(Repository.Files("host", ".cs", ".razor"))
                .Select(file => file.Text),
        ]
    );

    private static IEnumerable<string> Lacking(IReadOnlyDictionary<string, IReadOnlySet<string>> texts)
    {
        // A name may end in "other" without being a plural form; what counts has a singular too.
        var all = texts.SelectMany(language => language.Value).ToHashSet();
        var keys = all.Select(key => all.Contains(Base(key) + "_one") ? Base(key) : key).Distinct().ToArray();
        return from language in texts
            from key in keys
            from form in Forms(key, language.Key)
            where !language.Value.Contains(form)
            select $"{language.Key}: {form}";

        IEnumerable<string> Forms(string key, string language) =>
            texts.Any(one => one.Value.Contains(key))
                ? [key]
                : PluralRules.CategoriesOf(language).Select(category => $"{key}_{PluralTexts.Name(category)}");
    }

    /// <summary>A key is used where it stands as a literal, or where a literal builds it from its first part.</summary>
    private static IEnumerable<string> Unused(IEnumerable<string> keys, string source)
    {
        var literals = Literal().Matches(source).Select(match => match.Groups[1].Value).ToHashSet();
        var beginnings = Built().Matches(source).Select(match => match.Groups[1].Value).ToHashSet();
        // A key may also be put together: "Topic_" + id.
        beginnings.UnionWith(literals.Where(literal => literal.EndsWith('_')));
        return keys.Where(key =>
            !literals.Contains(key)
            && !IsRefusal(key, literals)
            && !beginnings.Any(beginning => beginning.Length > 3 && key.StartsWith(beginning, StringComparison.Ordinal))
        );
    }

    /// <summary>Refusals and problems of fields are looked up by their code, which stands as a literal.</summary>
    private static bool IsRefusal(string key, HashSet<string> literals) =>
        (key.StartsWith("Refusal_", StringComparison.Ordinal) && literals.Contains(key["Refusal_".Length..]))
        || (key.StartsWith("Field_", StringComparison.Ordinal) && literals.Contains(key["Field_".Length..]));

    private static string Base(string key) => PluralForm().Replace(key, "");

    private static Type Class(string name) => TextClasses.Single(type => type.FullName == name);

    private static bool HasResources(Type type) =>
        type.Assembly.GetManifestResourceNames().Contains($"{type.FullName}.resources");

    private static HashSet<string> Read(Type type, string language) =>
        new ResourceManager(type)
            .GetResourceSet(
                language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language),
                createIfNotExists: true,
                tryParents: false
            )
            ?.Cast<DictionaryEntry>()
            .Where(entry => !string.IsNullOrWhiteSpace(entry.Value as string))
            .Select(entry => (string)entry.Key)
            .ToHashSet()
        ?? [];

    [GeneratedRegex("_(zero|one|two|few|many|other)$")]
    private static partial Regex PluralForm();

    [GeneratedRegex("\"([A-Za-z][A-Za-z0-9_-]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\\$\"([A-Za-z][A-Za-z0-9_]*_?)\\{")]
    private static partial Regex Built();
}
