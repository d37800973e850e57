namespace SharedCommunity.Bench.Referrals;

/// <summary>
/// (e) Referrals through outbox, RabbitMQ and inbox beside bare MassTransit on the same broker; how long one is on its
/// way; and whether a partner that reads nothing slows the others. Runs are interleaved and their medians compared.
/// </summary>
internal static class ReferralRows
{
    private const int Agencies = 10;
    private const int Referrals = 5_000;
    private const int Warm = 3;
    private const int Runs = 5;
    private const int Waiting = 100_000;
    private const int Single = 300;

    public static async Task<IReadOnlyList<Row>> Measure()
    {
        await using var world = await ReferralWorld.Start(Agencies);
        var bare = new BareBus(world.Broker);
        // Both have published and consumed before, often enough that what they run has been compiled for good.
        for (var round = 0; round < Warm; round++)
        {
            await bare.Measure(Agencies, Referrals);
            await world.Through(Referrals);
        }
        List<double> bares = [];
        List<double> alone = [];
        for (var run = 0; run < Runs; run++)
        {
            bares.Add(await bare.Measure(Agencies, Referrals));
            alone.Add(await world.Through(Referrals));
        }
        var latencies = (await world.Latencies(Single)).Order().ToList();

        await world.Silence(Waiting);
        await world.Through(Referrals);
        List<double> beside = [];
        for (var run = 0; run < Runs; run++)
            beside.Add(await world.Through(Referrals));
        return
        [
            new("bare MassTransit, publish and consume", Median(bares), "messages/s"),
            new("referrals, outbox to inbox and acknowledged", Median(alone), "referrals/s"),
            Row.AtLeast("referrals ÷ bare MassTransit", Median(alone) / Median(bares), "ratio", 0.4),
            new("referral, send to visible at the receiver, p50", latencies[Single / 2], "ms"),
            new("referral, send to visible at the receiver, p99", latencies[Single * 99 / 100], "ms"),
            new("referrals beside 100,000 for a silent partner", Median(beside), "referrals/s"),
            Row.AtLeast("referrals beside a silent partner ÷ alone", Median(beside) / Median(alone), "ratio", 0.9),
        ];
    }

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
}
