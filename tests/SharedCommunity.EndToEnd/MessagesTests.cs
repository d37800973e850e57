using Microsoft.Playwright;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>The page of the messages, in both languages and widths.</summary>
public sealed class MessagesTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    private static readonly float Live = (float)Browser.Live.TotalMilliseconds;

    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public Task A_new_message_is_announced_comes_when_asked_and_becomes_an_inquiry(string language, int width) =>
        Walk(new Reading(language, width));

    [Fact]
    public Task The_same_with_scripts_off() => Walk(new Reading("en", Reading.Phone, Scripts: false));

    private async Task Walk(Reading reading)
    {
        await Site.FillQueue();
        var rania = await Open(reading, Site.Rania);
        var (salma, mark) = (Said.Newcomer(reading.Language), Guid.CreateVersion7().ToString("N"));
        var words =
            reading.Language == "ar" ? $"شُكرًا على الدَّعوةِ {mark}" : $"Thanks for the invitation, dear {mark}";
        await rania.Go(Site.Messages(""));
        var before = await Rows(rania).CountAsync();
        Assert.True(before >= 6, "the day's messages are there");
        await Site.Group.Say(salma, words);
        await Seen(mark);

        if (reading.Scripts)
        {
            // It says so on top, and no row moves before one asks.
            var offer = rania.Page.Locator("#messages-new a");
            await Assertions.Expect(offer).ToBeVisibleAsync(new() { Timeout = Live });
            Assert.Equal(before, await Rows(rania).CountAsync());
            await Assertions.Expect(Row(rania, mark)).ToHaveCountAsync(0);
            await rania.Picture("messages-1-new");
            await rania.AssertAccessible("messages, something new");
            await offer.ClickAsync();
        }
        else
            await rania.Go(Site.Messages(""));
        await Assertions.Expect(Row(rania, mark)).ToBeVisibleAsync();
        await rania.Settled();

        // Found by words that nobody would write with their marks.
        await rania
            .Page.Locator("form[role=search] input[name=q]")
            .FillAsync(reading.Language == "ar" ? "الدعوه شكرا" : "INVITATION thànks");
        await rania.Page.Locator("form[role=search] button").ClickAsync();
        await rania.Page.WaitForURLAsync("**/messages?*q=*");
        await Assertions.Expect(Row(rania, mark)).ToBeVisibleAsync();
        await rania.Settled();
        await rania.Picture("messages-2-found");
        await rania.AssertWellFormed("messages, found");
        await rania.AssertAccessible("messages, found");

        await Row(rania, mark).Locator("form[action$='/inquiry'] button").ClickAsync();
        var undo = await rania.ReachUndo("unmark");
        await rania.Settled();
        await rania.Picture("messages-3-marked");
        await rania.AssertAccessible("messages, marked");
        Assert.Equal("Open", await State(mark));
        await undo.ClickAsync();
        undo = await rania.ReachUndo("reopen");
        Assert.Equal("Closed", await State(mark));
        await undo.ClickAsync();
        await rania.ReachUndo("unmark");
        Assert.Equal("Open", await State(mark));
        await rania.Settled();

        await Row(rania, mark).Locator("a[href*='at=']").ClickAsync();
        var here = rania.Page.Locator(".message[aria-current=true]");
        await Assertions.Expect(here).ToContainTextAsync(mark);
        await rania.Settled();
        await rania.Picture("messages-4-context");
        await rania.AssertWellFormed("messages, in context");
        await rania.AssertAccessible("messages, in context");
        await here.Locator("a[href*='queue?inquiry=']").ClickAsync();
        await rania.Page.WaitForURLAsync("**/queue?inquiry=*");
        await Assertions.Expect(rania.Talk).ToContainTextAsync(mark);
        await rania.Settled();
        rania.AssertNoComplaints();
    }

    private static ILocator Rows(Browser browser) => browser.Page.Locator(".message-list > li");

    private static ILocator Row(Browser browser, string words) => Rows(browser).Filter(new() { HasText = words });

    private Task Seen(string words) =>
        Eventually.Becomes(
            () =>
                Site.Database.Read(
                    "select 1 from channels.messages where text like '%' || $1",
                    row => row.GetInt32(0),
                    words
                ),
            found => found.Count > 0
        );

    private async Task<string> State(string words) =>
        Assert.Single(
            await Site.Database.Read(
                "select state from moderation.inquiries where text like '%' || $1",
                row => row.GetString(0),
                words
            )
        );
}
