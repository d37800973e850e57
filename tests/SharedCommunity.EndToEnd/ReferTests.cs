using Microsoft.Playwright;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>The form by which an inquiry is referred, in a real browser.</summary>
public sealed class ReferTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public async Task Three_steps_are_seen_and_each_agency_says_why_it_stands_where_it_stands(
        string language,
        int width
    )
    {
        await Site.FillReferrals();
        var browser = await Open(new(language, width), Site.Rania);
        var inquiry = Site.Asked["Salma"];
        await browser.Go(Site.Queue($"?inquiry={inquiry}"));
        await browser.Page.Locator($"#refer-{inquiry} > summary").ClickAsync();
        var form = browser.Page.Locator($"#refer-form-{inquiry}");
        await Assertions.Expect(form.Locator(".steps a")).ToHaveCountAsync(3);
        // School, in Arabic: agency B says both of itself, agency C nothing.
        var rows = form.Locator(".refer-to");
        await Assertions.Expect(rows.First.Locator($"input[value='{Site.B.Slug}']")).ToHaveCountAsync(1);
        await Assertions.Expect(rows.First.Locator(".why")).Not.ToBeEmptyAsync();
        await form.ScrollIntoViewIfNeededAsync();
        await browser.Picture("refer-form");
        await browser.AssertWellFormed("the refer form");
        await browser.AssertAccessible("the refer form");
        await rows.First.Locator("label").ClickAsync();
        await Assertions.Expect(rows.First.Locator("input")).ToBeCheckedAsync();
    }
}
