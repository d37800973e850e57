using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>The module's routes as a program meets them.</summary>
public sealed class CommunitiesApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Standard = """
        {"respondWithin":"PT48H","rule":"businessDays","hours":[{"days":["mon","tue"],"from":"09:00","to":"12:00"},
        {"days":["mon"],"from":"13:00","to":"24:00"}],"holidays":["2026-12-25"],"replyOutsideHours":true}
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Me_says_who_a_key_acts_as()
    {
        var agency = await host.Field.Agency();
        var staff = await host.Field.Staff(agency, Role.Moderator, Role.Viewer);
        var me = await host.As(staff).Get("/api/v1/me");
        Assert.Equal(staff.Email, (string?)me["email"]);
        Assert.Equal(staff.Id, (Guid?)me["staffId"]);
        Assert.Equal(agency.Slug, (string?)me["agency"]!["slug"]);
        Assert.Equal(["moderator", "viewer"], me["roles"]!.AsArray().Select(role => (string?)role!["role"]).Order());
        Assert.False((bool)me["platformAdministrator"]!);
        var nobody = await host.Stranger().GetAsync(new Uri("/api/v1/me", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal("unauthenticated", await nobody.Code());
    }

    [Fact]
    public async Task A_platform_administrator_founds_an_agency_and_its_link_opens()
    {
        var staff = await host.Field.Staff(await host.Field.Agency(), Role.Viewer);
        var body = Parse(
            """{"slug":"new-centre","name":"New Centre","demo":true,"administrator":{"email":"first@new-centre.example","displayName":"First"}}"""
        );
        var refused = await host.As(staff).TryPost("/api/v1/agencies", body.DeepClone());
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        await host.Field.PlatformAdministrator(staff);
        var answer = await host.As(staff).TryPost("/api/v1/agencies", body.DeepClone());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var founded = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
        Assert.StartsWith("/sign-in/reset?", (string?)founded["signInLink"], StringComparison.Ordinal);
        // Only the demo marks what it founds: a caller cannot.
        var demo = await host.Database.Read(
            "select demo from communities.agencies where slug = 'new-centre'",
            row => row.GetBoolean(0)
        );
        Assert.Equal([false], demo);
        var all = await host.As(staff).Get("/api/v1/platform/agencies?limit=200");
        Assert.Contains(all["items"]!.AsArray(), agency => (string?)agency!["slug"] == "new-centre");
    }

    [Fact]
    public async Task A_service_standard_is_patched_read_and_taken_back()
    {
        var agency = await host.Field.Agency();
        var community = await host.Field.Community(agency);
        var api = host.As(await host.Field.Staff(agency, Role.CommunityAdministrator));
        var path = $"/api/v1/communities/{community.Id}";
        var patched = await api.Patch(
            path,
            Parse($$"""{"serviceStandard":{{Standard}},"timeZone":"America/Vancouver"}""")
        );
        Assert.True(JsonNode.DeepEquals(Parse(Standard), patched["serviceStandard"]));
        var shown = await api.Get(path);
        Assert.True(JsonNode.DeepEquals(Parse(Standard), shown["serviceStandard"]));
        Assert.Equal("America/Vancouver", (string?)shown["timeZone"]);
        var listed = await api.Get("/api/v1/communities");
        Assert.Equal(community.Id, (Guid?)Assert.Single(listed["items"]!.AsArray())!["id"]);

        var taken = await api.Patch(path, Parse("""{"serviceStandard":null}"""));
        Assert.Null(taken["serviceStandard"]);
        Assert.True(taken.AsObject().ContainsKey("serviceStandard"));
    }

    [Theory]
    [InlineData("""{"timeZone":"Nowhere/Here"}""", 422, "timeZone")]
    [InlineData("""{"serviceStandard":{"respondWithin":"PT0S","rule":"elapsed"}}""", 422, "serviceStandard")]
    [InlineData("""{"serviceStandard":{"respondWithin":"soon","rule":"elapsed"}}""", 400, "serviceStandard")]
    [InlineData("""{"serviceStandard":{"respondWithin":"PT1H","rule":"never"}}""", 400, "serviceStandard")]
    [InlineData("""{"serviceStandard":"PT1H"}""", 400, "serviceStandard")]
    [InlineData("""{"languages":"ar"}""", 400, "languages")]
    [InlineData("""{"state":"gone"}""", 400, "state")]
    public async Task A_bad_field_is_named(string body, int status, string field)
    {
        var agency = await host.Field.Agency();
        var community = await host.Field.Community(agency);
        var api = host.As(await host.Field.Staff(agency, Role.AgencyAdministrator));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await api.PatchAsync(
            new Uri($"/api/v1/communities/{community.Id}", UriKind.Relative),
            content,
            Ct
        );
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
        Assert.StartsWith(field, Assert.Single(problem["fields"]!.AsObject()).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_may_not_see_is_not_there_and_what_one_may_not_do_is_forbidden()
    {
        var agency = await host.Field.Agency();
        var community = await host.Field.Community(agency);
        var partner = await host.Field.Agency();
        await host.Field.CoHosts(community, partner, "ReferralPartner");
        var suspended = await host.Field.Agency();
        await host.Field.CoHosts(community, suspended, "CoHost", "Suspended");
        var stranger = await host.Field.Agency();
        string[] reads = [$"/api/v1/communities/{community.Id}", $"/api/v1/communities/{community.Id}/co-hosts"];
        foreach (var outside in new[] { partner, suspended, stranger })
        {
            var api = host.As(await host.Field.Staff(outside, Role.AgencyAdministrator));
            foreach (var path in reads)
                Assert.Equal(
                    HttpStatusCode.NotFound,
                    (await api.GetAsync(new Uri(path, UriKind.Relative), Ct)).StatusCode
                );
            Assert.Empty((await api.Get("/api/v1/communities"))["items"]!.AsArray());
            Assert.Equal(HttpStatusCode.NotFound, await Patch(api, reads[0], """{"name":"Mine"}"""));
        }

        var viewer = host.As(await host.Field.Staff(agency, Role.Viewer));
        foreach (var path in reads)
            await viewer.Get(path);
        Assert.Equal(HttpStatusCode.Forbidden, await Patch(viewer, reads[0], """{"name":"Mine"}"""));
        var invited = await viewer.TryPost(reads[1], Parse($$"""{"agency":"{{stranger.Slug}}","role":"coHost"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, invited.StatusCode);
    }

    [Fact]
    public async Task An_agency_is_invited_accepts_is_suspended_and_comes_back()
    {
        var (lead, coHost) = (await host.Field.Agency(), await host.Field.Agency());
        var community = await host.Field.Community(lead);
        var leads = host.As(await host.Field.Staff(lead, Role.CommunityAdministrator));
        var theirs = host.As(await host.Field.Staff(coHost, Role.AgencyAdministrator));
        var path = $"/api/v1/communities/{community.Id}/co-hosts";
        var invited = await leads.Post(path, Parse($$"""{"agency":"{{coHost.Slug}}","role":"coHost"}"""));
        Assert.Equal("invited", (string?)invited["state"]);
        Assert.Empty((await theirs.Get("/api/v1/communities"))["items"]!.AsArray());
        await theirs.Post($"/api/v1/communities/{community.Id}/accept");
        Assert.Single((await theirs.Get("/api/v1/communities"))["items"]!.AsArray());

        var one = $"{path}/{(Guid?)invited["id"]}";
        Assert.Equal("suspended", (string?)(await leads.Patch(one, Parse("""{"state":"suspended"}""")))["state"]);
        Assert.Empty((await theirs.Get("/api/v1/communities"))["items"]!.AsArray());
        Assert.Equal("active", (string?)(await leads.Patch(one, Parse("""{"state":"active"}""")))["state"]);
        Assert.Single((await theirs.Get("/api/v1/communities"))["items"]!.AsArray());
        var list = await theirs.Get(path);
        Assert.Equal(
            new[] { lead.Slug, coHost.Slug }.Order(),
            list["items"]!.AsArray().Select(item => (string?)item!["agency"]).Order()
        );
    }

    [Fact]
    public async Task A_key_made_by_the_api_works_until_it_is_revoked()
    {
        var staff = await host.Field.Staff(await host.Field.Agency(), Role.Moderator);
        var api = host.As(staff);
        var made = await api.Post("/api/v1/api-keys", Parse("""{"name":"my script"}"""));
        var other = host.As(staff with { ApiKey = (string)made["key"]! });
        Assert.Equal(staff.Id, (Guid?)(await other.Get("/api/v1/me"))["staffId"]);
        var revoked = await api.DeleteAsync(new Uri($"/api/v1/api-keys/{(Guid?)made["id"]}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        var after = await other.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Refusals_speak_the_readers_language()
    {
        var agency = await host.Field.Agency();
        var administrator = await host.Field.Staff(agency, Role.AgencyAdministrator);
        var api = host.As(administrator);
        api.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var answer = await api.DeleteAsync(new Uri($"/api/v1/staff/{administrator.Id}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
        Assert.Equal("last_administrator", (string?)problem["code"]);
        Assert.StartsWith("Un organisme", (string?)problem["detail"], StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Patch(HttpClient api, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return (await api.PatchAsync(new Uri(path, UriKind.Relative), content, Ct)).StatusCode;
    }

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
