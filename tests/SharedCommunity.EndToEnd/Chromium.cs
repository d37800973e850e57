using System.Globalization;
using Microsoft.Playwright;
using SharedCommunity.EndToEnd;
using Xunit;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Chromium))]
// Each class has a host and a database of its own. Two at a time: a page waits for a script, a script for a page, and
// two cores have room for both; more would only make each other late.
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]

namespace SharedCommunity.EndToEnd;

/// <summary>One Chromium for the whole run; each <see cref="Browser"/> is a context of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Nothing but the loopback address is ever asked for: no updates, no field trials, no safe browsing.
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-client-side-phishing-detection",
        "--disable-sync",
        "--disable-default-apps",
        "--no-first-run",
        "--no-pings",
        "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser.</summary>
    public IBrowser Running => browser ?? throw new InvalidOperationException("Not started yet.");

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? Found(),
                Args = Flags,
            }
        );
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static string Found() =>
        new[]
        {
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            "The tests need Chromium; build/test installs it, or CHROMIUM names its path."
        );
}

/// <summary>How a person reads: the language, the width of the screen, with scripts or without.</summary>
public sealed record Reading(string Language, int Width, bool Scripts = true)
{
    /// <summary>A desk.</summary>
    public const int Desk = 1280;

    /// <summary>A phone.</summary>
    public const int Phone = 390;

    /// <summary>Every language and width that the tests look at.</summary>
    public static TheoryData<string, int> All =>
        new(from language in new[] { "en", "ar" } from width in new[] { Desk, Phone } select (language, width));

    /// <summary>Whether the columns are steps.</summary>
    public bool OnPhone => Width < 600;

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Language}.{Width}{(Scripts ? "" : ".no-script")}");
}
