using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>A consent from its first day to its end, as both agencies live it, through the doors.</summary>
public sealed class ConsentTests(HostFixture house) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task A_consent_that_is_taken_back_hides_what_was_shared_on_both_sides_and_keeps_the_history()
    {
        var at = await ConsentPlace.On(house);
        await at.Refer();
        var came = await at.Stands(at.Worker, "in", "acknowledged");
        using var partner = await house.SignInAs(at.Worker);
        var page = $"/{at.Partner.Slug}/referrals/{came["id"]}";
        // By its form, so that the answer is kept for a repeated request.
        await partner.Send(page, $"{page}/accept", new() { ["note"] = "Tomorrow." });
        await at.Stands(at.Moderator, "out", "accepted");
        // What came twice and was refused lies with the receiver as well.
        await house.Database.Administer(
            $$"""
            insert into referrals.dead_letters (id, agency_id, at, last_at, times, reason, message, digest)
            select gen_random_uuid(), agency_id, now(), now(), 1, 'NotTheirVoice',
                to_jsonb(jsonb_build_object('referralId', loop_id, 'body', jsonb_build_object('note', '{{at.Words}}'))::text),
                sha256('?')
            from referrals.referrals where id = '{{came["id"]}}'
            """
        );
        Assert.Contains("referrals.dead_letters", await at.TablesWithWords());
        Assert.Contains("kernel.kept_outcomes", await at.TablesWithWords());
        Assert.Contains("referrals.outbox", await at.TablesWithWords());
        Assert.Contains(at.Words, await Html(partner, page), StringComparison.Ordinal);

        var consent = await at.Consent();
        using var lead = await house.SignInAs(at.Moderator);
        var own = $"/{at.Lead.Slug}/consents/{consent["id"]}";
        var before = await Html(lead, own);
        Assert.Contains("Salma", before, StringComparison.Ordinal);
        Assert.Contains("has arrived", before, StringComparison.Ordinal);
        var done = await lead.Send(own, $"{own}/withdraw", new() { ["reason"] = "She moved away." });
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);

        var hidden = await at.Stands(at.Worker, "in", "withdrawn");
        Assert.Equal("withdrawn", (string)hidden["consentEnded"]!);
        Assert.Empty(hidden["shared"]!.AsArray());
        Assert.DoesNotContain("moved away", hidden.ToJsonString(), StringComparison.Ordinal);
        var outgoing = await at.Stands(at.Moderator, "out", "withdrawn");
        Assert.Equal("nobody", (string)outgoing["owes"]!);
        Assert.Empty(await at.TablesWithWords());
        foreach (
            var (browser, address) in new[] { (partner, page), (lead, $"/{at.Lead.Slug}/referrals/{outgoing["id"]}") }
        )
        {
            var html = await Html(browser, address);
            Assert.DoesNotContain(at.Words, html, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("The member took the consent back.", html, StringComparison.Ordinal);
            Assert.Contains("Tomorrow.", html, StringComparison.Ordinal);
            Assert.Contains("The consent ended", html, StringComparison.Ordinal);
        }
        Assert.Contains("She moved away.", await Html(lead, own), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_hides_what_was_shared_after_the_loop_was_closed_too_and_help_that_was_given_stands()
    {
        var at = await ConsentPlace.On(house);
        await at.Refer();
        var came = await at.Stands(at.Worker, "in", "acknowledged");
        using var partner = house.As(at.Worker);
        await partner.Post($"/api/v1/referrals/{came["id"]}/accept");
        await partner.Post($"/api/v1/referrals/{came["id"]}/complete", new JsonObject { ["outcome"] = "helped" });
        await at.Stands(at.Moderator, "out", "completed");
        using var lead = house.As(at.Moderator);
        await lead.Post($"/api/v1/consents/{(await at.Consent())["id"]}/withdraw");
        await Eventually.Becomes(at.TablesWithWords, found => found.Count == 0);
        Assert.Equal("helped", (string)(await at.Stands(at.Worker, "in", "completed"))["outcome"]!);
        Assert.Equal("completed", (string)(await at.Consent())["referrals"]![0]!["state"]!);
    }

    [Fact]
    public async Task Between_two_teams_of_one_agency_it_is_the_same()
    {
        var at = await ConsentPlace.On(house);
        at = at with { Partner = at.Lead };
        await at.Refer();
        using var lead = house.As(at.Moderator);
        await lead.Post($"/api/v1/consents/{(await at.Consent())["id"]}/withdraw");
        Assert.Empty(await at.TablesWithWords());
        var both = (await lead.Get("/api/v1/referrals"))["items"]!.AsArray();
        Assert.Equal(["withdrawn", "withdrawn"], both.Select(side => (string)side!["state"]!));
    }

    [Fact]
    public async Task A_consent_is_taken_back_once()
    {
        var at = await ConsentPlace.On(house);
        await at.Refer();
        using var lead = house.As(at.Moderator);
        var address = $"/api/v1/consents/{(await at.Consent())["id"]}/withdraw";
        Assert.Equal("withdrawn", (string)(await lead.Post(address))["state"]!);
        var again = await lead.TryPost(address);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("consent_over", await again.Code());
    }

    [Fact]
    public async Task A_consent_whose_time_is_over_stops_what_has_not_arrived()
    {
        var at = await ConsentPlace.On(house);
        // Their own software reads their queue, and is away.
        await at.PartnerReadsItself();
        await at.Refer(Duration.FromSeconds(6));
        Assert.Contains("referrals.outbox", await at.TablesWithWords());
        var stopped = await at.Stands(at.Moderator, "out", "withdrawn");
        Assert.Equal("expired", (string)stopped["consentEnded"]!);
        Assert.Empty(await at.TablesWithWords());
        Assert.Equal("expired", (string)(await at.Consent())["state"]!);
        Assert.Equal(
            ["expired"],
            await house.Database.Read(
                "select body ->> 'consentEnded' from referrals.outbox where type = 'ReferralWithdrawn' and to_slug = $1",
                row => row.GetString(0),
                at.Partner.Slug
            )
        );
    }

    [Fact]
    public async Task What_arrived_while_the_consent_held_stays()
    {
        var at = await ConsentPlace.On(house);
        await at.Refer(Duration.FromSeconds(6));
        await at.Stands(at.Moderator, "out", "acknowledged");
        await Eventually.Becomes(at.Consent, consent => (string)consent["state"]! == "expired");
        await Eventually.Becomes(
            () =>
                house.Database.Read(
                    "select count(*) from referrals.consents where expired_at is not null and agency_id = $1",
                    row => row.GetInt64(0),
                    at.Lead.Id
                ),
            many => many is [1]
        );
        Assert.NotEmpty((await at.Stands(at.Worker, "in", "acknowledged"))["shared"]!.AsArray());
    }

    [Fact]
    public async Task A_consent_does_not_begin_after_its_end()
    {
        var at = await ConsentPlace.On(house);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => at.Refer(-Duration.FromDays(1)));
        Assert.Contains("in_the_past", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_finds_them_by_member_and_by_where_they_stand_and_nobody_else_has_them()
    {
        var at = await ConsentPlace.On(house);
        await at.Refer();
        using var lead = house.As(at.Moderator);
        var first = await at.Consent();
        await lead.Post($"/api/v1/consents/{first["id"]}/withdraw");
        await at.Refer();
        var second = await at.Consent();
        Assert.Equal([second["id"]!.ToString()], await Ids("?state=inForce"));
        Assert.Equal([first["id"]!.ToString()], await Ids("?state=withdrawn"));
        Assert.Equal([first["id"]!.ToString()], await Ids($"?member={first["member"]!["id"]}"));
        Assert.Empty(await Ids("?state=expired"));
        var page = await lead.Get("/api/v1/consents?limit=1");
        Assert.Equal(second["id"]!.ToString(), page["items"]![0]!["id"]!.ToString());
        Assert.Equal([first["id"]!.ToString()], await Ids($"?limit=1&after={page["next"]}"));
        // Neither the agency that it was referred to nor a co-host has what the first one wrote down.
        foreach (var staff in new[] { at.Worker, at.Other })
        {
            using var other = house.As(staff);
            Assert.Empty((await other.Get("/api/v1/consents"))["items"]!.AsArray());
            var missed = await other.TryPost($"/api/v1/consents/{second["id"]}/withdraw");
            Assert.Equal(HttpStatusCode.NotFound, missed.StatusCode);
        }

        async Task<IEnumerable<string>> Ids(string query) =>
            (await lead.Get($"/api/v1/consents{query}"))["items"]!.AsArray().Select(item => item!["id"]!.ToString());
    }

    private static async Task<string> Html(Browser browser, string path)
    {
        using var answer = await browser.Open(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
