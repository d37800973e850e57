using System.Text.Json.Nodes;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>What becomes of an inquiry and of everybody's day when a referral of it goes on, or does not.</summary>
public sealed class AfterwardsTests(PassingDays house) : IClassFixture<PassingDays>
{
    private const string Asked = "A week ago";
    private static readonly TimeSpan AWeek = TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1);

    private async Task<(string Out, string In)> KeepOpen(ReferralsInField at, JsonNode inquiry, string service)
    {
        using var lead = house.As(at.Moderator);
        var referred = await lead.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject
            {
                ["agency"] = at.Partner.Slug,
                ["service"] = service,
                ["keepOpen"] = true,
            }
        );
        var came = await Eventually.Becomes(
            async () =>
            {
                using var partner = house.As(at.Worker);
                return (await partner.Get("/api/v1/referrals?direction=in"))["items"]!.AsArray();
            },
            items => items.Any(item => (string)item!["service"]! == service)
        );
        return ((string)referred["id"]!, (string)came.First(item => (string)item!["service"]! == service)!["id"]!);
    }

    private Task<JsonNode> Inquiry(ReferralsInField at, JsonNode inquiry, Func<JsonNode, bool> wanted) =>
        Eventually.Becomes(
            async () =>
            {
                using var lead = house.As(at.Moderator);
                return await lead.Get($"/api/v1/inquiries/{inquiry["id"]}");
            },
            wanted
        );

    private Task<JsonNode> Today(StaffInField staff, Func<JsonNode, bool> wanted) =>
        Eventually.Becomes(
            async () =>
            {
                using var client = house.As(staff);
                return await client.Get("/api/v1/referrals/today");
            },
            wanted
        );

    private static bool Lists(JsonNode today, string list, string id) =>
        today[list]!.AsArray().Any(card => (string)card!["id"]! == id);

    [Fact]
    public async Task An_inquiry_that_is_referred_and_kept_open_is_still_due_as_it_was_promised()
    {
        var at = await ReferralsInField.Arrange(house);
        var asked = await at.AskPrivately(RunningHost.Newcomer("Adel"), "Who can help me with my stairs?");
        await KeepOpen(at, asked, "Stairs");
        var open = await Inquiry(at, asked, _ => true);
        Assert.NotNull(asked["respondBy"]);
        Assert.Equal((string)asked["respondBy"]!, (string)open["respondBy"]!);
        Assert.NotEqual("closed", (string)open["state"]!);
    }

    [Fact]
    public async Task One_that_was_answered_and_kept_open_too_is_due_again_when_the_referral_did_not_help()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Basma");
        var asked = await at.AskPrivately(who, "Who can help me with my roof?");
        using var lead = house.As(at.Moderator);
        await lead.Post(
            $"/api/v1/inquiries/{asked["id"]}/answer",
            new JsonObject
            {
                ["text"] = "We ask around.",
                ["version"] = (int)asked["version"]!,
                ["keepOpen"] = true,
            }
        );
        var referral = await KeepOpen(at, asked, "Roofs");
        Assert.Null((await Inquiry(at, asked, _ => true))["respondBy"]);
        await at.Complete(referral);
        house.Time.Pass(AWeek);
        await at.Hears(who, Asked);
        await at.Tap(who, Asked, "No");
        await at.Hears(who, "Your question is open again");
        var open = await Inquiry(at, asked, shown => shown["respondBy"] is not null);
        Assert.Equal(at.Moderator.DisplayName, (string)open["claim"]!["staff"]!);
    }

    [Fact]
    public async Task A_member_is_not_told_that_it_is_open_again_where_somebody_is_on_it_anyway()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Caro");
        var asked = await at.AskPrivately(who, "Who can help me with my cellar?");
        var referral = await KeepOpen(at, asked, "Cellars");
        await at.Complete(referral);
        house.Time.Pass(AWeek);
        await at.Hears(who, Asked);
        await at.Tap(who, Asked, "No");
        await at.Hears(who, "Write to us here what is still missing");
        Assert.DoesNotContain(at.Read(who), text => text.Contains("open again", StringComparison.Ordinal));
        // Its own promise runs on.
        Assert.Equal((string)asked["respondBy"]!, (string)(await Inquiry(at, asked, _ => true))["respondBy"]!);
    }

    [Theory]
    [InlineData("notReached")]
    [InlineData("notEligible")]
    public async Task Help_that_did_not_reach_the_member_gives_the_inquiry_back_and_nobody_asks_how_it_went(
        string outcome
    )
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Dario");
        var asked = await at.AskPrivately(who, "Who can help me with my garden?");
        var referral = await at.Refer(asked, "Gardens");
        await at.Complete(referral, outcome);
        var open = await Inquiry(at, asked, shown => (string)shown["state"]! == "open");
        Assert.NotNull(open["respondBy"]);
        Assert.Equal(at.Lead.Slug, (string)open["assignedTo"]!);
        await Today(at.Moderator, today => Lists(today, "cameBack", referral.Out));
        var shown = await at.Until(at.Moderator, referral.Out, _ => true);
        Assert.Empty(shown["followUps"]!.AsArray());
    }

    [Fact]
    public async Task A_member_who_still_waits_stands_in_the_day_of_whoever_completed_it_until_that_changes()
    {
        var at = await ReferralsInField.Arrange(house);
        var referral = await at.Refer(
            await at.AskPrivately(RunningHost.Newcomer("Enzo"), "Who can help me with my door?"),
            "Doors"
        );
        await at.Complete(referral);
        using var lead = house.As(at.Moderator);
        var path = $"/api/v1/referrals/{referral.Out}/follow-ups";
        await lead.Post(path, new JsonObject { ["answer"] = "stillWaiting" });
        await Today(at.Worker, today => Lists(today, "stillWaiting", referral.In));
        using var browser = await house.SignInAs(at.Worker);
        using var page = await browser.Open($"/{at.Partner.Slug}/referrals/today");
        Assert.Contains(
            "Still waiting",
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        await lead.Post(path, new JsonObject { ["answer"] = "helped" });
        await Today(at.Worker, today => !Lists(today, "stillWaiting", referral.In));
    }

    [Fact]
    public async Task What_came_back_is_owed_until_the_inquiry_is_seen_to()
    {
        var at = await ReferralsInField.Arrange(house);
        var asked = await at.AskPrivately(RunningHost.Newcomer("Farid"), "Who can help me with my window?");
        var referral = await at.Refer(asked, "Windows");
        using var partner = house.As(at.Worker);
        await partner.Post($"/api/v1/referrals/{referral.In}/decline", new JsonObject { ["reason"] = "Full." });
        var declined = await at.Until(at.Moderator, referral.Out, shown => (string)shown["state"]! == "declined");
        Assert.Equal("sender", (string)declined["owes"]!);
        await Today(at.Moderator, today => Lists(today, "cameBack", referral.Out));

        var open = await Inquiry(at, asked, shown => (string)shown["state"]! == "open");
        using var lead = house.As(at.Moderator);
        await lead.Post(
            $"/api/v1/inquiries/{asked["id"]}/answer",
            new JsonObject { ["text"] = "The library helps.", ["version"] = (int)open["version"]! }
        );
        Assert.Equal("nobody", (string)(await lead.Get($"/api/v1/referrals/{referral.Out}"))["owes"]!);
        Assert.False(Lists(await lead.Get("/api/v1/referrals/today"), "cameBack", referral.Out));
    }

    [Fact]
    public async Task What_the_other_agency_is_late_with_stands_in_the_senders_day()
    {
        var at = await ReferralsInField.Arrange(house);
        var referral = await at.Refer(
            await at.AskPrivately(RunningHost.Newcomer("Gil"), "Who can help me with my oven?"),
            "Ovens"
        );
        Assert.False(Lists(await Today(at.Moderator, _ => true), "slow", referral.Out));
        using var browser = await house.SignInAs(at.Moderator);
        using var stream = new StreamReader(await browser.Follow($"/live?agency={at.Lead.Slug}"));
        house.Time.Pass(TimeSpan.FromHours(49));
        // Its reminder is told to the open pages of both.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? line;
        do line = await stream.ReadLineAsync(patience.Token);
        while (line != $"data: referrals:{at.Lead.Id}");
        await Today(at.Moderator, today => Lists(today, "slow", referral.Out));
        await Today(at.Worker, today => Lists(today, "late", referral.In));
        // Who was signed in two days ago is not any more.
        using var later = await house.SignInAs(at.Moderator);
        using var page = await later.Open($"/{at.Lead.Slug}/referrals/today");
        Assert.Contains(
            "The other agency is late",
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_question_that_did_not_reach_the_member_is_for_staff_to_ask()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Hala");
        var referral = await at.Refer(await at.AskPrivately(who, "Who can help me with my lamp?"), "Lamps");
        await at.Complete(referral);
        await at.Hears(who, "is done");
        house.Telegram.Fail(who.Id, [.. Enumerable.Repeat(Failure.BlockedByUser, 20)]);
        house.Time.Pass(AWeek);
        await Today(at.Moderator, today => Lists(today, "toAsk", referral.Out));
        var shown = await at.Until(at.Moderator, referral.Out, _ => true);
        Assert.Contains(shown["followUps"]!.AsArray(), one => (bool)one!["byHand"]!);
    }
}
