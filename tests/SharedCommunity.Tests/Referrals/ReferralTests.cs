using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>A referral as two agencies live it, over the bus in memory, through the API alone.</summary>
public sealed class ReferralTests(HostFixture house) : IClassFixture<HostFixture>
{
    private sealed record Place(
        AgencyInField Lead,
        AgencyInField Partner,
        AgencyInField Third,
        CommunityInField Community,
        GroupInField Group,
        StaffInField Moderator,
        StaffInField Worker,
        StaffInField Other
    );

    private async Task<Place> Arrange()
    {
        var (lead, partner, third) = (
            await house.Field.Agency(),
            await house.Field.Agency(),
            await house.Field.Agency()
        );
        var community = await house.Field.Community(lead, [third]);
        await house.Field.CoHosts(community, partner, "ReferralPartner");
        return new(
            lead,
            partner,
            third,
            community,
            await house.TelegramGroup(community, lead),
            await house.Field.Staff(lead, Role.Moderator),
            await house.Field.Staff(partner, Role.CaseWorker),
            await house.Field.Staff(third, Role.AgencyAdministrator, Role.Moderator, Role.CaseWorker)
        );
    }

    private async Task<JsonNode> Ask(Place at, string text)
    {
        await house.TelegramSays(at.Group, RunningHost.Newcomer("Salma"), text);
        return await house.InquiryOf(at.Community, at.Moderator, text);
    }

    private static JsonObject To(AgencyInField agency) =>
        new()
        {
            ["agency"] = agency.Slug,
            ["service"] = "Employment help",
            ["share"] = new JsonArray("name", "language", "inquiry"),
            ["consent"] = new JsonObject { ["given"] = "message", ["text"] = "Yes, please." },
            ["note"] = "Came in spring.",
        };

    private async Task<JsonNode> Incoming(Place at, string state) =>
        (
            await Eventually.Becomes(
                async () =>
                {
                    using var partner = house.As(at.Worker);
                    return (await partner.Get("/api/v1/referrals?direction=in"))["items"]!.AsArray();
                },
                items => items.Any(item => (string)item!["state"]! == state)
            )
        ).First(item => (string)item!["state"]! == state)!;

    private async Task<JsonNode> Outgoing(Place at, string state) =>
        (
            await Eventually.Becomes(
                async () =>
                {
                    using var lead = house.As(at.Moderator);
                    return (await lead.Get("/api/v1/referrals?direction=out"))["items"]!.AsArray();
                },
                items => items.Any(item => (string)item!["state"]! == state)
            )
        ).First(item => (string)item!["state"]! == state)!;

