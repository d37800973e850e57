using System.Text.Json.Nodes;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>A referral whose other side reads nothing for a while.</summary>
public sealed class SlowPartnerTests(PassingDays house) : IClassFixture<PassingDays>
{
    private static readonly TimeSpan TwoDays = TimeSpan.FromHours(49);

    private static int Count(JsonNode shown, string what) =>
        shown["timeline"]!.AsArray().Count(step => (string)step!["what"]! == what);

    /// <summary>A referral with particulars that the partner does not read.</summary>
    private async Task<string> Unread(ConsentPlace at)
    {
        await house.Stops(at.Partner);
        return (string)(await at.Refer())["id"]!;
    }

    private Task<JsonNode> Until(ConsentPlace at, string id, Func<JsonNode, bool> wanted) =>
        Eventually.Becomes(
            async () =>
            {
                using var lead = house.As(at.Moderator);
                return await lead.Get($"/api/v1/referrals/{id}");
            },
            wanted,
            TimeSpan.FromSeconds(40)
        );

    private async Task ReadsAgain(ConsentPlace at)
    {
        await house.Reads(at.Partner);
        // What was not acknowledged comes again within the hour.
        await Eventually.Becomes(
            async () =>
            {
                house.Time.Pass(TimeSpan.FromHours(2));
                using var partner = house.As(at.Worker);
                return (await partner.Get("/api/v1/referrals?direction=in"))["items"]!.AsArray().Count;
            },
            came => came > 0,
            TimeSpan.FromSeconds(40),
            TimeSpan.FromSeconds(2)
        );
    }

    [Fact]
    public async Task A_referral_that_was_taken_back_before_it_arrived_arrives_with_nothing_about_the_member()
    {
        var at = await ConsentPlace.On(house);
        var id = await Unread(at);
        using var lead = house.As(at.Moderator);
        await lead.Post($"/api/v1/referrals/{id}/withdraw", new JsonObject { ["reason"] = "Found work." });
        await ReadsAgain(at);

        var came = await at.Stands(at.Worker, "in", "withdrawn");
        Assert.Empty(came["shared"]!.AsArray());
        Assert.Equal("", (string)came["note"]!);
        Assert.Equal("Employment help", (string)came["service"]!);
        Assert.Equal("Found work.", (string)came["reason"]!);
        // Whoever referred still reads what they wrote.
        Assert.NotEmpty((await lead.Get($"/api/v1/referrals/{id}"))["shared"]!.AsArray());
    }

    [Fact]
    public async Task So_does_one_that_has_lapsed_unread()
    {
        var at = await ConsentPlace.On(house);
        var id = await Unread(at);
        house.Time.Pass(TwoDays);
        await Until(at, id, shown => Count(shown, "remind.acknowledge") == 1);
        house.Time.Pass(TimeSpan.FromDays(5));
        await Until(at, id, shown => (string)shown["state"]! == "lapsed");
        await ReadsAgain(at);
        var came = await at.Stands(at.Worker, "in", "lapsed");
        Assert.Empty(came["shared"]!.AsArray());
        Assert.Equal("", (string)came["note"]!);
    }

    [Fact]
    public async Task That_it_is_there_after_the_reminder_brings_no_second_one_and_no_longer_wait()
    {
        var at = await ConsentPlace.On(house);
        var id = await Unread(at);
        house.Time.Pass(TwoDays);
        await Until(at, id, shown => Count(shown, "remind.acknowledge") == 1);
        await ReadsAgain(at);
        var sent = await Until(at, id, shown => (string)shown["state"]! == "acknowledged");
        Assert.Equal("receiver", (string)sent["owes"]!);
        // Five days after the reminder, whatever came meanwhile.
        house.Time.Pass(TimeSpan.FromDays(5) - TimeSpan.FromHours(1));
        var lapsed = await Until(at, id, shown => (string)shown["state"]! == "lapsed");
        Assert.Equal(1, Count(lapsed, "remind.acknowledge"));
    }
}
