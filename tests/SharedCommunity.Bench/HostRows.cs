using System.Diagnostics;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench;

/// <summary>(d) What the host takes while nothing happens, and how long it takes to be there.</summary>
internal static class HostRows
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Row>> Measure()
    {
        await using var field = new RunningHost();
        await field.InitializeAsync();
        await field.Stop();
        List<double> starts = [];
        var memory = 0.0;
        for (var i = 0; i < 3; i++)
        {
            var clock = Stopwatch.StartNew();
            await using var host = await HostProcess.Start(field.Database, field.Telegram.BaseAddress);
            starts.Add(clock.Elapsed.TotalSeconds);
            if (i < 2)
                continue;
            await Task.Delay(Idle);
            memory = host.WorkingSet / (1024.0 * 1024.0);
        }
        return
        [
            Row.AtMost("idle host, memory", memory, "MB", 250),
            Row.AtMost("host, start until ready", starts.Order().ElementAt(1), "s", 10),
        ];
    }
}
