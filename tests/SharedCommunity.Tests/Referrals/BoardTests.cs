using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>An agency's referrals as a board, as a list, and as a case worker's day.</summary>
public sealed class BoardTests(HostFixture house) : IClassFixture<HostFixture>
{
    private sealed record Place(
        AgencyInField Lead,
        AgencyInField Partner,
        CommunityInField Community,
        StaffInField Moderator,
        StaffInField Worker,
        StaffInField Colleague
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Place> Arrange(string timeZone = "America/Toronto")
    {
        var (lead, partner) = (await house.Field.Agency(), await house.Field.Agency());
        var community = await house.Field.Community(lead, timeZone: timeZone);
        await house.Field.CoHosts(community, partner, "ReferralPartner");
        return new(
            lead,
            partner,
            community,
            await house.Field.Staff(lead, Role.Moderator),
            await house.Field.Staff(partner, "Wendy Case", Role.CaseWorker),
            await house.Field.Staff(partner, "Carl League", Role.CaseWorker)
        );
    }

    /// <summary>Refers something, and waits until it is there; its id on the partner's side.</summary>
    private async Task<string> Refer(Place at, string service)
    {
        using var lead = house.As(at.Moderator);
        var inquiry = await lead.Post(
            $"/api/v1/communities/{at.Community.Id}/inquiries",
            new JsonObject
            {
                ["text"] = $"Who helps with {service}?",
                ["source"] = "phone",
                ["name"] = "Samira",
                ["language"] = "ar",
            }
        );
        await lead.Post(
            $"/api/v1/inquiries/{inquiry["id"]}/refer",
            new JsonObject { ["agency"] = at.Partner.Slug, ["service"] = service }
        );
        using var partner = house.As(at.Worker);
        var came = await Eventually.Becomes(
            async () => (await partner.Get("/api/v1/referrals?direction=in"))["items"]!.AsArray(),
            items => items.Any(item => (string)item!["service"]! == service)
        );
        return (string)came.First(item => (string)item!["service"]! == service)!["id"]!;
    }

    private Task Due(string id, string when) =>
        house.Database.Administer($"update referrals.referrals set due_at = {when} where id = '{id}'");

    private async Task<string> Html(StaffInField staff, string address)
    {
        using var browser = await house.SignInAs(staff);
        using var shown = await browser.Open(address);
        return await shown.Content.ReadAsStringAsync(Ct);
    }

    private static string Column(string html, string name) =>
        html.Split($"aria-labelledby=\"column-{name}\"")[1].Split("</section>")[0];

    [Fact]
    public async Task Each_column_has_its_own_what_is_due_first_stands_first_and_the_address_says_which_side()
    {
        var at = await Arrange();
        var (later, sooner, taken) = (
            await Refer(at, "winter coats"),
            await Refer(at, "a bicycle"),
            await Refer(at, "a dentist")
        );
        await Due(later, "now() + interval '2 days'");
        await Due(sooner, "now() - interval '2 hours'");
        using var partner = house.As(at.Worker);
        await partner.Post($"/api/v1/referrals/{taken}/accept");

        var board = await Html(at.Worker, $"/{at.Partner.Slug}/referrals?view=board&direction=in");
        var waiting = Column(board, "Acknowledged");
        Assert.True(
            waiting.IndexOf("a bicycle", StringComparison.Ordinal)
                < waiting.IndexOf("winter coats", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("a dentist", waiting, StringComparison.Ordinal);
        Assert.Contains("late by 2 h", waiting, StringComparison.Ordinal);
        Assert.Contains("2 of these are our turn", waiting, StringComparison.Ordinal);
        Assert.Contains("a dentist", Column(board, "Accepted"), StringComparison.Ordinal);
        Assert.Contains("You work on it", Column(board, "Accepted"), StringComparison.Ordinal);
        var outgoing = await Html(at.Worker, $"/{at.Partner.Slug}/referrals?view=board&direction=out");
        Assert.DoesNotContain("a bicycle", outgoing, StringComparison.Ordinal);

        var list = await Html(at.Worker, $"/{at.Partner.Slug}/referrals?view=list&direction=in&state=Accepted");
        Assert.Contains("a dentist", list, StringComparison.Ordinal);
        Assert.DoesNotContain("a bicycle", list, StringComparison.Ordinal);
        // A place in the list that nobody wrote begins at the front.
        var bent = await Html(at.Worker, $"/{at.Partner.Slug}/referrals?view=list&after=bent");
        Assert.Contains("a bicycle", bent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_shows_twenty_and_counts_them_all()
    {
        var at = await Arrange();
        var one = await Refer(at, "furniture");
        await house.Database.Administer(
            $"""
            insert into referrals.referrals
            select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'loop_id', gen_random_uuid()))).*
            from referrals.referrals r, generate_series(1, 30) where r.id = '{one}'
            """
        );
        var column = Column(await Html(at.Worker, $"/{at.Partner.Slug}/referrals?view=board"), "Acknowledged");
        Assert.Contains("<span class=\"count\">31</span>", column, StringComparison.Ordinal);
        Assert.Equal(20, column.Split("data-row").Length - 1);
        Assert.Contains(
            $"/{at.Partner.Slug}/referrals?view=list&amp;state=Acknowledged",
            column,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Today_holds_what_is_late_what_is_due_and_what_I_took_on_and_nothing_of_others()
    {
        var at = await Arrange();
        var (late, far, mine, theirs) = (
            await Refer(at, "a lawyer"),
            await Refer(at, "a choir"),
            await Refer(at, "a doctor"),
            await Refer(at, "a tutor")
        );
        await Due(late, "now() - interval '1 day'");
        await Due(far, "now() + interval '9 days'");
        using var worker = house.As(at.Worker);
        using var colleague = house.As(at.Colleague);
        await worker.Post($"/api/v1/referrals/{mine}/accept");
        await colleague.Post($"/api/v1/referrals/{theirs}/accept");
        await Due(mine, "now() + interval '9 days'");
        await Due(theirs, "now() + interval '9 days'");

        var today = await worker.Get("/api/v1/referrals/today");
        Assert.Equal(["a lawyer"], today["late"]!.AsArray().Select(one => (string)one!["service"]!));
        Assert.Empty(today["dueToday"]!.AsArray());
        Assert.Equal(["a doctor"], today["mine"]!.AsArray().Select(one => (string)one!["service"]!));
        Assert.Equal(1, (int)today["total"]!);
        Assert.Equal("nobody", (string)today["zoneOf"]!);
        var html = await Html(at.Worker, $"/{at.Partner.Slug}/referrals/today");
        Assert.Contains("times are in UTC", html, StringComparison.Ordinal);
        Assert.Contains("a lawyer", html, StringComparison.Ordinal);

        // What the sender waits for is nothing that it has to do.
        using var lead = house.As(at.Moderator);
        Assert.Equal(0, (int)(await lead.Get("/api/v1/referrals/today"))["total"]!);
    }

    [Fact]
    public async Task What_was_declined_comes_back_to_the_senders_day_and_to_their_work()
    {
        var at = await Arrange();
        var id = await Refer(at, "a driver");
        using var worker = house.As(at.Worker);
        await worker.Post($"/api/v1/referrals/{id}/decline", new JsonObject { ["reason"] = "We have no drivers." });
        using var lead = house.As(at.Moderator);
        await Eventually.Becomes(
            async () => (await lead.Get("/api/v1/referrals/today"))["cameBack"]!.AsArray(),
            back => back.Any(one => (string)one!["service"]! == "a driver")
        );
        var work = await Html(at.Moderator, $"/{at.Lead.Slug}/{at.Community.Slug}/work");
        Assert.Contains("Referrals to see to", work, StringComparison.Ordinal);
        Assert.Contains("a driver", work, StringComparison.Ordinal);
        Assert.Contains($"/{at.Lead.Slug}/referrals/today", work, StringComparison.Ordinal);
        var viewer = await house.Field.Staff(at.Lead, Role.Viewer);
        Assert.DoesNotContain(
            "Referrals to see to",
            await Html(viewer, $"/{at.Lead.Slug}/{at.Community.Slug}/work"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_the_other_side_has_not_confirmed_for_a_day_says_so_on_the_board_and_on_its_page()
    {
        var at = await Arrange();
        await Refer(at, "a nursery");
        var sent = (
            await house.Database.Read(
                "select id, loop_id from referrals.referrals where service = 'a nursery' and side = 'Sender'",
                row => (Id: row.GetGuid(0), Loop: row.GetGuid(1))
            )
        )[0];
        using var lead = house.As(at.Moderator);
        await Eventually.Becomes(
            async () => (string)(await lead.Get($"/api/v1/referrals/{sent.Id}"))["state"]!,
            state => state == "acknowledged"
        );
        var fresh = await Html(at.Moderator, $"/{at.Lead.Slug}/referrals?view=board");
        Assert.DoesNotContain("Not yet confirmed", fresh, StringComparison.Ordinal);

        await house.Database.Administer(
            $"update referrals.referrals set heard = 0 where id = '{sent.Id}'",
            $"""
            update referrals.outbox set created_at = now() - interval '2 days', done_at = null, next_at = null
            where loop_id = '{sent.Loop}' and from_slug = '{at.Lead.Slug}' and sequence > 0
            """
        );
        var board = await Html(at.Moderator, $"/{at.Lead.Slug}/referrals?view=board");
        Assert.Contains("Not yet confirmed by", board, StringComparison.Ordinal);
        var page = await Html(at.Moderator, $"/{at.Lead.Slug}/referrals/{sent.Id}");
        Assert.Contains("Not yet confirmed by", page, StringComparison.Ordinal);
        Assert.Contains(
            "Not yet confirmed by",
            await Html(at.Moderator, $"/{at.Lead.Slug}/referrals?view=list"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Times_are_those_of_the_community_and_of_the_agency_that_has_none()
    {
        var at = await Arrange("Asia/Tokyo");
        var id = await Refer(at, "a cook");
        await house.Database.Administer(
            "update referrals.referrals set due_at = '2031-03-05 20:00Z', clock_at = null where service = 'a cook'"
        );
        var sender = await house.Database.Read(
            "select id from referrals.referrals where service = 'a cook' and side = 'Sender'",
            row => row.GetGuid(0)
        );
        Assert.Contains(
            "3/6/2031 5:00",
            await Html(at.Moderator, $"/{at.Lead.Slug}/referrals/{sender[0]}"),
            StringComparison.Ordinal
        );
        var boss = await house.Field.Staff(at.Partner, Role.AgencyAdministrator);
        using var program = house.As(boss);
        using var said = await program.PutAsync(
            new Uri($"/api/v1/agencies/{at.Partner.Id}/services", UriKind.Relative),
            new StringContent("""{"timeZone":"Africa/Nairobi"}""", null, "application/json"),
            Ct
        );
        var theirs = await Html(at.Worker, $"/{at.Partner.Slug}/referrals/{id}");
        Assert.Contains("Africa/Nairobi", theirs, StringComparison.Ordinal);
        Assert.True(
            theirs.Contains("3/5/2031 11:00", StringComparison.Ordinal),
            string.Join(" … ", theirs.Split('\n').Where(line => line.Contains("2031", StringComparison.Ordinal)))
        );
    }

    [Fact]
    public async Task Who_takes_it_on_by_the_form_says_the_day_until_which_the_member_hears_from_them()
    {
        var at = await Arrange();
        var id = await Refer(at, "a swimming pool");
        using var browser = await house.SignInAs(at.Worker);
        var page = $"/{at.Partner.Slug}/referrals/{id}";
        using var refused = await browser.Send(
            page,
            $"{page}/accept",
            new() { ["contactOn"] = "2020-01-01", ["zone"] = "America/Toronto" }
        );
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("This is in the past.", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var zone = DateTimeZoneProviders.Tzdb["America/Toronto"];
        var day = SystemClock.Instance.GetCurrentInstant().InZone(zone).Date.PlusDays(3);
        using var accepted = await browser.Send(
            page,
            $"{page}/accept",
            new() { ["contactOn"] = LocalDatePattern.Iso.Format(day), ["zone"] = "America/Toronto" }
        );
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, accepted.StatusCode);
        using var program = house.As(at.Worker);
        Assert.Equal(
            InstantPattern.ExtendedIso.Format(zone.AtStartOfDay(day.PlusDays(1)).ToInstant()),
            (string)(await program.Get($"/api/v1/referrals/{id}"))["contactBy"]!
        );
    }
}
