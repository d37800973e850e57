using Microsoft.Playwright;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>Somebody who opens everything in a tab of its own, over a line that allows six connections to a host.</summary>
public sealed class ManyTabsTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    private const int Tabs = 8;

    // A headless browser calls every tab visible; a window shows one.
    private const string Hideable = """
        Object.defineProperty(document, "hidden", { get: () => window.isHidden ?? true });
        Object.defineProperty(document, "visibilityState", { get: () => ((window.isHidden ?? true) ? "hidden" : "visible") });
        """;

    private const string Turn =
        "hidden => { window.isHidden = hidden; document.dispatchEvent(new Event('visibilitychange')); }";

    [Fact]
    public async Task Eight_tabs_hold_one_stream_and_the_one_that_is_shown_is_fresh()
    {
        var first = await Open(new("en", Reading.Desk), Site.Rania);
        var context = first.Page.Context;
        await context.AddInitScriptAsync(Hideable);
        var streams = 0;
        context.Request += (_, request) =>
            Interlocked.Add(ref streams, request.Url.Contains("/live?", StringComparison.Ordinal) ? 1 : 0);
        context.RequestFinished += (_, request) =>
            Interlocked.Add(ref streams, request.Url.Contains("/live?", StringComparison.Ordinal) ? -1 : 0);
        context.RequestFailed += (_, request) =>
            Interlocked.Add(ref streams, request.Url.Contains("/live?", StringComparison.Ordinal) ? -1 : 0);
        List<IPage> tabs = [];
        for (var i = 0; i < Tabs; i++)
        {
            var tab = await context.NewPageAsync();
            await tab.GotoAsync(Site.Queue(""));
            tabs.Add(tab);
        }
        Assert.Equal(0, streams);

        foreach (var tab in tabs)
        {
            await tab.EvaluateAsync(Turn, false);
            var salma = Said.Newcomer("en");
            await Site.Group.Say(salma, Said.Question("en"));
            await Assertions
                .Expect(tab.Locator("#rows > li").Filter(new() { HasText = salma.Name() }))
                .ToHaveCountAsync(1, new() { Timeout = (float)Browser.Live.TotalMilliseconds });
            Assert.Equal(1, Volatile.Read(ref streams));
            await tab.EvaluateAsync(Turn, true);
        }
    }
}
