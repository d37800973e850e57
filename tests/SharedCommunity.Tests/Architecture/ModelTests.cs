using SharedCommunity.Tests.Architecture.Planted.Model;
using Xunit;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Holds the database model against its rules, and each rule against a planted model.</summary>
public sealed class ModelTests
{
    public static TheoryData<string> Names => [.. ModelRule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_model_keeps_the_rule(string name) =>
        Assert.Empty(Rule(name).Violations(ModelRule.Standing()).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_violation_is_found(string name) =>
        Assert.Contains(
            Rule(name).Violations(PlantedDb.Planted()),
            found => found.Contains(Rule(name).Culprit, StringComparison.Ordinal)
        );

    private static ModelRule Rule(string name) => ModelRule.All.Single(rule => rule.Name == name);
}
