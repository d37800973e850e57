using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench.Live;

/// <summary>
/// From a newcomer's post to the moderators' pages: fifty that follow the stream and read their page again, and one
/// Chromium beside them; and what an open page costs the server.
/// </summary>
internal static class LiveRows
{
    private const int Followers = 50;
    private const int Posts = 30;
    private const int Warm = 5;
    private const int OpenPages = 400;
    private const int OpenPerPerson = 10;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(8);

    public static async Task<IReadOnlyList<Row>> Measure()
    {
        await using var field = new RunningHost();
        await field.InitializeAsync();
        var lead = await field.Field.Agency("Lead");
        var community = await field.Field.Community(lead);
        var group = await field.TelegramGroup(community, lead);
        List<StaffInField> staff = [];
        for (var i = 0; i < Followers; i++)
            staff.Add(await field.Field.Staff(lead, Role.Moderator));
        await field.Stop();
        await using var host = await HostProcess.Start(field.Database, field.Telegram.BaseAddress);
        var page = $"/{lead.Slug}/{community.Slug}/queue";
        var stream = $"/live?agency={lead.Slug}";

        List<Browser> browsers = [];
        foreach (var person in staff)
            browsers.Add(await Browser.SignIn(host.Address, person));
        var memory = await MemoryOfAPage(host, browsers, page, stream);

        await using var chromium = await WatchingChromium.Open(host.Address, staff[0], page);
        using var end = new CancellationTokenSource();
        var followers = browsers.Select(browser => Follower.Start(browser, page, stream, end.Token)).ToList();
        // The first questions of a host's life load the language models and have its code compiled, and the followers'
        // too; the promise is about all the others.
        for (var i = 0; i < Warm; i++)
        {
            await Deliver(field, group, host.Address, "Where is the library?");
            await Task.Delay(Apart);
        }
        await Task.Delay(Settle);
        List<(string Marker, long At, double Wall)> posted = [];
        for (var i = 0; i < Posts; i++)
        {
            var marker = string.Create(CultureInfo.InvariantCulture, $"marker{i:000}?");
            posted.Add((marker, Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
            await Deliver(field, group, host.Address, $"Where is the office of {marker}");
            await Task.Delay(Apart);
        }
        await Task.Delay(Apart);
        var seen = await chromium.Seen();
        await end.CancelAsync();

        List<double> followed = [];
        foreach (var (marker, at, _) in posted)
        foreach (var follower in followers)
            followed.Add(
                follower.Seen.TryGetValue(marker, out var when)
                    ? Stopwatch.GetElapsedTime(at, when).TotalMilliseconds
                    : throw new InvalidOperationException($"A follower never saw {marker}.")
            );
        var shown = posted.ConvertAll(post =>
            seen.TryGetValue(post.Marker, out var when)
                ? when - post.Wall
                : throw new InvalidOperationException($"Chromium never showed {post.Marker}.")
        );
        foreach (var browser in browsers)
            browser.Dispose();
        return
        [
            new("post to re-read page, 50 followers, p50", Percentile(followed, 0.50), "ms"),
            Row.AtMost("post to re-read page, 50 followers, p99", Percentile(followed, 0.99), "ms", 300),
            new("post to page changed in Chromium, p50", Percentile(shown, 0.50), "ms"),
            Row.AtMost("post to page changed in Chromium, p99", Percentile(shown, 0.99), "ms", 300),
            Row.AtMost("server memory per open queue page", memory, "MB", 0.1),
            new("queue page, first load", chromium.FirstLoad / 1024.0, "KB"),
            new("queue page, one refresh", chromium.Refresh / 1024.0, "KB"),
        ];
    }

    /// <summary>Pages are read, then their streams stay open; what the process grew by, shared among them.</summary>
    private static async Task<double> MemoryOfAPage(
        HostProcess host,
        List<Browser> browsers,
        string page,
        string stream
    )
    {
        for (var i = 0; i < OpenPages; i++)
            await Read(browsers[i % browsers.Count], page);
        await Task.Delay(Settle);
        var before = host.WorkingSet;
        List<Stream> open = [];
        for (var i = 0; i < OpenPages; i++)
        {
            var browser = browsers[i / OpenPerPerson % browsers.Count];
            await Read(browser, page);
            open.Add(await browser.Follow(stream));
        }
        await Task.Delay(Settle);
        var grown = Math.Max(0, host.WorkingSet - before);
        foreach (var one in open)
            await one.DisposeAsync();
        await Task.Delay(Settle);
        return grown / (double)OpenPages / (1024 * 1024);
    }

    private static async Task Read(Browser browser, string page)
    {
        using var answer = await browser.Open(page);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsStringAsync();
    }

    private static async Task Deliver(RunningHost field, GroupInField group, Uri host, string text)
    {
        using var answer = await field.Telegram.PostTo(
            group.Hook(host),
            group.WebhookSecret,
            TelegramUpdates.GroupMessage(group.Group, RunningHost.Newcomer(), text)
        );
        answer.EnsureSuccessStatusCode();
    }

    private static double Percentile(List<double> values, double share) =>
        values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(values.Count * share) - 1));
}
