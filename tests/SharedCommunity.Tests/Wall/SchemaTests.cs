using SharedCommunity.Kernel.Data;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Wall;

/// <summary>Holds the schema against its rules, and each rule against a planted violation.</summary>
public sealed class SchemaTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. SchemaRule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_schema_keeps_the_rule(string name)
    {
        await using var database = await TestDatabase.Create();
        Assert.Empty(await Violations(database, Rule(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_planted_violation_is_found(string name)
    {
        await using var database = await TestDatabase.Create();
        await database.Administer(Rule(name).Plant);
        Assert.Contains(
            await Violations(database, Rule(name)),
            found => found.Contains(Rule(name).Culprit, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_migration_is_the_model() =>
        Assert.False(TestDatabase.MigrationIsBehind, "Run build/migration NAME.");

    [Fact]
    public async Task Every_listed_function_exists()
    {
        await using var database = await TestDatabase.Create();
        var made = await database.Read(
            "select format('%s.%s', n.nspname, p.proname) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef",
            row => row.GetString(0)
        );
        output.WriteLine($"{made.Count} definer functions");
        Assert.Empty(DefinerFunctions.Callable.Union(DefinerFunctions.InPolicies).Except(made));
    }

    private static Task<List<string>> Violations(TestDatabase database, SchemaRule rule) =>
        database.Read(rule.Query, row => row.GetString(0), Arguments(rule));

    private static object[] Arguments(SchemaRule rule)
    {
        string[] schemas = [.. TestDatabase.Modules.Select(module => module.Schema).Prepend("kernel")];
        object[] all = [schemas, DefinerFunctions.Callable.Union(DefinerFunctions.InPolicies).ToArray()];
        // A statement takes exactly the parameters that it names.
        return rule.Query.Contains("$2", StringComparison.Ordinal) ? all
            : rule.Query.Contains("$1", StringComparison.Ordinal) ? all[..1]
            : [];
    }

    private static SchemaRule Rule(string name) => SchemaRule.All.Single(rule => rule.Name == name);
}
