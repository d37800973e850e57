using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>What the doors of a referral do not let through: texts that no other side would take, promises without an end.</summary>
public sealed class LoopDoorTests(PassingDays house) : IClassFixture<PassingDays>
{
    [Theory]
    [InlineData("decline", "reason", 2000)]
    [InlineData("decline", "suggestion", 400)]
    [InlineData("redirect", "suggestion", 400)]
    [InlineData("redirect", "reason", 2000)]
    [InlineData("accept", "note", 2000)]
    public async Task A_text_is_refused_where_it_is_longer_than_the_other_side_takes(
        string act,
        string field,
        int longest
    )
    {
        var at = await ReferralsInField.Arrange(house);
        var referral = await at.Refer(await at.AskPrivately(RunningHost.Newcomer("Ali"), "Who mends shoes?"), "Shoes");
        using var partner = house.As(at.Worker);
        var body = new JsonObject { ["reason"] = "Full.", ["suggestion"] = "The library." };
        body[field] = new string('x', longest + 1);
        var refused = await partner.TryPost($"/api/v1/referrals/{referral.In}/{act}", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            $"\"{field}\"",
            await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        var shown = await partner.Get($"/api/v1/referrals/{referral.In}");
        Assert.Equal("acknowledged", (string)shown["state"]!);
        body[field] = new string('x', longest);
        await partner.Post($"/api/v1/referrals/{referral.In}/{act}", body);
    }

    [Fact]
    public async Task Nobody_promises_to_be_heard_of_later_than_the_sender_waits()
    {
        var at = await ReferralsInField.Arrange(house);
        var referral = await at.Refer(await at.AskPrivately(RunningHost.Newcomer("Eva"), "Who mends coats?"), "Coats");
        using var partner = house.As(at.Worker);
        var path = $"/api/v1/referrals/{referral.In}/accept";
        var refused = await partner.TryPost(path, new JsonObject { ["contactBy"] = In(11) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await partner.Post(path, new JsonObject { ["contactBy"] = In(9) });
        await at.Until(at.Moderator, referral.Out, shown => (string)shown["state"]! == "accepted");

        string In(int days) =>
            InstantPattern.General.Format(Instant.FromDateTimeOffset(house.Time.GetUtcNow()) + Duration.FromDays(days));
    }

    [Fact]
    public async Task A_promise_of_other_software_counts_as_far_as_the_sender_waits()
    {
        var at = await ReferralsInField.Arrange(house);
        await house.Stops(at.Partner);
        using var lead = house.As(at.Moderator);
        var inquiry = await at.AskPrivately(RunningHost.Newcomer("Lea"), "Who mends hats?");
        var referred = await lead.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject { ["agency"] = at.Partner.Slug, ["service"] = "Hats" }
        );
        var id = (string)referred["id"]!;
        await house.Says(
            at.Partner,
            at.Lead,
            "ReferralAccepted",
            Guid.Parse(id),
            1,
            new JsonObject { ["contactBy"] = "2150-01-01T00:00:00Z" }
        );
        var accepted = await at.Until(at.Moderator, id, shown => (string)shown["state"]! == "accepted");
        var by = InstantPattern.ExtendedIso.Parse((string)accepted["contactBy"]!).Value;
        Assert.True(by <= Instant.FromDateTimeOffset(house.Time.GetUtcNow()) + Duration.FromDays(10));
        Assert.Equal((string)accepted["contactBy"]!, (string)accepted["dueAt"]!);
    }

    [Fact]
    public async Task Once_the_consent_is_taken_back_no_answer_of_the_member_is_passed_on()
    {
        var at = await ReferralsInField.Arrange(house);
        var referral = await at.Refer(await at.AskPrivately(RunningHost.Newcomer("Ida"), "Who has a crib?"), "Cribs");
        await at.Complete(referral);
        using var lead = house.As(at.Moderator);
        using var partner = house.As(at.Worker);
        var shown = await lead.Get($"/api/v1/referrals/{referral.Out}");
        Assert.Equal(["followUp"], shown["acts"]!.AsArray().Select(act => (string)act!));
        await lead.Post($"/api/v1/consents/{shown["consentId"]}/withdraw");
        await at.Until(at.Worker, referral.In, side => side["consentEnded"] is not null);
        foreach (var (side, id) in new[] { (lead, referral.Out), (partner, referral.In) })
        {
            var refused = await side.TryPost(
                $"/api/v1/referrals/{id}/follow-ups",
                new JsonObject { ["answer"] = "no", ["note"] = "She told me." }
            );
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("consent_over", await refused.Code());
            var after = await side.Get($"/api/v1/referrals/{id}");
            Assert.Empty(after["acts"]!.AsArray());
            Assert.Null(after["helped"]);
            Assert.Empty(after["followUps"]!.AsArray());
        }
    }

    [Fact]
    public async Task The_words_of_an_inquiry_are_shared_as_long_as_a_message_may_be()
    {
        var at = await ReferralsInField.Arrange(house);
        var words = "Who helps with this? " + string.Join(' ', Enumerable.Repeat("carpentry", 400)) + " Thanks";
        var inquiry = await at.AskPrivately(RunningHost.Newcomer("Jana"), words);
        using var lead = house.As(at.Moderator);
        var referred = await lead.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = at.Partner.Slug,
                ["service"] = "Long stories",
                ["share"] = new JsonArray("inquiry"),
                ["consent"] = new JsonObject { ["given"] = "message", ["text"] = "Yes." },
            }
        );
        var shown = await lead.Get($"/api/v1/referrals/{referred["id"]}");
        Assert.Equal(words, (string)shown["shared"]!.AsArray().Single()!["text"]!);
    }
}
