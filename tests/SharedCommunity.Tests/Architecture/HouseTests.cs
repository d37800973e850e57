using Xunit;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Holds the house against its rules, and each rule against a planted violation.</summary>
public sealed class HouseTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<Rule> Rules =
    [
        .. ProjectRules.All,
        .. TypeRules.All,
        .. CallRules.All,
        .. SourceRules.All,
        .. TextRules.All,
        .. UseCaseRules.All,
    ];

    public static TheoryData<string> Names => [.. Rules.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_house_keeps_the_rule(string name) =>
        Assert.Empty(Rule(name).Violations(House.AsItStands).Order(StringComparer.Ordinal).Distinct());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_violation_is_found(string name) =>
        Assert.Contains(
            Rule(name).Violations(Rule(name).Planted()),
            found => found.Contains(Rule(name).Culprit, StringComparison.Ordinal)
        );

    [Fact]
    public void Long_files_are_reported_and_very_long_ones_refused()
    {
        var files = House.AsItStands.All.SelectMany(floor =>
            floor.Files.Select(file => (Path: $"{floor.Name}/{file.Path}", file.Lines))
        );
        var code = files.Where(file =>
            file.Path.EndsWith(".cs", StringComparison.Ordinal)
            || file.Path.EndsWith(".razor", StringComparison.Ordinal)
        );
        foreach (var (path, lines) in code.Where(file => file.Lines > 300).OrderByDescending(file => file.Lines))
            output.WriteLine($"{lines} lines: {path}");
        Assert.DoesNotContain(code, file => file.Lines > 400);
    }

    private static Rule Rule(string name) => Rules.Single(rule => rule.Name == name);
}
