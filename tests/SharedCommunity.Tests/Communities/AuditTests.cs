using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Resources;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Audit;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>The audit trail: an agency's own doings, ids only, in words.</summary>
public sealed partial class AuditTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("ar")]
    public void Every_action_and_every_thing_that_is_recorded_has_its_words(string language)
    {
        var actions = host.Services.GetRequiredService<AuditWords>().Actions;
        Assert.True(actions.Count > 30, "too few actions to mean anything");
        var things = Repository
            .Files("modules", ".cs")
            .SelectMany(file => Concerns().Matches(file.Text))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.Contains("inquiry", things);
        var texts = TestDatabase
            .Modules.Where(module =>
                module.Texts.Assembly.GetManifestResourceNames().Contains($"{module.Texts.FullName}.resources")
            )
            .SelectMany(module => Keys(module.Texts, language))
            .ToHashSet();
        Assert.Empty(
            actions.Select(action => $"Action_{action}").Concat(things.Select(thing => $"Thing_{thing}")).Except(texts)
        );
    }

    [Fact]
    public async Task An_agency_reads_what_its_own_people_did_and_nobody_elses()
    {
        var (north, south) = (await host.Field.Agency("North"), await host.Field.Agency("South"));
        var community = await host.Field.Community(north, [south]);
        var amal = await host.Field.Staff(north, "Amal Haddad", Role.CommunityAdministrator);
        var marc = await host.Field.Staff(south, "Marc Tremblay", Role.CommunityAdministrator);
        using var client = host.As(amal);
        await client.Patch($"/api/v1/communities/{community.Id}", new JsonObject { ["purpose"] = "A secret purpose" });
        var trail = await client.Get($"/api/v1/communities/{community.Id}/audit");
        var line = Assert.Single(trail["items"]!.AsArray())!;
        Assert.Equal("ChangeCommunity", (string?)line["action"]);
        Assert.Equal("Amal Haddad", (string?)line["staffName"]);
        Assert.Equal(community.Id.ToString(), (string?)line["subjectId"]);
        Assert.DoesNotContain("secret", trail.ToJsonString(), StringComparison.Ordinal);
        using var other = host.As(marc);
        Assert.Empty((await other.Get($"/api/v1/communities/{community.Id}/audit"))["items"]!.AsArray());

        using var browser = await host.SignInAs(amal);
        var html = await Html(browser, $"/{north.Slug}/{community.Slug}/settings/audit");
        Assert.Contains("<bdi>Amal Haddad</bdi>", html, StringComparison.Ordinal);
        Assert.Contains("Changed the community", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_is_filtered_by_person_action_and_day_and_paged()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        var amal = await host.Field.Staff(agency, "Amal Haddad", Role.AgencyAdministrator);
        var rania = await host.Field.Staff(agency, "Rania Saleh", Role.AgencyAdministrator);
        foreach (var (staff, word) in new[] { (amal, "one"), (amal, "two"), (rania, "three") })
        {
            using var client = host.As(staff);
            await client.Patch($"/api/v1/communities/{community.Id}", new JsonObject { ["purpose"] = word });
        }

        using var reader = host.As(amal);
        var address = $"/api/v1/communities/{community.Id}/audit";
        var (all, next) = await Ids(reader, $"{address}?limit=2");
        Assert.Equal(2, all.Count);
        var (rest, end) = await Ids(reader, $"{address}?limit=2&after={next}");
        Assert.Null(end);
        Assert.Equal(3, all.Concat(rest).Distinct().Count());
        Assert.Equal(2, (await Ids(reader, $"{address}?person={amal.Id}")).Ids.Count);
        Assert.Empty((await Ids(reader, $"{address}?action=ClaimInquiry")).Ids);
        Assert.Empty((await Ids(reader, $"{address}?until=2020-01-01")).Ids);
        Assert.Equal(3, (await Ids(reader, $"{address}?from=2020-01-01")).Ids.Count);

        using var browser = await host.SignInAs(amal);
        var page = $"/{agency.Slug}/audit?person={rania.Id}";
        var html = await Html(browser, page);
        Assert.Contains("<bdi>Rania Saleh</bdi>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<bdi>Amal Haddad</bdi></strong>", html, StringComparison.Ordinal);
        Assert.Contains("selected", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("until=9999-12-31", 1)]
    [InlineData("from=-5000-01-01", 1)]
    [InlineData("from=9999-12-31", 0)]
    [InlineData("until=-9998-01-01", 0)]
    [InlineData("after={\"at\":\"-9998-01-01T00:00:00Z\",\"id\":\"00000000-0000-0000-0000-000000000000\"}", 1)]
    public async Task Days_and_places_at_the_end_of_time_are_no_fault(string filter, int lines)
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        var amal = await host.Field.Staff(agency, Role.AgencyAdministrator);
        using var client = host.As(amal);
        await client.Patch($"/api/v1/communities/{community.Id}", new JsonObject { ["purpose"] = "one" });
        if (filter.StartsWith("after=", StringComparison.Ordinal))
            filter = "after=" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(filter["after=".Length..]));
        Assert.Equal(lines, (await Ids(client, $"/api/v1/communities/{community.Id}/audit?{filter}")).Ids.Count);
        using var browser = await host.SignInAs(amal);
        foreach (var page in new[] { $"/{agency.Slug}/audit", $"/{agency.Slug}/{community.Slug}/settings/audit" })
            Assert.Equal(HttpStatusCode.OK, (await browser.Open($"{page}?{filter}")).StatusCode);
    }

    [Fact]
    public async Task What_is_no_action_filters_no_page_and_is_refused_by_the_api()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        var amal = await host.Field.Staff(agency, "Amal Haddad", Role.AgencyAdministrator);
        using var client = host.As(amal);
        await client.Patch($"/api/v1/communities/{community.Id}", new JsonObject { ["purpose"] = "one" });
        using var refused = await client.GetAsync($"/api/v1/communities/{community.Id}/audit?action=%00", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var browser = await host.SignInAs(amal);
        foreach (var action in new[] { "%00", "Nothing" })
            Assert.Contains(
                "<bdi>Amal Haddad</bdi></strong>",
                await Html(browser, $"/{agency.Slug}/{community.Slug}/settings/audit?action={action}"),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task A_moderator_reads_no_audit_trail()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        using var browser = await host.SignInAs(await host.Field.Staff(agency, Role.Moderator));
        foreach (var page in new[] { $"/{agency.Slug}/audit", $"/{agency.Slug}/{community.Slug}/settings/audit" })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Open(page)).StatusCode);
    }

    private static async Task<(List<string> Ids, string? Next)> Ids(HttpClient client, string path)
    {
        var page = await client.Get(path);
        return ([.. page["items"]!.AsArray().Select(line => (string)line!["id"]!)], (string?)page["next"]);
    }

    private static IEnumerable<string> Keys(Type texts, string language) =>
        new ResourceManager(texts)
            .GetResourceSet(
                language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language),
                createIfNotExists: true,
                tryParents: false
            )!
            .Cast<System.Collections.DictionaryEntry>()
            .Select(entry => (string)entry.Key);

    private static async Task<string> Html(Browser browser, string page) =>
        await (await browser.Open(page)).Content.ReadAsStringAsync(Ct);

    [GeneratedRegex("Concerns\\(\\s*\"(\\w+)\"")]
    private static partial Regex Concerns();
}
