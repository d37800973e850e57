using Microsoft.Playwright;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.EndToEnd;

/// <summary>Who takes part: agencies are invited, staff are added, keys are made, and one goes from agency to agency.</summary>
public sealed class PeopleTests(Chromium chromium, Site site) : BrowserTests(chromium, site), IClassFixture<Site>
{
    [Theory]
    [MemberData(nameof(Reading.All), MemberType = typeof(Reading))]
    public Task Agencies_staff_and_keys_are_looked_after(string language, int width) =>
        Walk(new Reading(language, width));

    [Fact]
    public Task The_same_with_scripts_off() => Walk(new Reading("en", Reading.Phone, Scripts: false));

    private async Task Walk(Reading reading)
    {
        var name = $"{reading}";
        var community = await Site.Field.Community(Site.A, [Site.B], name: $"Evenings {name}");
        var invited = await Site.Field.Agency($"Welcome House {name}");
        var nadia = await Site.Field.Staff(invited, "Nadia Rahimi", Role.AgencyAdministrator, Role.Moderator);

        var amal = await Open(reading, Site.Amal);
        var coHosts = $"/{Site.A.Slug}/{community.Slug}/settings/co-hosts";
        await amal.Go(coHosts);
        await amal.Page.Locator($"#change-{Site.B.Slug} > summary").ClickAsync();
        await Look(amal, "co-hosts");
        await amal.Page.Locator("#agency").FillAsync(invited.Slug);
        await amal.Page.Locator("#invite button").ClickAsync();
        var link = amal.Page.Locator(".notice-done a");
        var address = await link.GetAttributeAsync("href");
        await Look(amal, "co-hosts-invited");
        await amal.Go(coHosts);
        await Assertions.Expect(link).ToHaveCountAsync(0);

        // Who is not signed in signs in, and comes back to the invitation.
        var newcomer = await Open(reading);
        await newcomer.SignInAs(nadia, new Uri(address!).AbsolutePath);
        await Look(newcomer, "invitation");
        await newcomer.Page.Locator("#accept button").ClickAsync();
        await newcomer.Page.WaitForURLAsync($"**/{invited.Slug}");
        await Assertions.Expect(newcomer.Page.Locator($"#community-{community.Slug}")).ToBeVisibleAsync();

        await amal.Go($"/{Site.A.Slug}/staff?person={Site.Rania.Id}");
        await Look(amal, "staff");
        await amal.Page.Locator("#email").FillAsync($"new@{invited.Slug}.example");
        await amal.Page.Locator("#add-name").FillAsync("Yusuf Karimi");
        await amal.Page.Locator("#add-staff input[name=roles]:not([type=hidden])").Nth(2).CheckAsync();
        await amal.Page.Locator("#add-staff button").ClickAsync();
        await Assertions.Expect(amal.Page.Locator(".secret")).ToContainTextAsync("/sign-in/reset");
        await Look(amal, "staff-added");

        await amal.Go($"/{Site.A.Slug}/keys");
        await amal.Page.Locator("#name").FillAsync($"nightly export {name}");
        await amal.Page.Locator("#create-key button").ClickAsync();
        await Assertions.Expect(amal.Page.Locator(".secret")).ToContainTextAsync("sck_");
        await Look(amal, "keys");

        await Site.Field.AlsoStaff(nadia, Site.A, Role.Moderator);
        await newcomer.Go($"/{invited.Slug}");
        await newcomer.Page.Locator("#menu-agencies > summary").ClickAsync();
        await Look(newcomer, "menu-agencies");
        await newcomer.Page.Locator($"#menu-agencies a[href='/{Site.A.Slug}']").ClickAsync();
        await newcomer.Page.WaitForURLAsync($"**/{Site.A.Slug}");
        await newcomer.Page.Locator("#menu-communities > summary").ClickAsync();
        await Look(newcomer, "menu-communities");
        await newcomer.Page.Locator($"#menu-communities a[href$='/{community.Slug}/queue']").ClickAsync();
        await newcomer.Page.WaitForURLAsync($"**/{community.Slug}/queue");
        await newcomer.Page.Locator("#menu-person > summary").ClickAsync();
        await Look(newcomer, "menu-person");
        await newcomer.Page.Locator("#menu-person a[href='/sign-in/account']").ClickAsync();
        await newcomer.Page.WaitForURLAsync("**/sign-in/account");
        await Look(newcomer, "account");
    }

    private static async Task Look(Browser browser, string where)
    {
        await browser.Settled();
        await browser.Picture($"people-{where}");
        await browser.AssertWellFormed(where);
        await browser.AssertAccessible(where);
    }
}
