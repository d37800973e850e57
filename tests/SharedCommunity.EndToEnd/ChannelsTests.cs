using Microsoft.Playwright;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>The settings of channels in a real browser: a test of the bot, what is parked, the notes in own words.</summary>
public sealed class ChannelsTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    private string Settings => $"/{Site.A.Slug}/{Site.Community.Slug}/settings";

    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public async Task An_administrator_tests_the_bot_decides_what_is_parked_and_writes_own_words(
        string language,
        int width
    )
    {
        var bot = Site.Group.Told;
        Site.Telegram.SetMember(bot.Group, bot.Bot.Identity.AsPerson(), "administrator", true, "can_delete_messages");
        var (failed, unknown) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Site.Database.Administer(
            "delete from channels.deliveries where state in ('Failed', 'Unknown')",
            $"""
            insert into channels.deliveries (id, community_id, channel_id, text, state, failure, due_at, created_at, attempts, parts_sent)
            values ('{failed}', '{Site.Community.Id}', '{bot.Channel}', 'x', 'Failed', 'not_enough_rights', now(), now(), 1, 0),
                ('{unknown}', '{Site.Community.Id}', '{bot.Channel}', 'x', 'Unknown', 'timeout', now(), now(), 2, 0)
            """
        );
        var browser = await Open(new(language, width), Site.Amal);

        await browser.Go($"{Settings}/channels");
        await browser.Page.Locator($"#test-{bot.Connection} button").ClickAsync();
        // The worker's answer comes by itself.
        var found = browser.Page.Locator($"#bot-{bot.Connection} dl.health dt");
        await Assertions
            .Expect(found.Nth(3))
            .ToBeVisibleAsync(new() { Timeout = (float)Browser.Live.TotalMilliseconds });
        await browser.Picture("channels-1-tested");
        await browser.AssertWellFormed("channels");
        await browser.AssertAccessible("channels");

        await browser.Page.Locator($"#channel-{bot.Channel} a.button").ClickAsync();
        await browser.Page.WaitForURLAsync($"**{Settings}/parked");
        await browser.Picture("channels-2-parked");
        await browser.AssertWellFormed("parked");
        await browser.AssertAccessible("parked");
        await browser.Page.Locator($"#recall-{failed} button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator($"#delivery-{failed}")).ToHaveCountAsync(0);
        await browser.Settled();
        await browser.Page.Locator($"#found-{unknown} button").FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(browser.Page.Locator(".empty")).ToBeVisibleAsync();
        await browser.Settled();
        await browser.Picture("channels-3-nothing-parked");

        await browser.Go($"{Settings}/notes");
        await browser.Page.Locator("#text-Private-en").FillAsync("Welcome to {name}");
        browser.Expect(422);
        await browser.Page.Locator("#words-Private-en button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#words-Private-en .notice-refused")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator("#text-Private-en")).ToHaveValueAsync("Welcome to {name}");
        await browser.Picture("channels-4-refused");
        await browser.Page.Locator("#text-Private-en").FillAsync("Welcome to {community}!");
        await browser.Page.Locator("#words-Private-en button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#ours-Private-en")).ToBeVisibleAsync();
        await browser.Settled();
        await browser.Page.Locator("#note-Private-en summary").ClickAsync();
        await Assertions
            .Expect(browser.Page.Locator("#note-Private-en .note-whole"))
            .ToContainTextAsync("Welcome to First Steps in the City!");
        await browser.Picture("channels-5-notes");
        await browser.AssertWellFormed("notes");
        await browser.AssertAccessible("notes");
        await browser.Page.Locator("#ours-Private-en button").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#ours-Private-en")).ToHaveCountAsync(0);
        await browser.Settled();
    }
}
