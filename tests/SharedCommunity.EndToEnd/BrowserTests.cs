using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
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
    protected Task<Browser> Open(Reading reading) => OpenAt(Site.Address, reading);

    /// <summary>Opens a browser at another host.</summary>
    protected async Task<Browser> OpenAt(Uri host, Reading reading)
    {
        var browser = await Browser.Open(chromium, host, reading);
        open.Add(browser);
        return browser;
    }

    /// <summary>Opens a browser in which somebody has signed in: by the page the first time, then with that session.</summary>
    protected async Task<Browser> Open(Reading reading, StaffInField staff)
    {
        var known = Site.Sessions.GetValueOrDefault(staff.Id);
        var browser = await Browser.Open(chromium, Site.Address, reading, known);
        open.Add(browser);
        if (known is null)
        {
            await browser.SignInAs(staff);
            Site.Sessions[staff.Id] = await browser.Session();
        }

        return browser;
    }

    /// <summary>
    /// The group has this answer, as a reply to what was asked, once; and so does the database. What would go out twice
    /// would go soon.
    /// </summary>
    protected async Task AssertAnsweredOnce(TelegramUpdate asked, string answer)
    {
        IReadOnlyList<SentMessage> Replies() =>
            [.. Site.Telegram.Sent.Where(message => message.ReplyTo == asked.MessageId)];
        await Eventually.Becomes(() => Task.FromResult(Replies().Count), count => count > 0, Browser.Live);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        var sent = Assert.Single(Replies());
        Assert.Equal((Site.Group.Chat, answer), (sent.ChatId, sent.Text));
        var kept = await Site.Database.Read(
            """
            select (select count(*) from moderation.answers a where a.inquiry_id = i.id)
            from moderation.inquiries i join membership.members m on m.id = i.member_id where m.name = $1
            """,
            row => row.GetInt64(0),
            $"{asked.Body["from"]!["first_name"]} {asked.Body["from"]!["last_name"]}"
        );
        Assert.Equal([1L], kept);
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
