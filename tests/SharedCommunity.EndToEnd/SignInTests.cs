using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>Signing in: reached from the front door, sent by Enter, refused in words.</summary>
public sealed class SignInTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public async Task The_sign_in_page_is_reached_from_the_front_door(string language, int width)
    {
        var browser = await Open(new(language, width));
        await browser.Go("/");
        Assert.Equal("/sign-in", new Uri(browser.Page.Url).AbsolutePath);
        await browser.AssertWellFormed("sign-in");
        await browser.AssertAccessible("sign-in");
        await browser.Picture("sign-in");
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("ar", true)]
    [InlineData("en", false)]
    public async Task A_wrong_password_is_refused_in_words_and_the_address_stays_typed(string language, bool scripts)
    {
        var browser = await Open(new(language, Reading.Desk, scripts));
        browser.Expect(422);
        await browser.Go("/sign-in");
        await browser.Page.Locator("input[name=email]").FillAsync(Site.Rania.Email);
        await browser.Page.Locator("input[name=password]").FillAsync("not the password");
        await browser.Page.Keyboard.PressAsync("Enter");
        var alert = browser.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert);
        await alert.WaitForAsync();
        Assert.NotEmpty((await alert.InnerTextAsync()).Trim());
        Assert.Equal(Site.Rania.Email, await browser.Page.Locator("input[name=email]").InputValueAsync());
        await browser.AssertWellFormed("sign-in, refused");
        await browser.AssertAccessible("sign-in, refused");
        await browser.Picture("sign-in-refused");
    }

    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public async Task An_address_that_leads_nowhere_says_so_in_words(string language, int width)
    {
        var browser = await Open(new(language, width));
        browser.Expect(404);
        Assert.Equal(404, (await browser.Go("/nothing/here")).Status);
        await browser.AssertWellFormed("not found");
        await browser.AssertAccessible("not found");
        await browser.Picture("not-found");
    }
}
