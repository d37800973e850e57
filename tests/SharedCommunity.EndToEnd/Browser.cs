using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// One person at one browser. Speaks in the field's verbs and finds things by their place in the page, never by their
/// words, so that a walk is the same in every language. Everything that the browser complains about is kept.
/// </summary>
public sealed partial class Browser : IAsyncDisposable
{
    // What tells of a violated policy, in the page itself; where scripts are off the browser's own report has to do.
    private const string TellOfViolations = """
        addEventListener("securitypolicyviolation", (e) =>
          console.error(`content-security-policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
        """;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly HashSet<string> expected = [];
    private bool losesConnections;

    private Browser(IBrowserContext context, IPage page, Uri site, Reading reading) =>
        (this.context, Page, Site, Reading) = (context, page, site, reading);

    /// <summary>The page that is open.</summary>
    public IPage Page { get; }

    /// <summary>The host.</summary>
    public Uri Site { get; }

    /// <summary>How the person reads.</summary>
    public Reading Reading { get; }

    /// <summary>What the browser complained about: the console's errors, faults in scripts, violated policies.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Opens a browser on an empty page.</summary>
    public static async Task<Browser> Open(Chromium chromium, Uri site, Reading reading, string? session = null)
    {
        var context = await chromium.Running.NewContextAsync(
            new BrowserNewContextOptions
            {
                StorageState = session,
                BaseURL = site.ToString(),
                Locale = reading.Language,
                TimezoneId = "America/Toronto",
                ViewportSize = new() { Width = reading.Width, Height = reading.OnPhone ? 844 : 900 },
                HasTouch = reading.OnPhone,
                JavaScriptEnabled = reading.Scripts,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(30_000);
        await context.AddInitScriptAsync(TellOfViolations);
        var page = await context.NewPageAsync();
        var browser = new Browser(context, page, site, reading);
        page.Console += browser.Listen;
        // Turbo leaves a rejection unhandled where a connection is lost.
        page.PageError += (_, error) =>
        {
            if (!(browser.losesConnections && error.Contains("Failed to fetch", StringComparison.Ordinal)))
                browser.complaints.Enqueue($"fault in a script: {error}");
        };
        return browser;
    }

    /// <summary>From now on an answer with this status is part of the story; the console calls each an error.</summary>
    public void Expect(int status) =>
        expected.Add(string.Create(CultureInfo.InvariantCulture, $"responded with a status of {status}"));

    /// <summary>From now on lost connections are part of the story.</summary>
    public void ExpectLostConnections()
    {
        losesConnections = true;
        expected.Add("net::ERR_");
    }

    /// <summary>Goes to an address.</summary>
    public async Task<IResponse> Go(string path)
    {
        var answer = await Page.GotoAsync(path);
        await Settled();
        return answer!;
    }

    /// <summary>Signs in by the page, as people do.</summary>
    public async Task SignInAs(StaffInField staff, string? to = null)
    {
        await Go(to ?? "/sign-in");
        await Page.Locator("input[name=email]").FillAsync(staff.Email);
        await Page.Locator("input[name=password]").FillAsync(staff.Password);
        await Page.Locator("form[method=post][action='/sign-in'] button").ClickAsync();
        await Page.WaitForURLAsync(url => !new Uri(url).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal));
        await Settled();
    }

    /// <summary>The session, for another browser of the same person.</summary>
    public Task<string> Session() => context.StorageStateAsync();

    /// <summary>The page has come and its scripts run.</summary>
    public async Task Settled()
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        if (Reading.Scripts)
            await Page.WaitForFunctionAsync("() => !document.documentElement.hasAttribute('aria-busy')");
    }

    /// <summary>Fails if the browser complained about anything that the story did not expect.</summary>
    public void AssertNoComplaints() =>
        Assert.True(complaints.IsEmpty, $"The browser complained ({Reading}):\n{string.Join("\n", complaints)}");

    /// <summary>Fails on any violation that axe finds on the page as it is shown.</summary>
    public async Task AssertAccessible(string where)
    {
        // axe is a script of its own; without scripts the page is the same HTML.
        if (!Reading.Scripts)
            return;
        var found = await Axe.Violations(Page);
        // A page that is live may be read again just then, and Turbo says so on the root, where axe wants no such word.
        for (var i = 0; i < 3 && found.Any(IsBusy); i++)
        {
            await Settled();
            found = await Axe.Violations(Page);
        }

        Assert.True(found.Count == 0, $"{where} ({Reading}):\n{string.Join("\n", found)}");
    }

    /// <summary>
    /// What every page owes: one heading, a title, language and direction, no sideways scrolling, no resource's name
    /// where words belong.
    /// </summary>
    public async Task AssertWellFormed(string where)
    {
        Assert.True(await Page.Locator("h1").CountAsync() == 1, $"{where}: one h1 and no more");
        Assert.False(string.IsNullOrWhiteSpace(await Page.TitleAsync()), $"{where}: a title");
        var root = Page.Locator("html");
        Assert.Equal(Reading.Language, await root.GetAttributeAsync("lang"));
        Assert.Equal(Reading.Language == "ar" ? "rtl" : "ltr", await root.GetAttributeAsync("dir"));
        var over = await Page.EvaluateAsync<int>(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.True(over <= 0, $"{where} ({Reading}): {over} px stand out sideways");
        var text = await Page.Locator("body").InnerTextAsync();
        Assert.False(ResourceName().IsMatch(text), $"{where}: {ResourceName().Match(text).Value} is no word");
    }

    /// <summary>Keeps a picture of the whole page in <c>artifacts/screenshots</c>.</summary>
    public async Task Picture(string name) =>
        await Page.ScreenshotAsync(
            new PageScreenshotOptions
            {
                Path = Path.Combine(Pictures, string.Create(CultureInfo.InvariantCulture, $"{name}.{Reading}.png")),
                FullPage = true,
                Animations = ScreenshotAnimations.Disabled,
            }
        );

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private static string Pictures { get; } = Folder();

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SharedCommunity.sln")))
                return Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", "screenshots")).FullName;
        }

        throw new InvalidOperationException("The tests run from the repository's build output.");
    }

    private void Listen(object? sender, IConsoleMessage message)
    {
        if (message.Type is not ("error" or "warning"))
            return;
        // The console calls every answer of 400 and above an error, also those that are part of the talk.
        if (expected.Any(part => message.Text.Contains(part, StringComparison.Ordinal)))
            return;
        complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
    }

    private static bool IsBusy(string violation) =>
        violation.Contains("<html", StringComparison.Ordinal)
        && violation.Contains("aria-busy=\"true\"", StringComparison.Ordinal);

    // Names of our resources look like Shell_SignOut; no word of a person does.
    [GeneratedRegex(@"\b[A-Z][A-Za-z]+_[A-Za-z_]+\b")]
    private static partial Regex ResourceName();
}
