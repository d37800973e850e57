using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>To whom an inquiry may be referred: in which order, and why.</summary>
public sealed class ReferToTests(HostFixture house) : IClassFixture<HostFixture>
{
    private sealed record Place(
        AgencyInField Lead,
        AgencyInField Third,
        CommunityInField Community,
        StaffInField Moderator,
        StaffInField Other
    );

    private async Task<Place> Arrange()
    {
        var (lead, third) = (await house.Field.Agency("Lead"), await house.Field.Agency("Third"));
        var community = await house.Field.Community(lead, [third]);
        return new(
            lead,
            third,
            community,
            await house.Field.Staff(lead, Role.Moderator),
            await house.Field.Staff(third, Role.Moderator)
        );
    }

    private async Task<AgencyInField> Partner(Place at, string name, JsonNode? services = null, string languages = "en")
    {
        var partner = await house.Field.Agency(name);
        await house.Field.CoHosts(at.Community, partner, "ReferralPartner");
        var boss = await house.Field.Staff(partner, Role.AgencyAdministrator);
        await house.Database.Administer(
            $"update communities.staff set languages = '{{{languages}}}' where id = '{boss.Id}'"
        );
        if (services is not null)
            await Say(boss, services);
        return partner;
    }

    private async Task Say(StaffInField boss, JsonNode services)
    {
        using var program = house.As(boss);
        var said = await program.PutAsync(
            new Uri($"/api/v1/agencies/{boss.Agency.Id}/services", UriKind.Relative),
            new StringContent(services.ToJsonString(), null, "application/json"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.OK, said.StatusCode);
    }

    private static JsonObject Services(string topic, params string[] days) =>
        new()
        {
            ["topics"] = new JsonArray(topic),
            ["timeZone"] = "America/Toronto",
            ["hours"] =
                days.Length == 0
                    ? []
                    : new JsonArray(
                        new JsonObject
                        {
                            ["days"] = new JsonArray([.. days.Select(day => (JsonNode)day)]),
                            ["from"] = "00:00",
                            ["to"] = "24:00",
                        }
                    ),
        };

    private static readonly string[] EveryDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    // Neither today nor tomorrow, wherever the test runs.
    private static string AnotherDay => EveryDay[((int)TimeProvider.System.GetUtcNow().DayOfWeek + 6 + 3) % 7];

    private async Task<JsonNode> Asked(Place at, StaffInField by, string topic, string language, string text)
    {
        using var program = house.As(by);
        return await program.Post(
            $"/api/v1/communities/{at.Community.Id}/inquiries",
            new JsonObject
            {
                ["text"] = text,
                ["source"] = "phone",
                ["name"] = "Samira",
                ["language"] = language,
                ["topics"] = new JsonArray(topic),
            }
        );
    }

    private async Task<List<JsonNode>> Ranked(StaffInField by, JsonNode inquiry)
    {
        using var program = house.As(by);
        return
        [
            .. (await program.Get($"/api/v1/inquiries/{inquiry["id"]}/refer-to"))["items"]!
                .AsArray()
                .Select(one => one!),
        ];
    }

    private static string Why(List<JsonNode> ranked, AgencyInField agency) =>
        string.Join(
            " · ",
            ranked.Single(one => (string)one["slug"]! == agency.Slug)["why"]!.AsArray().Select(why => (string)why!)
        );

    private async Task Refer(StaffInField by, JsonNode inquiry, AgencyInField to)
    {
        using var program = house.As(by);
        await program.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject { ["agency"] = to.Slug, ["service"] = "A room" }
        );
    }

