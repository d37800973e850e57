using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>What a referral may stand on besides a new yes: an emergency that a second person is told of, and a yes of before.</summary>
public sealed class ConsentGroundTests(PassingDays house) : IClassFixture<PassingDays>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_an_emergency_the_chosen_colleague_is_told_at_once_and_the_referral_says_so()
    {
        var at = await ReferralsInField.Arrange(house);
        var colleague = await house.Field.Staff(at.Lead, "Second Sam", Role.Moderator);
        var sent = await Refer(at, colleague.Id.ToString());
        using var lead = house.As(at.Moderator);
        var referral = await lead.Get($"/api/v1/referrals/{sent["id"]}");
        Assert.Equal("Second Sam", (string)referral["secondPerson"]!);
        var consent = await lead.Get($"/api/v1/consents/{referral["consentId"]}");
        Assert.Equal("Second Sam", (string)consent["second"]!);
        using var theirs = await house.SignInAs(colleague);
        var told = await Html(theirs, "/sign-in/notifications");
        Assert.Contains($"/referrals/{sent["id"]}", told, StringComparison.Ordinal);
        // Nothing about the member.
        Assert.DoesNotContain("threatens", told, StringComparison.Ordinal);
        Assert.Contains(
            "Second Sam",
            await Html(await house.SignInAs(at.Moderator), $"/{at.Lead.Slug}/referrals/{sent["id"]}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_choice_the_administrators_are_told_and_with_nobody_to_tell_nothing_leaves()
    {
        var at = await ReferralsInField.Arrange(house);
        var alone = await Assert.ThrowsAsync<HttpRequestException>(() => Refer(at, null));
        Assert.Contains("nobody_to_tell", alone.Message, StringComparison.Ordinal);
        var (first, second) = (
            await house.Field.Staff(at.Lead, "Admin Ada", Role.AgencyAdministrator),
            await house.Field.Staff(at.Lead, "Admin Bo", Role.AgencyAdministrator)
        );
        var sent = await Refer(at, null);
        using var lead = house.As(at.Moderator);
        Assert.Equal(
            "Admin Ada, Admin Bo",
            (string)(await lead.Get($"/api/v1/referrals/{sent["id"]}"))["secondPerson"]!
        );
        foreach (var staff in new[] { first, second })
        {
            using var theirs = await house.SignInAs(staff);
            Assert.Contains(
                $"/referrals/{sent["id"]}",
                await Html(theirs, "/sign-in/notifications"),
                StringComparison.Ordinal
            );
        }
        // Neither oneself nor another agency's people.
        foreach (var nobody in new[] { at.Moderator.Id, at.Worker.Id })
            Assert.Contains(
                "no_colleague",
                (await Assert.ThrowsAsync<HttpRequestException>(() => Refer(at, nobody.ToString()))).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task A_yes_that_holds_is_used_again_for_the_same_member_agency_and_things_and_its_end_reaches_both()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Samir");
        var first = await at.Refer(await at.AskPrivately(who, "Who teaches French in the morning?"), "French");
        var again = await at.AskPrivately(who, "And who teaches driving in winter?");
        using var lead = house.As(at.Moderator);
        var live = Assert.Single((await lead.Get($"/api/v1/inquiries/{again["id"]}/consents"))["live"]!.AsArray())!;
        Assert.Equal(at.Partner.Slug, (string)live["agency"]!["slug"]!);
        var second = await at.Refer(again, "Driving", new JsonObject { ["id"] = live["id"]!.DeepClone() });
        var consent = await lead.Get($"/api/v1/consents/{live["id"]}");
        Assert.Equal(
            new[] { second.Out, first.Out },
            consent["referrals"]!.AsArray().Select(referral => (string)referral!["id"]!)
        );
        await lead.Post($"/api/v1/consents/{live["id"]}/withdraw");
        foreach (var side in new[] { first.In, second.In })
            await at.Until(at.Worker, side, shown => (string)shown["state"]! == "withdrawn");
        var third = await at.AskPrivately(who, "Who has a pram to give away?");
        Assert.Empty((await lead.Get($"/api/v1/inquiries/{third["id"]}/consents"))["live"]!.AsArray());
        var over = await Assert.ThrowsAsync<HttpRequestException>(() =>
            at.Refer(third, "Pram", new JsonObject { ["id"] = live["id"]!.DeepClone() })
        );
        Assert.Contains("consent_over", over.Message, StringComparison.Ordinal);
    }

    private async Task<JsonNode> Refer(ReferralsInField at, string? second)
    {
        const string Asks = "I cannot stay at home tonight, where can I go?";
        var inquiry = await at.AskPrivately(RunningHost.Newcomer("Aya"), $"{Asks} {Guid.CreateVersion7()}");
        using var lead = house.As(at.Moderator);
        return await lead.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = at.Partner.Slug,
                ["service"] = "Shelter",
                ["share"] = new JsonArray("name"),
                ["consent"] = new JsonObject
                {
                    ["ground"] = "emergency",
                    ["clause"] = "5",
                    ["reason"] = "Somebody threatens her.",
                    ["notified"] = "The police.",
                    ["second"] = second,
                },
            }
        );
    }

    private static async Task<string> Html(Browser browser, string path)
    {
        using var answer = await browser.Open(path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
    }
}
