using SharedCommunity.Bench.Bare;
using SharedCommunity.Bench.Load;

namespace SharedCommunity.Bench.Intake;

/// <summary>(a) From the webhook to the disk: signature checked, group commit, dispatcher running.</summary>
internal static class DurableRows
{
    private const int Callers = 128;
    private const int Pairs = 3;
    private const double Seconds = 6;

    public static async Task<(IReadOnlyList<Row> Rows, double Bare)> Measure()
    {
        await using var world = await IntakeWorld.Start(agencies: 1, communitiesEach: 1);
        var group = world.Groups[0];
        Shape[] shapes =
        [
            TelegramShapes.Group($"/hooks/telegram/{group.Connection}", group.WebhookSecret, group.Group.Id, 10_000),
        ];
        List<LoadResult> bare = [];
        List<LoadResult> durable = [];
        // Repeats differ by up to a quarter: medians of interleaved runs.
        for (var pair = 0; pair < Pairs; pair++)
        {
            bare.Add(await BareRow.Measure(world.Database.Owner, Seconds));
            durable.Add(await world.Load(shapes, Callers, Seconds, warmUp: 2));
            var stored = await world.Count("select count(*) from channels.journal");
            if (stored != durable[^1].Accepted)
                throw new InvalidOperationException($"Accepted {durable[^1].Accepted}, stored {stored}.");
            // What is left in the lanes would work against the next run; the whole path has rows of its own.
            await world.Forget();
        }

        var b = Median(bare, run => run.PerSecond);
        var a = Median(durable, run => run.PerSecond);
        var half = await world.Load(shapes, Callers, Seconds, warmUp: 1, perSecond: a / 2);
        return (
            [
                new("bare endpoint, 32 callers", b, "events/s"),
                new("bare endpoint, p50", Median(bare, run => run.P50), "ms"),
                new("bare endpoint, p99", Median(bare, run => run.P99), "ms"),
                new("webhook to durable, 128 callers", a, "events/s"),
                Row.AtLeast("webhook to durable ÷ bare endpoint", a / b, "ratio", 2),
                new("webhook to durable, p50 at saturation", Median(durable, run => run.P50), "ms"),
                new("webhook to durable, p99 at saturation", Median(durable, run => run.P99), "ms"),
                Row.AtMost("webhook to durable, p99 at half load", half.P99, "ms", 25),
                new("load generator at 128 callers", Median(durable, run => run.Cores), "cores"),
            ],
            b
        );
    }

    private static double Median(IReadOnlyList<LoadResult> runs, Func<LoadResult, double> of) =>
        runs.Select(of).Order().ElementAt(runs.Count / 2);
}
