using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>The member is told in the chat what becomes of a referral, sees where it stands, and may take it back.</summary>
public sealed class MemberInChatTests(PassingDays house) : IClassFixture<PassingDays>
{
    [Fact]
    public async Task The_member_hears_who_will_contact_them_and_by_when_in_their_language()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Samir", "ar");
        var inquiry = await at.AskPrivately(who, "من يمكنه مساعدتي في العثور على عمل كنجار في هذه المدينة؟");
        var referral = await at.Refer(inquiry, "Employment help");
        using var partner = house.As(at.Worker);
        var by = house.Time.GetUtcNow().UtcDateTime.Date.AddDays(2).AddHours(15);
        await partner.Post(
            $"/api/v1/referrals/{referral.In}/accept",
            new JsonObject { ["contactBy"] = $"{by:yyyy-MM-ddTHH:mm:ss}Z" }
        );
        var told = await at.Hears(who, "سيساعدونك");
        Assert.Contains("Northside", told, StringComparison.Ordinal);
        Assert.Contains(at.Worker.DisplayName, told, StringComparison.Ordinal);
        Assert.Contains(
            string.Concat($"{by.Day}".Select(digit => (char)('٠' + digit - '0'))),
            told,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_member_takes_a_referral_back_after_one_more_question_and_the_other_agency_knows()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Nour");
        var inquiry = await at.AskPrivately(who, "Who teaches French in the evening?");
        var referral = await at.Refer(inquiry, "Evening classes");
        using var partner = house.As(at.Worker);
        await partner.Post($"/api/v1/referrals/{referral.In}/accept");
        await at.Hears(who, "they will help you with “Evening classes”");
        await at.Tap(who, "they will help you", "I no longer need this");
        await at.Hears(who, "Shall we tell");
        Assert.Equal("accepted", (string)(await at.Until(at.Moderator, referral.Out, _ => true))["state"]!);
        await at.Tap(who, "Shall we tell", "Yes, I no longer need it");
        var gone = await at.Until(at.Worker, referral.In, shown => (string)shown["state"]! == "withdrawn");
        Assert.True((bool)gone["timeline"]!.AsArray().Last()!["byMember"]!);
        await at.Hears(who, "that you no longer need “Evening classes”");

        // Again, or late: how it stands is said, and nothing changes.
        await at.Forge(who, "they will help you", $"withdraw:{referral.Out}");
        await at.Hears(who, "taken back");
        var sender = await at.Until(at.Moderator, referral.Out, _ => true);
        Assert.Equal(1, sender["timeline"]!.AsArray().Count(step => (string)step!["what"]! == "withdraw"));
    }

