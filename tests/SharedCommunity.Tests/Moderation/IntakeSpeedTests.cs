using System.Diagnostics;
using Npgsql;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

public sealed class IntakeSpeedTests(ModerationFixture at, ITestOutputHelper output) : IClassFixture<ModerationFixture>
{
    [Fact]
    public async Task A_batch_costs_a_fixed_number_of_statements()
    {
        await at.FreshCommunity();
        await at.Write(Posts("warm", 500));
        var few = await Statements(() => at.Write(Posts("few", 10)));
        var started = Stopwatch.GetTimestamp();
        var many = await Statements(() => at.Write(Posts("many", 500)));
        output.WriteLine(
            $"{many} statements for 500 messages of new members, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms"
        );
        started = Stopwatch.GetTimestamp();
        var again = await Statements(() => at.Write(Posts("many", 500)));
        output.WriteLine(
            $"{again} statements for 500 more of theirs, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms"
        );

        Assert.True(few > 0);
        Assert.Equal(few, many);
        // What is known already is written with the one statement more that changes inquiries.
        Assert.InRange(again, 1, many + 1);
    }

    private async Task<int> Statements(Func<Task> work)
    {
        var count = 0;
        var mine = new NpgsqlConnectionStringBuilder(at.Database.Application).Database;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                var text = activity
                    .TagObjects.FirstOrDefault(tag => tag.Key is "db.query.text" or "db.statement")
                    .Value;
                var database = activity.TagObjects.FirstOrDefault(tag => tag.Key is "db.namespace" or "db.name").Value;
                // Other tests run at the same time, on databases of their own.
                if (text is string sql && IsOurs(sql) && database as string == mine)
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await work();
        return count;
    }

    private static bool IsOurs(string sql) =>
        sql.Contains("moderation.", StringComparison.Ordinal)
        || sql.Contains("moderation\".", StringComparison.Ordinal)
        || sql.Contains("membership.", StringComparison.Ordinal);

    private static List<(string Who, string Text, bool Privately)> Posts(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(n => ($"{name}{n}", $"Where can I find office number {n}?", n % 2 == 0))];
}
