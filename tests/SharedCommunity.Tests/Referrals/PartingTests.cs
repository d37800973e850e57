using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>An agency leaves a community, or is suspended, while what it referred there is under way.</summary>
public sealed class PartingTests(PassingDays house) : IClassFixture<PassingDays>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_inquiries_are_the_communitys_again_the_other_agency_stops_and_the_member_knows(bool suspended)
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Rima");
        const string Text = "Who can help me with my balcony?";
        await house.TelegramSaysPrivately(at.Group, who, Text);
        var inquiry = await house.InquiryOf(at.Community, at.Other, Text);
        using var leaver = house.As(at.Other);
        await leaver.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = at.Partner.Slug,
                ["service"] = "Balconies",
                ["share"] = new JsonArray("name"),
                ["consent"] = new JsonObject { ["given"] = "message", ["text"] = "Yes." },
            }
        );
        var referral = await Came(at, "acknowledged");

        if (suspended)
        {
            using var boss = house.As(await house.Field.Staff(at.Lead, Role.AgencyAdministrator));
            await boss.Patch(
                $"/api/v1/communities/{at.Community.Id}/co-hosts/{at.Other.Agency.Id}",
                new JsonObject { ["state"] = "suspended" }
            );
        }
        else
            await leaver.Post($"/api/v1/communities/{at.Community.Id}/leave");

        var open = await Eventually.Becomes(
            async () =>
            {
                using var lead = house.As(at.Moderator);
                return (await lead.Get($"/api/v1/communities/{at.Community.Id}/queue"))["items"]!
                    .AsArray()
                    .FirstOrDefault(item => (string)item!["id"]! == (string)inquiry["id"]!);
            },
            found => found is not null
        );
        Assert.Equal("open", (string)open!["state"]!);
        Assert.NotNull(open["respondBy"]);
        Assert.Equal((string)referral["id"]!, (string)(await Came(at, "withdrawn"))["id"]!);
        await at.Hears(who, "need not contact you about “Balconies”");
        // To whom it went is still nobody else's business.
        using var other = house.As(at.Moderator);
        Assert.DoesNotContain(
            "Balconies",
            (await other.Get($"/api/v1/communities/{at.Community.Id}/messages")).ToJsonString(),
            StringComparison.Ordinal
        );
    }

    private async Task<JsonNode> Came(ReferralsInField at, string state) =>
        (
            await Eventually.Becomes(
                async () =>
                {
                    using var partner = house.As(at.Worker);
                    return (await partner.Get("/api/v1/referrals?direction=in"))["items"]!.AsArray();
                },
                items => items is [{ } only] && (string)only["state"]! == state
            )
        )[0]!;
}