    [Fact]
    public async Task Topic_comes_before_language_language_before_hours_and_each_row_says_why()
    {
        var at = await Arrange();
        // Named so that the alphabet alone would have it the other way round.
        var unsaid = await Partner(at, "Aaa unsaid");
        var other = await Partner(at, "Bbb other topics", Services("health", EveryDay), "ar");
        var closed = await Partner(at, "Ccc housing closed", Services("housing", AnotherDay));
        var open = await Partner(at, "Ddd housing open", Services("housing", EveryDay));
        var arabic = await Partner(at, "Eee housing Arabic", Services("housing", AnotherDay), "en,ar");
        var inquiry = await Asked(at, at.Moderator, "housing", "ar", "أبحث عن غرفة");

        var ranked = await Ranked(at.Moderator, inquiry);
        string[] expected = [arabic.Slug, open.Slug, closed.Slug];
        Assert.Equal(expected, ranked.Take(3).Select(one => (string)one["slug"]!));
        Assert.True(
            ranked.FindIndex(one => (string)one["slug"]! == unsaid.Slug)
                < ranked.FindIndex(one => (string)one["slug"]! == other.Slug),
            "Who has not said what they help with may be right; who helps with other things is not."
        );
        Assert.Equal(at.Lead.Slug, (string)ranked[^1]["slug"]!);
        Assert.StartsWith("helps with: Housing · speaks Arabic · closed now, opens ", Why(ranked, arabic));
        Assert.Equal(
            "helps with: Housing · nobody there speaks Arabic · open now · 0 of yours waiting",
            Why(ranked, open)
        );
        Assert.StartsWith("helps with other topics · speaks Arabic", Why(ranked, other));
        Assert.Contains("has not said its topics", Why(ranked, unsaid), StringComparison.Ordinal);
        Assert.Contains("has not said its hours", Why(ranked, unsaid), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_that_fit_alike_the_one_with_fewer_of_ones_own_waiting_comes_first_and_nobody_elses_count()
    {
        var at = await Arrange();
        var busy = await Partner(at, "Aaa busy", Services("housing", EveryDay));
        var free = await Partner(at, "Bbb free", Services("housing", EveryDay));
        foreach (var text in new[] { "A first room", "A second room" })
            await Refer(at.Moderator, await Asked(at, at.Moderator, "housing", "en", text), busy);
        await Refer(at.Other, await Asked(at, at.Other, "housing", "en", "A third room"), free);
        var inquiry = await Asked(at, at.Moderator, "housing", "en", "A fourth room");

        var ours = await Ranked(at.Moderator, inquiry);
        string[] expected = [free.Slug, busy.Slug];
        Assert.Equal(expected, ours.Take(2).Select(one => (string)one["slug"]!));
        Assert.Equal((0, 2), ((int)ours[0]["waiting"]!, (int)ours[1]["waiting"]!));
        Assert.Contains("2 of yours waiting", Why(ours, busy), StringComparison.Ordinal);

        var theirs = await Ranked(at.Other, inquiry);
        expected = [busy.Slug, free.Slug];
        Assert.Equal(expected, theirs.Take(2).Select(one => (string)one["slug"]!));
        Assert.Equal((0, 1), ((int)theirs[0]["waiting"]!, (int)theirs[1]["waiting"]!));
    }

    [Fact]
    public async Task The_form_offers_them_in_that_order_with_the_reasons_and_three_steps()
    {
        var at = await Arrange();
        await Partner(at, "Aaa health", Services("health", EveryDay));
        var housing = await Partner(at, "Bbb housing", Services("housing", EveryDay));
        var inquiry = await Asked(at, at.Moderator, "housing", "en", "Where is a room for two?");
        using var browser = await house.SignInAs(at.Moderator);
        var page = $"/{at.Lead.Slug}/{at.Community.Slug}/queue?inquiry={inquiry["id"]}";
        using var shown = await browser.Open(page);
        var html = await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(
            html.IndexOf("Bbb housing", StringComparison.Ordinal) < html.IndexOf("Aaa health", StringComparison.Ordinal)
        );
        Assert.Contains("helps with: Housing", html, StringComparison.Ordinal);
        foreach (var step in new[] { 1, 2, 3 })
            Assert.Contains($"id=\"refer-step-{step}-{inquiry["id"]}\"", html, StringComparison.Ordinal);

        using var sent = await browser.Send(
            page,
            $"/{at.Lead.Slug}/{at.Community.Slug}/inquiries/{inquiry["id"]}/refer",
            new()
            {
                ["to"] = housing.Slug,
                ["service"] = "A room",
                ["share"] = "Language",
            }
        );
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        // The way from the inquiry to what became of it, for the agency that referred and for no other.
        using var after = await browser.Open(page);
        Assert.Contains(
            $"href=\"/{at.Lead.Slug}/referrals/",
            await after.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        using var third = await house.SignInAs(at.Other);
        using var seen = await third.Open($"/{at.Third.Slug}/{at.Community.Slug}/queue?inquiry={inquiry["id"]}");
        var theirs = await seen.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Where is a room for two?", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "/referrals/",
            theirs.Replace("/referrals\"", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }
}
