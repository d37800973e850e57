using System.Net;
using System.Text.RegularExpressions;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host.SignIn;

/// <summary>The second factor, from an agency's asking for it to the recovery code of somebody who lost a phone.</summary>
public sealed partial class SecondFactorTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string SetUp = "/sign-in/second-factor";

    [Fact]
    public async Task An_agency_that_asks_for_it_lets_nobody_in_without_it()
    {
        var staff = await StaffWhoNeedsIt();
        using var browser = await host.SignInAs(staff);
        var page = await browser.Open($"/{staff.Agency.Slug}");
        Assert.Equal(SetUp, page.Headers.Location?.OriginalString);

        var (_, codes) = await Enrol(browser);
        Assert.Equal(8, codes.Count);
        Assert.NotEqual(SetUp, (await browser.Open($"/{staff.Agency.Slug}")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task An_agency_that_does_not_ask_lets_people_in_with_a_password()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("East"), Role.Moderator);
        using var browser = await host.SignInAs(staff);
        Assert.NotEqual(SetUp, (await browser.Open($"/{staff.Agency.Slug}")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_next_sign_in_asks_for_the_code_and_takes_only_the_right_one()
    {
        var staff = await StaffWhoNeedsIt();
        string key;
        using (var first = await host.SignInAs(staff))
            (key, _) = await Enrol(first);

        using var browser = await host.SignInAs(staff);
        Assert.Equal("/sign-in/code", Path((await SignInAgain(browser, staff)).Headers.Location));
        // Not in by the password alone.
        Assert.NotEqual(HttpStatusCode.OK, (await browser.Open($"/{staff.Agency.Slug}")).StatusCode);

        var wrong = await Enter(browser, Wrong(key));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var right = await Enter(browser, Totp.Code(key, TimeProvider.System.GetUtcNow()));
        Assert.Equal("/", right.Headers.Location?.OriginalString);
        Assert.Equal($"/{staff.Agency.Slug}?begin=1", (await browser.Open("/")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once()
    {
        var staff = await StaffWhoNeedsIt();
        IReadOnlyList<string> codes;
        using (var first = await host.SignInAs(staff))
            (_, codes) = await Enrol(first);

        using var browser = await host.SignInAs(staff);
        Assert.Equal("/", (await Enter(browser, codes[0])).Headers.Location?.OriginalString);
        using var again = await host.SignInAs(staff);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Enter(again, codes[0])).StatusCode);
        Assert.Equal("/", (await Enter(again, codes[1])).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_dump_of_the_database_does_not_show_the_key()
    {
        var staff = await StaffWhoNeedsIt();
        using var browser = await host.SignInAs(staff);
        var (key, codes) = await Enrol(browser);
        var stored = await host.Database.Read(
            "select value from accounts.account_tokens where user_id = $1",
            row => row.GetString(0),
            staff.Account
        );
        Assert.Equal(2, stored.Count);
        Assert.DoesNotContain(stored, value => value.Contains(key, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(stored, value => value.Contains(codes[0], StringComparison.OrdinalIgnoreCase));
    }

    private async Task<StaffInField> StaffWhoNeedsIt()
    {
        var agency = await host.Field.Agency("Careful");
        await host.Database.Administer(
            $"update communities.agency_private set requires_totp = true where agency_id = '{agency.Id}'"
        );
        return await host.Field.Staff(agency, Role.Moderator);
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> Enrol(Browser browser)
    {
        Assert.Equal(SetUp, (await browser.Send(SetUp, $"{SetUp}/begin", [])).Headers.Location?.OriginalString);
        var page = WebUtility.HtmlDecode(
            await (await browser.Open(SetUp)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        var key = KeyOnPage().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal(32, key.Length);
        Assert.Contains("data:image/svg+xml;base64,", page, StringComparison.Ordinal);

        var refused = await browser.Send(SetUp, SetUp, new() { ["code"] = Wrong(key) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var done = await browser.Send(
            SetUp,
            SetUp,
            new() { ["code"] = Totp.Code(key, TimeProvider.System.GetUtcNow()) }
        );
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var codes = CodeOnPage()
            .Matches(await done.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .Select(m => m.Groups[1].Value)
            .ToList();
        return (key, codes);
    }

    private static Task<HttpResponseMessage> SignInAgain(Browser browser, StaffInField staff) =>
        browser.Send("/sign-in", "/sign-in", new() { ["email"] = staff.Email, ["password"] = staff.Password });

    private static Task<HttpResponseMessage> Enter(Browser browser, string code) =>
        browser.Send("/sign-in/code", "/sign-in/code", new() { ["code"] = code });

    // Right for no step that the server would still take.
    private static string Wrong(string key) =>
        Enumerable
            .Range(0, 1000)
            .Select(n => n.ToString("000000", System.Globalization.CultureInfo.InvariantCulture))
            .First(code =>
                Enumerable
                    .Range(-4, 9)
                    .All(step => Totp.Code(key, TimeProvider.System.GetUtcNow().AddSeconds(30 * step)) != code)
            );

    private static string? Path(Uri? address) => address?.OriginalString.Split('?')[0];

    [GeneratedRegex("""<code dir="?ltr"?>([a-zA-Z2-7 ]+)</code>""")]
    private static partial Regex KeyOnPage();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex CodeOnPage();
}
