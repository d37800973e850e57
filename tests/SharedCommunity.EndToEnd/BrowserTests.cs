using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>
/// A class of tests that open browsers. At the end of each test every browser that it opened must be without complaint:
/// no violated content security policy, no error in the console, no fault in a script.
/// </summary>
public abstract class BrowserTests(Chromium chromium, Site site) : IAsyncLifetime
{
    private readonly List<Browser> open = [];

    /// <summary>The host and what is behind it.</summary>
    protected Site Site { get; } = site;

    /// <summary>Opens a browser at the host.</summary>
    protected async Task<Browser> Open(Reading reading)
    {
        var browser = await Browser.Open(chromium, Site.Address, reading);
        open.Add(browser);
        return browser;
    }

    /// <inheritdoc />
    public ValueTask InitializeAsync() => default;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var browser in open)
            await browser.DisposeAsync();
        if (open.Any(browser => browser.Complaints.Count > 0))
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", Site.Log.TakeLast(40)));
        Assert.All(open, browser => browser.AssertNoComplaints());
    }
}
