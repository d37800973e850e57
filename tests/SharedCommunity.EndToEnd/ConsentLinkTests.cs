using Microsoft.Playwright;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>A member answers by a link, in a real browser without an account.</summary>
public sealed class ConsentLinkTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public async Task A_member_reads_what_is_asked_and_one_tap_is_the_answer(string language, int width)
    {
        await Site.FillQueue();
        var link = await Site.AskForConsent("Grace");
        var browser = await Open(new(language, width));
        await browser.Go(link);
        await browser.Picture("consent-question");
        await browser.AssertWellFormed("a question about consent");
        await browser.AssertAccessible("a question about consent");
        await browser.Page.Locator("button[value='yes']").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main .notice-done")).ToBeVisibleAsync();
        await Assertions.Expect(browser.Page.Locator("form")).ToHaveCountAsync(0);
        await browser.Picture("consent-given");
        await browser.AssertWellFormed("the answer to a question about consent");
        await browser.AssertAccessible("the answer to a question about consent");

        // Whoever asked sees it, and sends on it.
        var staff = await Open(new(language, width), Site.Rania);
        var inquiry = Site.Asked["Grace"];
        await staff.Go(Site.Queue($"?inquiry={inquiry}"));
        await Assertions.Expect(staff.Page.Locator(".inquiry-referrals .pill-done").First).ToBeVisibleAsync();
        await staff.Page.Locator($"#refer-{inquiry} > summary").ClickAsync();
        var form = staff.Page.Locator($"#refer-form-{inquiry}");
        await Assertions.Expect(form.Locator($"#refer-consent-{inquiry}")).Not.ToHaveValueAsync("");
        await Assertions.Expect(form.Locator("input[name='share'][value='Name']")).ToBeCheckedAsync();
        await form.ScrollIntoViewIfNeededAsync();
        await staff.Picture("refer-on-consent");
        await staff.AssertWellFormed("the refer form with a consent");
        await staff.AssertAccessible("the refer form with a consent");
    }
}
