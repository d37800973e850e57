using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>The settings of a community, by the forms that a browser without script sends.</summary>
public sealed partial class SettingsPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Office =>
        new()
        {
            ["promise"] = "within",
            ["within"] = "48",
            ["unit"] = "hours",
            ["rule"] = "businessDays",
            ["monday"] = "09:00-12:00, 13:00-17:00",
            ["friday"] = "9-17",
            ["outside"] = "hold",
            ["newHoliday"] = "2030-01-01",
        };

    [Fact]
    public async Task A_typed_standard_is_saved_and_read_back()
    {
        var (_, page, api, browser) = await Set();
        using var _b = browser;
        var saved = await browser.Send(page, $"{page}/save", Office);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var standard = (await api())["serviceStandard"]!;
        Assert.Equal("PT48H", (string?)standard["respondWithin"]);
        Assert.Equal("businessDays", (string?)standard["rule"]);
        Assert.False((bool)standard["replyOutsideHours"]!);
        Assert.Equal(["2030-01-01"], standard["holidays"]!.AsArray().Select(day => (string?)day));
        Assert.Equal(3, standard["hours"]!.AsArray().Count);
        var html = await Html(browser, page);
        Assert.Contains("09:00-12:00, 13:00-17:00", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_says_when_answers_are_due_and_saves_nothing()
    {
        var (_, page, api, browser) = await Set();
        using var _b = browser;
        var before = (await api())["serviceStandard"]?.ToJsonString();
        var shown = await browser.Send(page, $"{page}/preview", Office);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        var html = await shown.Content.ReadAsStringAsync(Ct);
        Assert.Contains("What it would mean", html, StringComparison.Ordinal);
        Assert.Matches("Asked Friday, [^<]*5:30[^<]*: due Tuesday|Asked Friday, [^<]*5:30[^<]*: due", html);
        Assert.Contains("13:00-17:00", html, StringComparison.Ordinal);
        Assert.Contains("2030-01-01", html, StringComparison.Ordinal);
        Assert.Equal(before, (await api())["serviceStandard"]?.ToJsonString());
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_all_that_was_typed_stays()
    {
        var (_, page, api, browser) = await Set();
        using var _b = browser;
        var before = (await api())["serviceStandard"]?.ToJsonString();
        var typed = Office;
        typed["monday"] = "09:00-12:00, whenever";
        var refused = await browser.Send(page, $"{page}/save", typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync(Ct);
        Assert.Contains("id=\"monday-problem\"", html, StringComparison.Ordinal);
        Assert.Contains("09:00-12:00, whenever", html, StringComparison.Ordinal);
        Assert.Equal(before, (await api())["serviceStandard"]?.ToJsonString());
    }

    [Fact]
    public async Task A_calendar_file_is_shown_before_anything_is_saved()
    {
        var (_, page, api, browser) = await Set();
        using var _b = browser;
        var year = TimeProvider.System.GetUtcNow().Year + 1;
        var file = HolidayFileTests.Calendar($"DTSTART;VALUE=DATE:{year}0701");
        var shown = await browser.Send(page, $"{page}/preview", Office, ("calendar", "holidays.ics", file));
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains(
            $"value=\"{year}-07-01\" checked",
            await shown.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain($"{year}-07-01", (await api()).ToJsonString(), StringComparison.Ordinal);
        var refused = await browser.Send(page, $"{page}/preview", Office, ("calendar", "photo.jpg", "no calendar"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "id=\"calendar-problem\"",
            await refused.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
        var large = await browser.Send(
            page,
            $"{page}/preview",
            Office,
            ("calendar", "large.ics", new string('x', 600_000))
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, large.StatusCode);
        Assert.Contains("id=\"calendar-problem\"", await large.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_saves_over_somebody_elses_change_is_told_first()
    {
        var (scene, page, api, browser) = await Set();
        using var _b = browser;
        var seen = Seen().Match(await Html(browser, page)).Groups[1].Value;
        using var other = host.As(scene.Administrator);
        await other.Patch($"/api/v1/communities/{scene.Community.Id}", new JsonObject { ["serviceStandard"] = null });
        var typed = Office;
        typed["seen"] = seen;
        var refused = await browser.Send(page, $"{page}/save", typed);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Null((await api())["serviceStandard"]);
        // The page that says so shows what is there now: sent again, it is meant.
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Send(page, $"{page}/save", Office)).StatusCode);
    }

    [Theory]
    [InlineData("standard", "service_standard = null")]
    [InlineData("community", "purpose = 'Theirs'")]
    public async Task Who_saves_while_somebody_else_does_is_told_first(string form, string change)
    {
        var (scene, _, api, browser) = await Set();
        using var _b = browser;
        var page = $"/{scene.Agency.Slug}/{scene.Community.Slug}/settings/{form}";
        var seen = Seen().Match(await Html(browser, page)).Groups[1].Value;
        // The other's change stands, and is not committed yet: whoever comes now must wait and then see it.
        var other = host.Database.Administer([
            $"update communities.communities set {change} where id = '{scene.Community.Id}'; select pg_sleep(4)",
        ]);
        while (
            (
                await host.Database.Read(
                    "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()",
                    row => row.GetInt32(0)
                )
            ).Count == 0
        )
        {
            Assert.False(other.IsCompleted, "the other's change was over before it was seen");
            await Task.Delay(20, Ct);
        }

        Dictionary<string, string> typed = form == "standard" ? Office : new() { ["name"] = "Mine" };
        typed["seen"] = seen;
        var refused = await browser.Send(page, $"{page}/save", typed);
        await other;
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var community = await api();
        Assert.NotEqual("Mine", (string?)community["name"]);
        Assert.True(
            form == "standard" ? community["serviceStandard"] is null : (string?)community["purpose"] == "Theirs"
        );
    }

    [Fact]
    public async Task A_moderator_reads_the_standard_and_changes_nothing()
    {
        var (scene, page, api, browser) = await Set();
        browser.Dispose();
        using var moderator = await host.SignInAs(await host.Field.Staff(scene.Agency, Role.Moderator));
        var html = await Html(moderator, page);
        Assert.Contains("What it means", html, StringComparison.Ordinal);
        Assert.DoesNotContain("formaction", html, StringComparison.Ordinal);
        var before = (await api())["serviceStandard"]?.ToJsonString();
        var refused = await moderator.Send(page, $"{page}/save", Office);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(before, (await api())["serviceStandard"]?.ToJsonString());
    }

    [Fact]
    public async Task A_community_is_described_by_its_form_and_a_bad_zone_keeps_what_was_typed()
    {
        var (scene, _, api, browser) = await Set();
        using var _b = browser;
        var page = $"/{scene.Agency.Slug}/{scene.Community.Slug}/settings/community";
        var typed = new Dictionary<string, string>
        {
            ["name"] = "New neighbours",
            ["purpose"] = "To settle in",
            ["audience"] = "Newcomers",
            ["description"] = "Ask anything",
            ["mainLanguage"] = "ar",
            ["languages"] = "fr",
            ["otherLanguages"] = "ps, zh-Hant",
            ["timeZone"] = "Mars/Olympus",
            ["interactive"] = "false",
            ["requiresTotp"] = "true",
        };
        var refused = await browser.Send(page, $"{page}/save", typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync(Ct);
        Assert.Contains("id=\"timeZone-problem\"", html, StringComparison.Ordinal);
        Assert.Contains("To settle in", html, StringComparison.Ordinal);
        Assert.Matches("name=\"requiresTotp\" value=\"true\" checked", html);
        typed["timeZone"] = "America/Edmonton";
        // Whoever has no second factor would be locked out by it.
        var first = await browser.Send(page, $"{page}/save", typed);
        Assert.Equal(HttpStatusCode.Conflict, first.StatusCode);
        Assert.Contains(
            "no second factor yourself",
            await first.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
        typed.Remove("requiresTotp");
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Send(page, $"{page}/save", typed)).StatusCode);
        var community = await api();
        Assert.Equal("New neighbours", (string?)community["name"]);
        Assert.Equal("America/Edmonton", (string?)community["timeZone"]);
        Assert.Equal(["ar", "fr", "ps", "zh-Hant"], community["languages"]!.AsArray().Select(code => (string?)code));
        Assert.False((bool)community["interactive"]!);
        Assert.False((bool)community["requiresTotp"]!);
    }

    private sealed record Scene(AgencyInField Agency, CommunityInField Community, StaffInField Administrator);

    private async Task<(Scene Scene, string Page, Func<Task<JsonNode>> Api, Browser Browser)> Set()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        var administrator = await host.Field.Staff(agency, Role.CommunityAdministrator);
        return (
            new(agency, community, administrator),
            $"/{agency.Slug}/{community.Slug}/settings/standard",
            async () =>
            {
                using var client = host.As(administrator);
                return await client.Get($"/api/v1/communities/{community.Id}");
            },
            await host.SignInAs(administrator)
        );
    }

    private static async Task<string> Html(Browser browser, string page) =>
        await (await browser.Open(page)).Content.ReadAsStringAsync(Ct);

    [GeneratedRegex("name=\"seen\" value=\"([^\"]+)\"")]
    private static partial Regex Seen();
}
