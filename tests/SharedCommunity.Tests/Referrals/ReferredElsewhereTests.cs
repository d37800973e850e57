using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>The one figure about other agencies' referrals.</summary>
public sealed class ReferredElsewhereTests(HostFixture house) : IClassFixture<HostFixture>
{
    private const string Says = "private inquiries of other agencies were referred";

    [Fact]
    public async Task Others_referrals_are_a_number_from_five_upwards_and_nothing_before()
    {
        var at = await TwoAgencies.Meet(house);
        for (var i = 0; i < 4; i++)
            await at.Refer(await at.Asked($"My landlord does {i} bad things, who helps?", privately: true));
        // What everybody can see and count is not in the figure: taken from it, it would give the hidden ones away.
        await at.Refer(await at.Asked("Who teaches the guitar to beginners?", privately: false));
        foreach (var (name, staff) in at.Others.Take(2))
        {
            Assert.Null(await Figure(at, staff));
            Assert.True(!(await Work(at, staff)).Contains("were referred", StringComparison.Ordinal), name);
        }
        await at.Refer(await at.Asked("My landlord does a fifth bad thing, who helps?", privately: true));
        foreach (var (_, staff) in at.Others.Take(2))
        {
            Assert.Equal(5, await Figure(at, staff));
            Assert.Contains($"5 {Says}", await Work(at, staff), StringComparison.Ordinal);
        }
        // One's own are no secret, and not in it; who has no part in the community is told nothing.
        Assert.Null(await Figure(at, at.Sender));
        Assert.Null(await Figure(at, at.Others[2].Staff));
    }

    [Fact]
    public async Task It_does_not_go_down_when_a_referral_comes_back_and_is_no_sum_of_other_figures()
    {
        var at = await TwoAgencies.Meet(house);
        var last = (Sent: "", Came: "");
        for (var i = 0; i < 5; i++)
            last = await at.Refer(await at.Asked($"My employer does {i} bad things, who helps?", privately: true));
        var lead = at.Others[0].Staff;
        Assert.Equal(5, await Figure(at, lead));
        await at.Do(at.Receiver, last.Came, "decline", new() { ["reason"] = "No." }, last.Sent, "declined");
        Assert.Equal(5, await Figure(at, lead));
        // Of those that the lead can see itself none is in the figure, so nothing is left to subtract.
        using var door = house.As(lead);
        var own = 0;
        foreach (var inquiry in at.Inquiries)
        {
            var answer = await door.GetAsync(
                new Uri($"/api/v1/inquiries/{inquiry}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            own += answer.IsSuccessStatusCode ? 1 : 0;
        }
        Assert.Equal(0, own);
    }

    private async Task<string> Work(TwoAgencies at, StaffInField staff)
    {
        using var browser = await house.SignInAs(staff);
        var answer = await browser.Open($"/{staff.Agency.Slug}/{at.Community.Slug}/work");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<int?> Figure(TwoAgencies at, StaffInField staff) =>
        (
            await TestDatabase.Read(
                house.Database.Application,
                """
                with scope as materialized (select set_config('app.agency', $1, false))
                select moderation.referred_elsewhere($2) from scope
                """,
                row => row.IsDBNull(0) ? (int?)null : row.GetInt32(0),
                staff.Agency.Id.ToString(),
                at.Community.Id
            )
        ).Single();
}
