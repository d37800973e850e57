using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>Messages that no honest side sends: each is refused once and for all, and none is tried for ever.</summary>
public sealed class OddMessageTests(HostFixture house) : IClassFixture<HostFixture>
{
    private async Task<(AgencyInField Ours, AgencyInField Theirs, StaffInField Worker, Guid Referral)> Arrange()
    {
        var (ours, theirs) = (await house.Field.Agency("Ours"), await house.Field.Agency("The known name"));
        var worker = await house.Field.Staff(ours, Role.CaseWorker);
        var referral = Guid.CreateVersion7();
        await house.Says(
            theirs,
            ours,
            "ReferralSent",
            referral,
            1,
            new JsonObject { ["service"] = "Housing", ["agencyName"] = "The ministry" }
        );
        await Stands(worker, "acknowledged");
        return (ours, theirs, worker, referral);
    }

    private async Task<JsonNode> Stands(StaffInField worker, string state) =>
        (
            await Eventually.Becomes(
                async () =>
                {
                    using var client = house.As(worker);
                    return (await client.Get("/api/v1/referrals?direction=in"))["items"]!.AsArray();
                },
                items => items is [{ } only] && (string)only["state"]! == state
            )
        )[0]!;

    [Fact]
    public async Task Another_agency_is_shown_by_the_name_that_is_known_and_not_by_what_it_calls_itself()
    {
        var (_, theirs, worker, _) = await Arrange();
        var shown = await Stands(worker, "acknowledged");
        Assert.Equal("The known name", (string)shown["agency"]!["name"]!);
        Assert.Equal(theirs.Slug, (string)shown["agency"]!["slug"]!);
    }

    [Fact]
    public async Task A_step_that_there_is_not_and_a_time_that_is_not_ours_are_unreadable()
    {
        var (ours, theirs, worker, referral) = await Arrange();
        await house.Says(theirs, ours, "ReferralWithdrawn", referral, 2, new JsonObject { ["step"] = "dance" });
        await house.Says(
            theirs,
            ours,
            "ReferralAccepted",
            referral,
            2,
            new JsonObject { ["contactBy"] = "9998-01-01T00:00:00Z" }
        );
        await house.Says(
            theirs,
            ours,
            "ReferralAccepted",
            referral,
            2,
            new JsonObject { ["contactBy"] = "-9998-01-01T00:00:00Z" }
        );
        Assert.Equal(["Unreadable", "Unreadable", "Unreadable"], await house.Refused(ours, 3));
        // What is in order takes the place that they asked for.
        await house.Says(theirs, ours, "ReferralWithdrawn", referral, 2, new JsonObject { ["reason"] = "Found one." });
        await Stands(worker, "withdrawn");
    }

    [Fact]
    public async Task One_that_waited_while_its_id_was_used_for_another_is_refused_and_holds_nothing_up()
    {
        var (ours, theirs, worker, referral) = await Arrange();
        var id = Guid.CreateVersion7();
        await house.Says(theirs, ours, "FollowUpRecorded", referral, 3, new JsonObject { ["helped"] = "no" }, id);
        await Eventually.Becomes(
            () =>
                house.Database.Read(
                    "select sequence from referrals.held_messages where agency_id = $1",
                    row => row.GetInt32(0),
                    ours.Id
                ),
            held => held.Count == 1
        );
        await house.Says(theirs, ours, "ReferralWithdrawn", referral, 2, new JsonObject { ["reason"] = "Moved." }, id);
        await Stands(worker, "withdrawn");
        Assert.Equal(["Replayed"], await house.Refused(ours, 1));
        Assert.Empty(
            await house.Database.Read(
                "select sequence from referrals.held_messages where agency_id = $1",
                row => row.GetInt32(0),
                ours.Id
            )
        );
    }
}
