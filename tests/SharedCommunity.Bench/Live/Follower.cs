using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench.Live;

/// <summary>Does what the page's script does: listens to the stream, and reads the page again at each change.</summary>
internal sealed partial class Follower
{
    /// <summary>When each marker was first read, in stopwatch ticks.</summary>
    public ConcurrentDictionary<string, long> Seen { get; } = [];

    public static Follower Start(Browser browser, string page, string stream, CancellationToken ct)
    {
        var follower = new Follower();
        _ = follower.Follow(browser, page, stream, ct);
        return follower;
    }

    private async Task Follow(Browser browser, string page, string stream, CancellationToken ct)
    {
        using var lines = new StreamReader(await browser.Follow(stream));
        while (!ct.IsCancellationRequested)
        {
            string? line;
            try
            {
                line = await lines.ReadLineAsync(ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (line is null)
                throw new InvalidOperationException("The stream ended.");
            if (!line.StartsWith("data: queue:", StringComparison.Ordinal))
                continue;
            using var answer = await browser.Open(page);
            var html = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            var now = Stopwatch.GetTimestamp();
            foreach (var marker in Markers().Matches(html).Select(found => found.Value))
                Seen.TryAdd(marker, now);
        }
    }

    [GeneratedRegex(@"marker\d{3}\?")]
    private static partial Regex Markers();
}
