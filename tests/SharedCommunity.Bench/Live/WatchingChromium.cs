using System.Text.Json;
using Microsoft.Playwright;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench.Live;

/// <summary>A real page in a real browser, which notes when each marker came into view and how much it cost to load.</summary>
internal sealed class WatchingChromium : IAsyncDisposable
{
    private const string Watch = """
        () => {
          window.seenAt = {};
          const look = () => {
            for (const [marker] of document.body.textContent.matchAll(/marker\d{3}\?/g))
              window.seenAt[marker] ??= performance.timeOrigin + performance.now();
          };
          new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
        }
        """;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IPage page;
    private long bytes;

    private WatchingChromium(IPlaywright playwright, IBrowser browser, IPage page) =>
        (this.playwright, this.browser, this.page) = (playwright, browser, page);

    /// <summary>What came over the line for the first page with nothing kept, in bytes.</summary>
    public long FirstLoad { get; private set; }

    /// <summary>What came for reading the page again, in bytes.</summary>
    public long Refresh { get; private set; }

    public static async Task<WatchingChromium> Open(Uri host, StaffInField staff, string path)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath =
                    Environment.GetEnvironmentVariable("CHROMIUM")
                    ?? throw new InvalidOperationException("CHROMIUM names the browser; build/bench sets it."),
                Args = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
            }
        );
        var context = await browser.NewContextAsync(new() { BaseURL = host.ToString() });
        var page = await context.NewPageAsync();
        var watching = new WatchingChromium(playwright, browser, page);
        await page.GotoAsync("/sign-in");
        await page.Locator("input[name=email]").FillAsync(staff.Email);
        await page.Locator("input[name=password]").FillAsync(staff.Password);
        await page.Locator("form[method=post][action='/sign-in'] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));

        var wire = await context.NewCDPSessionAsync(page);
        wire.Event("Network.loadingFinished").OnEvent += (_, loaded) =>
            watching.bytes += (long)loaded!.Value.GetProperty("encodedDataLength").GetDouble();
        await wire.SendAsync("Network.enable");
        await wire.SendAsync("Network.clearBrowserCache");
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        // Fonts come after the page; the stream's first word has it read once more, which is the refresh.
        var first = await Quiet(watching);
        await page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        watching.Refresh = await Quiet(watching) - first;
        watching.FirstLoad = first;
        await page.EvaluateAsync(Watch);
        return watching;
    }

    /// <summary>When each marker came into view, in milliseconds of the Unix epoch.</summary>
    public async Task<IReadOnlyDictionary<string, double>> Seen() =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(
            await page.EvaluateAsync<string>("() => JSON.stringify(window.seenAt)")
        )!;

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<long> Quiet(WatchingChromium watching)
    {
        await Task.Delay(TimeSpan.FromSeconds(3));
        return watching.bytes;
    }
}
