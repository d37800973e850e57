using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.Live;

namespace SharedCommunity.Host.Demo;

/// <summary>
/// Plays the demo's referrals through the host's own API, each step as the person who takes it and at its own time; what
/// passes between the agencies passes over the bus.
/// </summary>
internal sealed class DemoLoop : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(15);
    private readonly Dictionary<string, HttpClient> _doors = new(StringComparer.Ordinal);
    private readonly Dictionary<DemoReferrals.Story, (string Sent, string Came)> _loops = [];
    private readonly DemoFile _demo;
    private readonly DemoTelegram _telegram;
    private readonly DemoClock _clock;
    private readonly Wakeups _wakeups;

    private sealed record Happens(double Ago, Func<CancellationToken, Task> What);

    public DemoLoop(Uri host, DemoFile demo, DemoTelegram telegram, DemoClock clock, Wakeups wakeups)
    {
        (_demo, _telegram, _clock, _wakeups) = (demo, telegram, clock, wakeups);
        foreach (var staff in demo.Staff)
        {
            var door = new HttpClient { BaseAddress = new Uri(host, "/api/v1/") };
            door.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", staff.ApiKey);
            _doors[$"{staff.Agency} {staff.Roles[0]}"] = door;
        }
    }

    /// <summary>Plays all of it, the oldest first; then it is now.</summary>
    public async Task Play(CancellationToken stop)
    {
        var happens = DemoReferrals
            .Stories.SelectMany(story =>
                story
                    .Steps.Select(step => new Happens(step.Ago, ct => Take(story, step, ct)))
                    .Prepend(new Happens(story.Ago * 0.99, ct => Refer(story, ct)))
                    .Prepend(new Happens(story.Ago, ct => _telegram.Whisper(story.Writer, story.Asks, ct)))
            )
            .Concat(DemoReferrals.Ticks.Select(tick => new Happens(tick.Ago, ct => Tick(tick.Input, ct))))
            .OrderByDescending(one => one.Ago);
        foreach (var one in happens)
        {
            _clock.Behind = TimeSpan.FromDays(one.Ago);
            await one.What(stop);
        }
        // Nothing of it may still be on its way when the host says that it is ready.
        foreach (var (story, loop) in _loops)
            await Came(story, loop.Sent, stop);
        _clock.Behind = TimeSpan.Zero;
    }

    private async Task Refer(DemoReferrals.Story story, CancellationToken stop)
    {
        var door = _doors[$"{story.From} moderator"];
        var inquiry = await Until(
            door,
            $"communities/{_demo.Community.Id}/queue?limit=100",
            item => (string)item["text"]! == story.Asks,
            stop
        );
        var referred = await Post(
            door,
            $"inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = story.To,
                ["service"] = story.Service,
                ["share"] = new JsonArray([.. story.Share.Select(kind => (JsonNode)kind)]),
                ["contact"] = story.Share.Contains("contact") ? "613-555-0142" : null,
                ["note"] = story.Note,
                ["consent"] = story.Ground is { } ground ? await Consent(ground, story, stop) : null,
            },
            stop
        );
        var sent = (string)referred["id"]!;
        _loops[story] = (sent, await Came(story, sent, stop));
    }

    private async Task<JsonObject> Consent(
        DemoReferrals.Ground ground,
        DemoReferrals.Story story,
        CancellationToken stop
    ) =>
        new()
        {
            ["ground"] = ground.Kind,
            ["given"] = ground.Given,
            ["text"] = ground.Text,
            ["clause"] = ground.Clause,
            ["reason"] = ground.Reason,
            ["notified"] = ground.Notified,
            ["second"] =
                ground.Kind == "emergency"
                    ? (string)(await Get(_doors[$"{story.From} caseWorker"], "me", stop))["staffId"]!
                    : null,
        };

    /// <summary>One step, by who takes it: the sending agency's moderator withdraws, the other's case worker does all else.</summary>
    private async Task Take(DemoReferrals.Story story, DemoReferrals.Step step, CancellationToken stop)
    {
        var (sent, came) = _loops[story];
        var (door, id) =
            step.Act == "withdraw"
                ? (_doors[$"{story.From} moderator"], sent)
                : (_doors[$"{story.To} caseWorker"], came);
        await Post(
            door,
            $"referrals/{id}/{step.Act}",
            new JsonObject
            {
                ["note"] = step.Note,
                ["reason"] = step.Reason,
                ["suggestion"] = step.Suggestion,
                ["outcome"] = step.Outcome,
                ["contactBy"] = step.ContactIn is { } days
                    ? _clock.GetUtcNow().AddDays(days).UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
                    : null,
            },
            stop
        );
    }

    /// <summary>The clocks of referrals look at the time, and have done what was due.</summary>
    private async Task Tick(string input, CancellationToken stop)
    {
        _wakeups.Wake("clocks");
        var unanswered = DemoReferrals.Unanswered;
        await Until(
            () => Get(_doors[$"{unanswered.From} moderator"], $"referrals/{_loops[unanswered].Sent}", stop),
            referral => referral["timeline"]!.AsArray().Any(step => (string)step!["what"]! == input),
            stop
        );
    }

    /// <summary>The other side's id, once that side knows all that was said so far.</summary>
    private async Task<string> Came(DemoReferrals.Story story, string id, CancellationToken stop)
    {
        var sent = await Until(
            () => Get(_doors[$"{story.From} moderator"], $"referrals/{id}", stop),
            referral => (string)referral["state"]! != "sent",
            stop
        );
        var state = (string)sent["state"]!;
        var came = await Until(
            _doors[$"{story.To} caseWorker"],
            "referrals?direction=in&limit=100",
            item => (string)item["service"]! == story.Service && (string)item["state"]! == state,
            stop
        );
        return (string)came["id"]!;
    }

    private static async Task<JsonNode> Until(
        HttpClient door,
        string list,
        Func<JsonNode, bool> wanted,
        CancellationToken stop
    )
    {
        var page = await Until(
            () => Get(door, list, stop),
            answer => answer["items"]!.AsArray().Any(item => wanted(item!)),
            stop
        );
        return page["items"]!.AsArray().First(item => wanted(item!))!;
    }

    private static async Task<JsonNode> Until(
        Func<Task<JsonNode>> ask,
        Func<JsonNode, bool> wanted,
        CancellationToken stop
    )
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
                return answer;
            if (TimeProvider.System.GetUtcNow() > until)
                throw new TimeoutException("The demo's referrals did not go on.");
            await Task.Delay(Look, stop);
        }
    }

    private static async Task<JsonNode> Get(HttpClient door, string address, CancellationToken stop) =>
        (await door.GetFromJsonAsync<JsonNode>(new Uri(address, UriKind.Relative), stop))!;

    private static async Task<JsonNode> Post(HttpClient door, string address, JsonObject body, CancellationToken stop)
    {
        using var answer = await door.PostAsJsonAsync(new Uri(address, UriKind.Relative), body, stop);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(
                $"The demo was refused at {address}: {await answer.Content.ReadAsStringAsync(stop)}"
            );
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(stop))!;
    }

    public void Dispose()
    {
        foreach (var door in _doors.Values)
            door.Dispose();
    }
}
