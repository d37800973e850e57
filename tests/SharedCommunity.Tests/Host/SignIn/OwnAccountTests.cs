using System.Net;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host.SignIn;

/// <summary>A person's own account: the language that goes with them, and the end of all sessions.</summary>
public sealed class OwnAccountTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Page = "/sign-in/account";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_language_that_was_chosen_goes_with_the_account_to_another_browser()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("North"), Role.Moderator);
        using var first = await host.SignInAs(staff);
        Assert.Contains("lang=\"en\"", await Html(first), StringComparison.Ordinal);
        var chosen = await first.Send(Page, $"{Page}/language", new() { ["language"] = "ar" });
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        Assert.Contains("dir=\"rtl\"", await Html(first), StringComparison.Ordinal);

        using var second = await host.SignInAs(staff);
        Assert.Contains("lang=\"ar\"", await Html(second), StringComparison.Ordinal);
        // The switch in the bar is a link: it changes this browser and nothing else.
        await second.Open($"{Page}?lang=fr");
        Assert.Contains("lang=\"fr\"", await Html(second), StringComparison.Ordinal);
        using var third = await host.SignInAs(staff);
        Assert.Contains("lang=\"ar\"", await Html(third), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_without_a_session_is_nobodys_but_this_browsers()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("North"), Role.Moderator);
        using var stranger = host.Stranger();
        await stranger.GetAsync(new Uri("/sign-in?lang=ar", UriKind.Relative), Ct);
        using var browser = await host.SignInAs(staff);
        Assert.Contains("lang=\"en\"", await Html(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_everywhere_renews_what_every_session_is_checked_against()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("North"), Role.Moderator);
        using var browser = await host.SignInAs(staff);
        var sent = await browser.Send(Page, $"{Page}/sign-out-everywhere", []);
        Assert.Equal("/sign-in", sent.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Open(Page)).StatusCode);
        var stamps = await host.Database.Read(
            "select security_stamp from accounts.accounts where id = $1",
            row => row.GetString(0),
            staff.Account
        );
        Assert.NotEqual("stamp", Assert.Single(stamps));
    }

    private static async Task<string> Html(Browser browser) =>
        await (await browser.Open(Page)).Content.ReadAsStringAsync(Ct);
}