    [Fact]
    public async Task Who_moderates_one_community_alone_follows_what_they_refer_there_and_takes_it_back()
    {
        var at = await Arrange();
        var (here, elsewhere) = (
            await house.Field.Staff(at.Lead, Role.Moderator),
            await house.Field.Staff(at.Lead, Role.Moderator)
        );
        var other = await house.Field.Community(at.Lead);
        foreach (var (staff, community) in new[] { (here, at.Community), (elsewhere, other) })
            await house.Database.Administer(
                $"update communities.staff_roles set community_id = '{community.Id}' where staff_id = '{staff.Id}'"
            );
        var inquiry = await Ask(at, "Who mends winter boots in this part of town?");
        using var moderator = house.As(here);
        var referred = await moderator.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", To(at.Partner));
        var address = $"/api/v1/referrals/{referred["id"]}";
        Assert.Equal("out", (string)(await moderator.Get(address))["direction"]!);
        using var stranger = house.As(elsewhere);
        using var refused = await stranger.GetAsync(
            new Uri(address, UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        var taken = await moderator.Post($"{address}/withdraw", new JsonObject { ["reason"] = "No longer needed." });
        Assert.Equal("withdrawn", (string)taken["state"]!);
    }

    [Fact]
    public async Task A_referral_goes_out_is_taken_on_and_completed_and_both_sides_agree()
    {
        var at = await Arrange();
        var inquiry = await Ask(at, "Who can help me find work as a carpenter?");
        using var lead = house.As(at.Moderator);
        using var partner = house.As(at.Worker);
        var referred = await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", To(at.Partner));
        Assert.Equal("closed", (string)referred["inquiry"]!["state"]!);
        Assert.Equal(1, (int)referred["inquiry"]!["referrals"]!);

        var came = await Incoming(at, "acknowledged");
        Assert.Equal("in", (string)came["direction"]!);
        Assert.Equal(at.Lead.Slug, (string)came["agency"]!["slug"]!);
        Assert.Equal("Employment help", (string)came["service"]!);
        Assert.Contains("carpenter", came["shared"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("receiver", (string)came["owes"]!);
        await Outgoing(at, "acknowledged");

        await partner.Post($"/api/v1/referrals/{came["id"]}/accept", new JsonObject { ["note"] = "Tomorrow." });
        Assert.Equal(at.Worker.DisplayName, (string)(await Outgoing(at, "accepted"))["worker"]!);
        await partner.Post($"/api/v1/referrals/{came["id"]}/contact");
        await Outgoing(at, "contactMade");
        await partner.Post($"/api/v1/referrals/{came["id"]}/complete", new JsonObject { ["outcome"] = "helped" });
        var closed = await Outgoing(at, "completed");
        Assert.Equal("helped", (string)closed["outcome"]!);
        Assert.Equal("nobody", (string)closed["owes"]!);
        var shown = await lead.Get($"/api/v1/referrals/{closed["id"]}");
        Assert.Equal(
            ["ReferralSent", "Acknowledgement", "ReferralAccepted", "ContactMade", "ReferralCompleted"],
            shown["timeline"]!.AsArray().Select(step => (string)step!["what"]!)
        );
        var theirs = await partner.Get($"/api/v1/referrals/{came["id"]}");
        Assert.Equal(
            ["ReferralSent", "accept", "contact", "complete"],
            theirs["timeline"]!.AsArray().Select(step => (string)step!["what"]!)
        );
    }

    [Fact]
    public async Task What_comes_at_one_instant_stays_in_the_order_in_which_it_was_said()
    {
        var at = await Arrange();
        using var lead = house.As(at.Moderator);
        for (var i = 0; i < 5; i++)
        {
            var inquiry = await Ask(at, $"Who can help me find work as a carpenter number {i}?");
            var referred = await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", To(at.Partner));
            await Eventually.Becomes(
                () => lead.Get($"/api/v1/referrals/{referred["id"]}"),
                referral => (string)referral["state"]! == "acknowledged"
            );
            // All in one unit of work; the middle one comes last.
            await house
                .Services.GetRequiredService<Arrivals>()
                .Take(
                    new(AgencyId.From(at.Lead.Id), at.Lead.Slug),
                    [
                        Said("ReferralAccepted", 1, new JsonObject()),
                        Said("ReferralCompleted", 3, new JsonObject { ["outcome"] = "helped" }),
                        Said("ContactMade", 2, new JsonObject()),
                    ],
                    TestContext.Current.CancellationToken
                );
            var shown = await lead.Get($"/api/v1/referrals/{referred["id"]}");
            Assert.Equal(
                ["ReferralSent", "Acknowledgement", "ReferralAccepted", "ContactMade", "ReferralCompleted"],
                shown["timeline"]!.AsArray().Select(step => (string)step!["what"]!)
            );

            Arrival Said(string type, int sequence, JsonObject body)
            {
                var text = new JsonObject
                {
                    ["id"] = Guid.CreateVersion7(),
                    ["type"] = type,
                    ["version"] = 1,
                    ["from"] = at.Partner.Slug,
                    ["to"] = at.Lead.Slug,
                    ["referralId"] = (string)referred["id"]!,
                    ["sequence"] = sequence,
                    ["acknowledges"] = 1,
                    ["body"] = body,
                }.ToJsonString();
                return new(Wire.Read(text), null, text);
            }
        }
    }

    [Fact]
    public async Task To_another_team_of_ones_own_agency_it_is_the_same_loop_without_the_bus()
    {
        var at = await Arrange();
        var inquiry = await Ask(at, "Who helps with a rent contract?");
        using var lead = house.As(at.Moderator);
        var referred = await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", To(at.Lead));
        var both = (await lead.Get("/api/v1/referrals"))["items"]!.AsArray();
        Assert.Equal(2, both.Count);
        Assert.All(both, side => Assert.Equal("acknowledged", (string)side!["state"]!));
        var incoming = both.Single(side => (string)side!["direction"]! == "in")!;
        await lead.Post($"/api/v1/referrals/{incoming["id"]}/accept");
        Assert.Equal("accepted", (string)(await lead.Get($"/api/v1/referrals/{referred["id"]}"))["state"]!);
    }

    [Fact]
    public async Task Only_what_was_ticked_leaves()
    {
        var at = await Arrange();
        var inquiry = await Ask(at, "Where is the confidential lawyer for my case?");
        using var lead = house.As(at.Moderator);
        var body = To(at.Partner);
        body["share"] = new JsonArray("language");
        body.Remove("consent");
        await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", body);
        var came = (await Incoming(at, "acknowledged")).ToJsonString();
        Assert.DoesNotContain("confidential", came, StringComparison.Ordinal);
        Assert.DoesNotContain("Salma", came, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", null, "no_ground")]
    [InlineData("inquiry", null, "no_ground")]
    [InlineData("name", """{"given":"verbal","scope":["inquiry"]}""", "beyond_ground")]
    [InlineData("name", """{"ground":"implied"}""", "invalid_value")]
    [InlineData("name", """{"ground":"emergency","clause":"5"}""", "invalid_value")]
    public async Task Nothing_personal_leaves_without_a_ground_that_covers_it(
        string share,
        string? consent,
        string code
    )
    {
        var at = await Arrange();
        var inquiry = await Ask(at, "Who can help me with my papers?");
        using var lead = house.As(at.Moderator);
        var body = To(at.Partner);
        body["share"] = new JsonArray(share);
        body["consent"] = consent is null ? null : JsonNode.Parse(consent);
        var refused = await lead.TryPost($"/api/v1/inquiries/{inquiry["id"]}/refer", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(code, await refused.Code());
        Assert.Empty((await lead.Get("/api/v1/referrals"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_was_declined_comes_back_to_the_agency_that_referred()
    {
        var at = await Arrange();
        var inquiry = await Ask(at, "Can somebody drive me to the clinic?");
        using var lead = house.As(at.Moderator);
        using var partner = house.As(at.Worker);
        await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", To(at.Partner));
        var came = await Incoming(at, "acknowledged");
        var refused = await partner.TryPost($"/api/v1/referrals/{came["id"]}/decline");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await partner.Post(
            $"/api/v1/referrals/{came["id"]}/decline",
            new JsonObject { ["reason"] = "We have no drivers.", ["suggestion"] = "The library knows volunteers." }
        );
        var back = await Outgoing(at, "declined");
        Assert.Equal("We have no drivers.", (string)back["reason"]!);
        Assert.Equal("sender", (string)back["owes"]!);
        var open = await house.InquiryOf(at.Community, at.Moderator, "drive me to the clinic");
        Assert.Equal(at.Lead.Slug, (string)open["assignedTo"]!);
    }

    [Fact]
    public async Task A_third_agency_learns_that_it_was_referred_and_nothing_else()
    {
        var at = await Arrange();
        var inquiry = await Ask(at, "Who teaches French in the evening?");
        using var lead = house.As(at.Moderator);
        var referred = await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", To(at.Partner));
        var came = await Incoming(at, "acknowledged");
        using var other = house.As(at.Other);
        var seen = (await other.Get($"/api/v1/inquiries/{inquiry["id"]}")).ToJsonString();
        Assert.Contains("referred", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(at.Partner.Slug, seen, StringComparison.Ordinal);
        Assert.Empty((await other.Get("/api/v1/referrals"))["items"]!.AsArray());
        foreach (var id in new[] { referred["id"], came["id"] })
        {
            var answer = await other.GetAsync(
                new Uri($"/api/v1/referrals/{id}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task What_the_loop_does_not_allow_now_is_refused_in_words()
    {
        var at = await Arrange();
        var inquiry = await Ask(at, "Where can I borrow winter clothes?");
        using var lead = house.As(at.Moderator);
        using var partner = house.As(at.Worker);
        await lead.Post($"/api/v1/inquiries/{inquiry["id"]}/refer", To(at.Partner));
        var came = await Incoming(at, "acknowledged");
        var early = await partner.TryPost($"/api/v1/referrals/{came["id"]}/contact");
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        Assert.Equal("referral_not_now", await early.Code());
        Assert.Equal(["accept", "decline", "redirect"], came["acts"]!.AsArray().Select(act => (string)act!));
    }
}
