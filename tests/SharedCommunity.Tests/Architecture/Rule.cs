namespace SharedCommunity.Tests.Architecture;

/// <summary>A rule of the house, and a house that breaks it: a rule that cannot fail is not worth its place.</summary>
/// <param name="Name">The rule as a sentence.</param>
/// <param name="Violations">What breaks it, named so that whoever reads the failure knows where to look.</param>
/// <param name="Planted">A house with one violation.</param>
/// <param name="Culprit">A word that the planted violation's message must contain.</param>
internal sealed record Rule(
    string Name,
    Func<House, IEnumerable<string>> Violations,
    Func<House> Planted,
    string Culprit
);

/// <summary>Houses made for a test.</summary>
internal static class Plant
{
    private static readonly Floor NoHost = Floor.Plant("Host", "Nothing");

    /// <summary>A house of one floor.</summary>
    public static House One(Floor floor) => new([floor], NoHost, new("<Project />".AsXml()), []);

    /// <summary>A house of one floor made of the types below a planted namespace.</summary>
    public static House Types(string @namespace, string name = "Moderation") => One(Floor.Plant(name, @namespace));

    /// <summary>A house of one floor made of one file.</summary>
    public static House File(string path, string text, string name = "Moderation") =>
        One(Floor.Plant(name, "Nothing", "<Project />", new SourceFile(path, text)));

    /// <summary>A house of a lower and an upper floor with these projects.</summary>
    public static House Projects(string lower, string upper) =>
        new(
            [Floor.Plant("Communities", "Nothing", lower), Floor.Plant("Moderation", "Nothing", upper)],
            NoHost,
            new("<Project />".AsXml()),
            []
        );

    /// <summary>A house with these central package versions.</summary>
    public static House Packages(string xml) => new([], NoHost, new(xml.AsXml()), []);

    /// <summary>A house with one file of the repository.</summary>
    public static House Repository(string path, string text) =>
        new([], NoHost, new("<Project />".AsXml()), [new SourceFile(path, text)]);

    private static System.Xml.Linq.XDocument AsXml(this string xml) => System.Xml.Linq.XDocument.Parse(xml);
}
