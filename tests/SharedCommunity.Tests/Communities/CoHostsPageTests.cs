using System.Net;
using System.Text.RegularExpressions;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>A Lead invites an agency on the page, and the agency answers on its own.</summary>
public sealed partial class CoHostsPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agency_is_invited_reads_what_it_means_and_accepts()
    {
        var (north, south) = (await host.Field.Agency("North"), await host.Field.Agency("South"));
        var community = await host.Field.Community(north);
        using var lead = await host.SignInAs(await host.Field.Staff(north, Role.AgencyAdministrator));
        using var invited = await host.SignInAs(await host.Field.Staff(south, Role.AgencyAdministrator));
        var page = $"/{north.Slug}/{community.Slug}/settings/co-hosts";

        var made = await lead.Send(page, $"{page}/invite", new() { ["agency"] = south.Slug, ["role"] = "coHost" });
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var link = Link().Match(await made.Content.ReadAsStringAsync(Ct)).Groups[1].Value;
        Assert.DoesNotContain(link, await Html(lead, page), StringComparison.Ordinal);

        var asked = await Html(invited, link);
        Assert.Contains("<bdi>North</bdi>", asked, StringComparison.Ordinal);
        Assert.Contains("What is shared", asked, StringComparison.Ordinal);
        var accept = $"/{south.Slug}{link}/accept";
        var accepted = await invited.Send(link, accept, []);
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        Assert.Equal($"/{south.Slug}", accepted.Headers.Location?.ToString());
        Assert.Contains(community.Slug, await Html(invited, $"/{south.Slug}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await invited.Open(link)).StatusCode);
    }

    [Fact]
    public async Task A_link_is_nobodys_but_the_invited_administrators()
    {
        var (north, south) = (await host.Field.Agency("North"), await host.Field.Agency("South"));
        var token = Guid.CreateVersion7().ToString("N");
        await host.Field.Invites(await host.Field.Community(north), south, token);
        var link = $"/invitations/{token}";
        using var other = await host.SignInAs(await host.Field.Staff(north, Role.AgencyAdministrator));
        using var moderator = await host.SignInAs(await host.Field.Staff(south, Role.Moderator));
        using var nobody = host.Stranger();
        var theirs = await other.Open(link);
        var wrong = await other.Open($"/invitations/{Guid.CreateVersion7():N}");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (theirs.StatusCode, wrong.StatusCode));
        var forbidden = await moderator.Open(link);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.DoesNotContain("/accept", await forbidden.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var asked = await nobody.GetAsync(new Uri(link, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Contains(Uri.EscapeDataString(link), asked.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_suspends_an_agency_and_lets_it_back()
    {
        var (north, south) = (await host.Field.Agency("North"), await host.Field.Agency("South"));
        var community = await host.Field.Community(north, [south]);
        using var lead = await host.SignInAs(await host.Field.Staff(north, Role.AgencyAdministrator));
        using var theirs = await host.SignInAs(await host.Field.Staff(south, Role.AgencyAdministrator));
        var page = $"/{north.Slug}/{community.Slug}/settings/co-hosts";
        var change = $"{page}/{south.Id}/change";
        Assert.Contains("return to the queue", await Html(lead, page), StringComparison.Ordinal);
        var body = new Dictionary<string, string> { ["state"] = "suspended", ["role"] = "" };
        Assert.Equal(HttpStatusCode.SeeOther, (await lead.Send(page, change, body)).StatusCode);
        var own = $"/{south.Slug}/{community.Slug}/settings/co-hosts";
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.Open(own)).StatusCode);
        body["state"] = "active";
        Assert.Equal(HttpStatusCode.SeeOther, (await lead.Send(page, change, body)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await theirs.Open(own)).StatusCode);
        Assert.DoesNotContain("/invite", await Html(theirs, own), StringComparison.Ordinal);
        var left = await theirs.Send(own, $"{own}/leave", []);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.Open(own)).StatusCode);
    }

    [Fact]
    public async Task What_was_typed_stays_when_there_is_no_such_agency()
    {
        var north = await host.Field.Agency("North");
        var community = await host.Field.Community(north);
        using var lead = await host.SignInAs(await host.Field.Staff(north, Role.AgencyAdministrator));
        var page = $"/{north.Slug}/{community.Slug}/settings/co-hosts";
        var refused = await lead.Send(page, $"{page}/invite", new() { ["agency"] = "nobody-here", ["role"] = "lead" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var html = await refused.Content.ReadAsStringAsync(Ct);
        Assert.Contains("value=\"nobody-here\"", html, StringComparison.Ordinal);
        Assert.Contains("There is no agency", html, StringComparison.Ordinal);
    }

    private static async Task<string> Html(Browser browser, string page) =>
        await (await browser.Open(page)).Content.ReadAsStringAsync(Ct);

    [GeneratedRegex("https?://[^/\"]+(/invitations/[0-9a-f]{32})")]
    private static partial Regex Link();
}
