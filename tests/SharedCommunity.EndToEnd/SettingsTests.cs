using Microsoft.Playwright;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>An administrator sets what the community promises: previewed, mended, saved, and found in the audit trail.</summary>
public sealed class SettingsTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [InlineData("en", Reading.Desk, true)]
    [InlineData("ar", Reading.Phone, true)]
    [InlineData("ar", Reading.Desk, true)]
    [InlineData("en", Reading.Phone, false)]
    public async Task A_service_standard_is_previewed_mended_and_saved(string language, int width, bool scripts)
    {
        var browser = await Open(new(language, width, scripts), Site.Amal);
        // Turbo shows a preview as it shows a refusal.
        browser.Expect(422);
        var page = browser.Page;
        var settings = $"/{Site.A.Slug}/{Site.Community.Slug}/settings";
        await browser.Go($"{settings}/standard");
        await page.Locator("input[name=promise][value=within]").CheckAsync();
        await page.Locator("input[name=rule][value=businessDays]").CheckAsync();
        await page.Locator("#within").FillAsync("48");
        await page.Locator("#monday").FillAsync("9-12, 13-17");
        await page.Locator("#tuesday").FillAsync("whenever");
        await page.Locator("#calendar").SetInputFilesAsync(File());
        await page.Locator("button[formaction$='/preview']").ClickAsync();
        await page.Locator("#tuesday-problem").WaitForAsync();
        Assert.Equal("9-12, 13-17", await page.Locator("#monday").InputValueAsync());
        await browser.AssertAccessible("standard, refused");

        await page.Locator("#tuesday").FillAsync("");
        await page.Locator("#calendar").SetInputFilesAsync(File());
        await page.Locator("button[formaction$='/preview']").ClickAsync();
        var holiday = $"input[name=holidays][value='{Year}-07-01']";
        await page.Locator(holiday).WaitForAsync();
        await browser.Settled();
        await browser.AssertWellFormed("standard, preview");
        await browser.AssertAccessible("standard, preview");
        await browser.Picture("settings-preview");
        await page.Locator("#standard button.button-main").ClickAsync();
        await Assertions.Expect(page.Locator("#monday")).ToHaveValueAsync("09:00-12:00, 13:00-17:00");
        await Assertions.Expect(page.Locator(holiday)).ToBeCheckedAsync();

        await browser.Go($"{settings}/audit");
        await browser.AssertAccessible("audit");
        await Assertions.Expect(page.Locator("#trail .row strong bdi").First).ToHaveTextAsync("Amal Haddad");
        await page.Locator("#action").SelectOptionAsync("SetServiceStandard");
        await page.Locator("form[method=get] button").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("action=SetServiceStandard", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#trail .row").First).ToBeVisibleAsync();
        await browser.Picture("settings-audit-filtered");
    }

    private static int Year => TimeProvider.System.GetUtcNow().Year + 1;

    private static FilePayload File() =>
        new()
        {
            Name = "holidays.ics",
            MimeType = "text/calendar",
            Buffer = System.Text.Encoding.UTF8.GetBytes(
                $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:{Year}0701\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
        };
}
