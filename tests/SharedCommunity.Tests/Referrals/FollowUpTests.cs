using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>Some time after a referral was completed the member is asked whether it helped.</summary>
public sealed class FollowUpTests(PassingDays house) : IClassFixture<PassingDays>
{
    private const string Asked = "A week ago";
    private static readonly TimeSpan AWeek = TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1);

    private static bool Has(JsonNode shown, string what) =>
        shown["timeline"]!.AsArray().Any(step => (string)step!["what"]! == what);

    private static int Count(JsonNode shown, string what) =>
        shown["timeline"]!.AsArray().Count(step => (string)step!["what"]! == what);

    [Fact]
    public async Task A_week_after_completion_the_member_is_asked_and_one_tap_is_known_on_both_sides()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Salma");
        var inquiry = await at.AskPrivately(who, "Who can help me find work as a carpenter?");
        var referral = await at.Refer(inquiry, "Employment help");
        await at.Complete(referral);
        await at.Hears(who, "tells us that “Employment help” is done");
        Assert.DoesNotContain(at.Read(who), text => text.Contains(Asked, StringComparison.Ordinal));

        house.Time.Pass(AWeek);
        var asked = await at.Hears(who, Asked);
        Assert.Contains("Employment help", asked, StringComparison.Ordinal);
        Assert.Contains("Did it help you?", asked, StringComparison.Ordinal);
        var followUp = await at.FollowUp(Asked);
        await at.Tap(who, Asked, "In part");

        var sender = await at.Until(at.Moderator, referral.Out, shown => Has(shown, "followUp"));
        var receiver = await at.Until(at.Worker, referral.In, shown => Has(shown, "FollowUpRecorded"));
        foreach (var side in new[] { sender, receiver })
        {
            Assert.Equal("partly", (string)side["helped"]!);
            var step = side["timeline"]!.AsArray().Last()!;
            Assert.Equal("partly", (string)step["helped"]!);
            Assert.True((bool)step["byMember"]!);
            Assert.Equal("completed", (string)side["state"]!);
        }
        Assert.Equal("message", (string)sender["followUps"]!.AsArray().First()!["way"]!);
        Assert.Equal("otherSide", (string)Assert.Single(receiver["followUps"]!.AsArray())!["way"]!);
        await at.Hears(who, "Write to us here what is still missing");
        // The one after four weeks is still to come.
        Assert.Contains(sender["followUps"]!.AsArray(), one => one!["askedAt"] is null);

        // Taps come again: the platform repeats, and thumbs do.
        await at.Tap(who, Asked, "No");
        await at.Forge(who, Asked, $"followUp:{followUp}:Partly");
        await at.Forge(who, Asked, $"followUp:{followUp}:No");
        await Emptied();
        sender = await at.Until(at.Moderator, referral.Out, _ => true);
        Assert.Equal("partly", (string)sender["helped"]!);
        Assert.Equal(1, Count(sender, "followUp"));
    }

    [Fact]
    public async Task A_no_opens_the_inquiry_again_with_the_moderator_who_referred()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Karim");
        var inquiry = await at.AskPrivately(who, "Where do I learn to drive?");
        var referral = await at.Refer(inquiry, "Driving lessons");
        await at.Complete(referral);
        house.Time.Pass(AWeek);
        await at.Hears(who, Asked);
        await at.Tap(who, Asked, "No");
        await at.Until(at.Worker, referral.In, shown => (string?)shown["helped"] == "no");
        var open = await Eventually.Becomes(
            async () =>
            {
                using var lead = house.As(at.Moderator);
                return await lead.Get($"/api/v1/inquiries/{inquiry["id"]}");
            },
            shown => (string)shown["state"]! != "closed"
        );
        Assert.Equal("claimed", (string)open["state"]!);
        Assert.Equal(at.Moderator.DisplayName, (string)open["claim"]!["staff"]!);
        await at.Hears(who, "Your question is open again");
        // Nobody asks a second time how the old way went.
        var shown = await at.Until(at.Moderator, referral.Out, _ => true);
        Assert.DoesNotContain(shown["followUps"]!.AsArray(), one => one!["answer"] is null);
    }

    [Fact]
    public async Task A_no_goes_to_the_queue_where_that_moderator_has_left()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Lina");
        var colleague = await house.Field.Staff(at.Lead, Role.Moderator);
        var inquiry = await at.AskPrivately(who, "Who repairs a bicycle here?");
        var referral = await at.Refer(inquiry, "Bicycle workshop");
        await at.Complete(referral);
        await house.Database.Read(
            "update communities.staff set ended_at = now() where id = $1",
            _ => 0,
            at.Moderator.Id
        );
        house.Time.Pass(AWeek);
        await at.Hears(who, Asked);
        await at.Tap(who, Asked, "No");
        var open = await Eventually.Becomes(
            async () =>
            {
                using var lead = house.As(colleague);
                return await lead.Get($"/api/v1/inquiries/{inquiry["id"]}");
            },
            shown => (string)shown["state"]! == "open"
        );
        Assert.Null(open["claim"]);
        Assert.Equal(at.Lead.Slug, (string)open["assignedTo"]!);
    }

    [Fact]
    public async Task What_staff_hear_by_phone_is_recorded_by_either_side_once_it_is_completed()
    {
        var at = await ReferralsInField.Arrange(house);
        // Writes in the group only: no bot may begin a private conversation.
        var who = RunningHost.Newcomer("Omar");
        await house.TelegramSays(at.Group, who, "Who helps with the tax form?");
        var inquiry = await house.InquiryOf(at.Community, at.Moderator, "tax form");
        var referral = await at.Refer(inquiry, "Tax clinic");
        using var lead = house.As(at.Moderator);
        using var partner = house.As(at.Worker);
        var path = $"/api/v1/referrals/{referral.Out}/follow-ups";
        var early = await lead.TryPost(path, new JsonObject { ["answer"] = "helped" });
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        await at.Complete(referral);
        var done = await lead.Get($"/api/v1/referrals/{referral.Out}");
        Assert.Equal(["followUp"], done["acts"]!.AsArray().Select(act => (string)act!));
        Assert.Equal("notReached", (string)done["told"]!["state"]!);
        Assert.Contains("Tax clinic", (string)done["told"]!["words"]!, StringComparison.Ordinal);

        house.Time.Pass(AWeek);
        await at.Until(
            at.Moderator,
            referral.Out,
            shown => shown["followUps"]!.AsArray().Any(one => (bool)one!["byHand"]!)
        );
        Assert.Empty(at.Read(who));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lead.TryPost(path)).StatusCode);
        var recorded = await lead.Post(path, new JsonObject { ["answer"] = "helped", ["note"] = "By phone." });
        Assert.Equal("staff", (string)recorded["followUps"]!.AsArray().First()!["way"]!);
        Assert.DoesNotContain(recorded["followUps"]!.AsArray(), one => (bool)one!["byHand"]!);
        await at.Until(at.Worker, referral.In, shown => (string?)shown["helped"] == "helped");

        await partner.Post(
            $"/api/v1/referrals/{referral.In}/follow-ups",
            new JsonObject { ["answer"] = "stillWaiting" }
        );
        await at.Until(at.Moderator, referral.Out, shown => (string?)shown["helped"] == "stillWaiting");
    }

    [Fact]
    public async Task Who_takes_the_consent_back_is_not_asked_and_an_answer_goes_nowhere()
    {
        var at = await ReferralsInField.Arrange(house);
        var (who, late) = (RunningHost.Newcomer("Joud"), RunningHost.Newcomer("Sami"));
        var before = await at.Refer(await at.AskPrivately(who, "Who sells a used stroller?"), "Used things");
        var after = await at.Refer(await at.AskPrivately(late, "Who has a used bed?"), "Used furniture");
        await at.Complete(before);
        await at.Complete(after);
        using var lead = house.As(at.Moderator);
        var shown = await lead.Get($"/api/v1/referrals/{before.Out}");
        await lead.Post($"/api/v1/consents/{shown["consentId"]}/withdraw");
        shown = await lead.Get($"/api/v1/referrals/{before.Out}");
        Assert.Empty(shown["followUps"]!.AsArray());

        house.Time.Pass(AWeek);
        await at.Hears(late, Asked);
        Assert.DoesNotContain(at.Read(who), text => text.Contains(Asked, StringComparison.Ordinal));
        shown = await lead.Get($"/api/v1/referrals/{after.Out}");
        await lead.Post($"/api/v1/consents/{shown["consentId"]}/withdraw");
        await at.Forge(late, Asked, $"followUp:{await at.FollowUp(Asked)}:No");
        await Emptied();
        shown = await lead.Get($"/api/v1/referrals/{after.Out}");
        Assert.Null(shown["helped"]);
        await at.Hears(late, "Write to us here what is still missing");
    }

    [Fact]
    public async Task A_third_agency_sees_nothing_of_what_the_member_was_told_and_asked()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Hind");
        var inquiry = await at.AskPrivately(who, "Who can look at my rent contract?");
        var referral = await at.Refer(inquiry, "Legal clinic");
        await at.Complete(referral);
        house.Time.Pass(AWeek);
        await at.Hears(who, Asked);
        using var other = house.As(at.Other);
        foreach (
            var path in new[]
            {
                $"/api/v1/communities/{at.Community.Id}/messages",
                $"/api/v1/communities/{at.Community.Id}/deliveries",
                $"/api/v1/communities/{at.Community.Id}/queue?state=closed",
                "/api/v1/referrals",
            }
        )
            Assert.DoesNotContain(
                "Legal clinic",
                (await other.Get(path)).ToJsonString(),
                StringComparison.OrdinalIgnoreCase
            );
        using var lead = house.As(at.Moderator);
        Assert.Contains(
            "Legal clinic",
            (await lead.Get($"/api/v1/communities/{at.Community.Id}/messages")).ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.Equal(0, await Seen(at.Other.Agency));
        Assert.True(await Seen(at.Lead) > 3);
        // What was said to one member is not said in the group.
        Assert.DoesNotContain(
            house.Telegram.Sent,
            sent => sent.ChatId == at.Group.Group.Id && sent.Text.Contains("Legal", StringComparison.Ordinal)
        );
    }

    /// <summary>How much of tellings, follow-ups and their deliveries an agency sees by SQL in its own scope.</summary>
    private async Task<long> Seen(AgencyInField agency) =>
        (
            await house.Work.Run(
                Scope.Agency(AgencyId.From(agency.Id)),
                (unit, ct) =>
                    unit.Query(
                        """
                        select (select count(*) from referrals.tellings) + (select count(*) from referrals.follow_ups)
                            + (select count(*) from channels.deliveries where text like '%Legal clinic%')
                            + (select count(*) from channels.messages where text like '%Legal clinic%')
                        """,
                        [],
                        row => row.GetInt64(0),
                        ct
                    )
            )
        )[0];

    private async Task Emptied() =>
        await Eventually.Becomes(
            async () =>
                (await house.Database.Read("select count(*) from referrals.member_choices", row => row.GetInt64(0)))[0],
            left => left == 0
        );
}
