using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Wall;

/// <summary>Every table, tried from every scope by everybody, as the host's database role.</summary>
public sealed class WallTests(ITestOutputHelper output)
{
    private const string System = "our community's system";
    private static readonly string[] CoHosts = ["the Lead", "a co-host"];
    private static readonly string[] Agencies =
    [
        "the Lead",
        "a co-host",
        "a suspended co-host",
        "one that left",
        "a referral partner",
        "a stranger",
    ];

    /// <summary>Tables with policies of their own: who sees the row of the Lead's agency in our community.</summary>
    private static readonly Dictionary<string, string[]> SeenBy = new(StringComparer.Ordinal)
    {
        ["communities.agencies"] = [.. CoHosts, "a referral partner", System, "a platform administrator"],
        ["communities.staff"] = [.. CoHosts, "a referral partner", System],
        // What helps to choose whom one refers to: as the agency itself is seen.
        ["communities.agency_services"] = [.. CoHosts, "a referral partner", System],
        ["communities.communities"] = [.. CoHosts, System],
        ["communities.co_hosts"] = [.. CoHosts, System],
        // An agency asks that its own software may speak for it, those who found agencies grant it.
        ["referrals.agency_voices"] = ["the Lead", "a platform administrator"],
        ["kernel.audit_entries"] = ["the Lead"],
        ["kernel.kept_outcomes"] = ["the Lead"],
        // What the Lead's own work announced is repeated in its scope.
        ["kernel.parked_announcements"] = ["the Lead", System],
    };

    /// <summary>Who may put a row that they do not see afterwards, and why.</summary>
    private static readonly Dictionary<string, string[]> PutBy = new(StringComparer.Ordinal)
    {
        // An agency founds a community and becomes its Lead in the same transaction.
        ["communities.communities"] = Agencies,
        // The platform founds an agency together with its first administrator, and sees neither afterwards.
        ["communities.agency_private"] = ["a platform administrator"],
        ["communities.staff"] = ["a platform administrator"],
        ["communities.staff_private"] = ["a platform administrator"],
        ["communities.staff_roles"] = ["a platform administrator"],
    };

    [Fact]
    public async Task Nobody_sees_or_writes_past_the_wall()
    {
        await using var database = await TestDatabase.Create();
        var (failures, cases, tables) = await TryAll(database);
        output.WriteLine($"{tables} tables, {cases} cases");
        Assert.Empty(failures);
        Assert.True(cases > tables * 30, "too few cases to mean anything");
    }

    [Theory]
    [InlineData(
        "create policy open on kernel.parked_announcements for select using (true)",
        "kernel.parked_announcements"
    )]
    [InlineData(
        "grant select on kernel.leases to sc_app; create policy open on kernel.leases using (true)",
        "kernel.leases"
    )]
    [InlineData("alter table communities.api_keys disable row level security", "communities.api_keys")]
    public async Task A_hole_in_the_wall_is_found(string hole, string table)
    {
        await using var database = await TestDatabase.Create();
        await database.Administer(hole);
        var (failures, _, _) = await TryAll(database);
        Assert.Contains(failures, failure => failure.Contains(table, StringComparison.Ordinal));
    }

    private static async Task<(List<string> Failures, int Cases, int Tables)> TryAll(TestDatabase database)
    {
        var rows = new SyntheticRows(database);
        var tables = await rows.Tables();
        var cast = await Cast.Gather(rows, tables);
        await using var trial = new WallTrial(database, cast);
        foreach (var table in tables)
        {
            var given = Ours(table, cast);
            // The Lead and its community are there already.
            var known = table.Name is "communities.agencies" or "communities.communities" or "communities.co_hosts";
            var row = rows.MakeUp(table, given);
            if (!known)
                await rows.Insert(row);
            var seenBy = Expected(table);
            if (seenBy is null)
            {
                trial.Failures.Add($"{table.Name} has policies of its own and no expectation here");
                continue;
            }
            await trial.Try(row, seenBy, Another(rows, table, given), PutBy.GetValueOrDefault(table.Name) ?? []);

            if (table.Has("custody_agency_id"))
            {
                (string, object)[] ours = [.. given, ("custody_agency_id", cast.Home)];
                var kept = rows.MakeUp(table, ours);
                await rows.Insert(kept);
                await trial.Try(kept, ["the Lead", System], Another(rows, table, ours), []);
            }

            if (table.Name == "kernel.parked_announcements")
            {
                // What the community's work announced is no agency's.
                (string, object)[] shared = [.. given.Where(one => one.Item1 != "agency_id")];
                var common = rows.MakeUp(table, shared);
                await rows.Insert(common);
                await trial.Try(common, [System], Another(rows, table, shared), []);
            }

            if (table.Has("placed"))
            {
                // A private message that Moderation has not placed yet: custody fails closed.
                (string, object)[] unplaced = [.. given.Where(one => one.Item1 != "placed"), ("placed", false)];
                var hidden = rows.MakeUp(table, unplaced);
                await rows.Insert(hidden);
                await trial.Try(hidden, [System], Another(rows, table, unplaced), []);
            }
        }
        return (trial.Failures, trial.Cases, tables.Count);
    }

    private static string[]? Expected(Table table) =>
        table.Policies switch
        {
            _ when SeenBy.TryGetValue(table.Name, out var seenBy) => seenBy,
            [] => [],
            _ when table.Policies.Contains("community_shared") => [.. CoHosts, System],
            _ when table.Policies.Contains("agency_owned") => ["the Lead"],
            _ when table.Policies.Contains("community_system") => [System],
            _ => null,
        };

    private static (string, object)[] Ours(Table table, Cast cast)
    {
        List<(string, object)> given = [];
        if (table.Name == "communities.agencies")
            given.Add(("id", cast.Home));
        if (table.Name == "communities.communities")
            given.Add(("id", cast.Ours));
        if (table.Has("agency_id"))
            given.Add(("agency_id", cast.Home));
        if (table.Has("community_id"))
            given.Add(("community_id", cast.Ours));
        if (table.Has("placed"))
            given.Add(("placed", true));
        return [.. given];
    }

    /// <summary>A row that belongs where the tried one does and could be put beside it.</summary>
    private static Row Another(SyntheticRows rows, Table table, (string Column, object Value)[] given) =>
        rows.MakeUp(
            table,
            table.Key.Contains("id") && table.Name is "communities.agencies" or "communities.communities" ? [] : given
        );
}