    [Fact]
    public async Task The_command_lists_the_members_own_referrals_and_nobody_elses()
    {
        var at = await ReferralsInField.Arrange(house);
        var (who, neighbour) = (RunningHost.Newcomer("Rania"), RunningHost.Newcomer("Paul"));
        await at.Refer(await at.AskPrivately(who, "Where can my son play football?"), "Football club");
        await at.Refer(await at.AskPrivately(neighbour, "Who helps with glasses?"), "Optician");
        await house.TelegramSaysPrivately(at.Group, who, "/referrals");
        var list = await at.Hears(who, "Where it stands");
        Assert.Contains("Football club", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Optician", list, StringComparison.Ordinal);

        var nobody = RunningHost.Newcomer("Eva");
        await house.TelegramSaysPrivately(at.Group, nobody, "/referrals");
        await at.Hears(nobody, "We have not asked anybody else");
        Assert.DoesNotContain(
            (await house.QueueOf(at.Community, at.Moderator)).ToJsonString(),
            "/referrals",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_said_of_a_referral_stays_with_the_agency_that_referred_even_when_it_co_hosts_no_more()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Idris");
        var inquiry = await at.AskPrivately(who, "Who can look at my tenancy agreement?");
        var referral = await at.Refer(inquiry, "Legal clinic", by: at.Other);
        using var partner = house.As(at.Worker);
        await partner.Post($"/api/v1/referrals/{referral.In}/accept");
        await at.Hears(who, "they will help you with “Legal clinic”");
        await house.TelegramSaysPrivately(at.Group, who, "Where does it stand?");
        await at.Hears(who, "Where it stands");
        await house.TelegramSaysPrivately(at.Group, who, "/referrals");

        string[] words = ["Legal clinic", "Where does it stand?", "/referrals"];
        Assert.Contains(await at.Reads(at.Other.Agency), text => text.Contains(words[0], StringComparison.Ordinal));
        Assert.Contains(words[1], await at.Reads(at.Other.Agency));
        Assert.Empty(Spoken(await at.Reads(at.Lead)));
        await house.TelegramSaysPrivately(at.Group, who, "One more thing: is there a park nearby?");
        await Eventually.Becomes(
            () => at.Reads(at.Other.Agency),
            read => read.Any(text => text.Contains("is there a park", StringComparison.Ordinal))
        );

        using var administrator = house.As(await house.Field.Staff(at.Lead, Role.AgencyAdministrator));
        await administrator.Patch(
            $"/api/v1/communities/{at.Community.Id}/co-hosts/{at.Other.Agency.Id}",
            new JsonObject { ["state"] = "suspended" }
        );
        // The conversation is the community's again; what was said of the referral is not.
        await Eventually.Becomes(
            () => at.Reads(at.Lead),
            read => read.Any(text => text.Contains("tenancy agreement", StringComparison.Ordinal))
        );
        Assert.Empty(Spoken(await at.Reads(at.Lead)));

        IEnumerable<string> Spoken(IEnumerable<string> read) =>
            read.Where(text => words.Any(word => text.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_tap_counts_only_for_the_member_whom_the_message_was_for()
    {
        var at = await ReferralsInField.Arrange(house);
        var (who, neighbour) = (RunningHost.Newcomer("Maya"), RunningHost.Newcomer("Tom"));
        var theirs = await at.Refer(await at.AskPrivately(who, "Where is a dentist for children?"), "Dentist");
        var others = await at.Refer(await at.AskPrivately(neighbour, "Who mends shoes?"), "Cobbler");
        using var partner = house.As(at.Worker);
        await partner.Post($"/api/v1/referrals/{theirs.In}/accept");
        await at.Hears(who, "they will help you with “Dentist”");
        // Another person, and another person's referral under one's own message.
        await at.Forge(neighbour, "“Dentist”", $"withdrawYes:{theirs.Out}");
        await at.Forge(who, "“Dentist”", $"withdrawYes:{others.Out}");
        await at.Forge(who, "“Dentist”", "nonsense:1:2");
        // One that counts comes after them, so that they had their turn.
        await at.Tap(who, "“Dentist”", "Where does it stand?");
        await at.Hears(who, "Where it stands");
        Assert.Equal("accepted", (string)(await at.Until(at.Moderator, theirs.Out, _ => true))["state"]!);
        Assert.NotEqual("withdrawn", (string)(await at.Until(at.Moderator, others.Out, _ => true))["state"]!);
        Assert.DoesNotContain(at.Read(neighbour), text => text.Contains("Dentist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_somebodys_safety_is_at_risk_the_bot_keeps_silent_and_staff_tell_it()
    {
        var at = await ReferralsInField.Arrange(house);
        var who = RunningHost.Newcomer("Aya");
        var inquiry = await at.AskPrivately(who, "I cannot stay at home tonight, where can I go?");
        var colleague = await house.Field.Staff(at.Lead, Role.Moderator);
        var referral = await at.Refer(
            inquiry,
            "Shelter",
            new JsonObject
            {
                ["ground"] = "emergency",
                ["clause"] = "5",
                ["reason"] = "Somebody threatens her.",
                ["notified"] = "The police.",
                ["second"] = colleague.Id.ToString(),
            }
        );
        using var partner = house.As(at.Worker);
        await partner.Post($"/api/v1/referrals/{referral.In}/accept");
        var shown = await at.Until(at.Moderator, referral.Out, side => side["told"] is not null);
        Assert.Equal("notReached", (string)shown["told"]!["state"]!);
        await house.TelegramSaysPrivately(at.Group, who, "/referrals");
        await at.Hears(who, "We have not asked anybody else");
        Assert.DoesNotContain(at.Read(who), text => text.Contains("Shelter", StringComparison.Ordinal));
    }
}
