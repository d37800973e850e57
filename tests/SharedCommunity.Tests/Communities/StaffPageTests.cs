using System.Net;
using System.Text.RegularExpressions;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>Staff and keys by the pages' forms.</summary>
public sealed partial class StaffPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_is_added_with_a_role_in_one_community_and_gets_a_link_that_is_shown_once()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        using var administrator = await host.SignInAs(await host.Field.Staff(agency, Role.AgencyAdministrator));
        var page = $"/{agency.Slug}/staff";
        var role = $$"""{"role":"moderator","community":"{{community.Id}}"}""";
        Assert.Contains(WebUtility.HtmlEncode(role), await Html(administrator, page), StringComparison.Ordinal);

        var email = $"new-{Guid.CreateVersion7():N}@north.example";
        var added = await administrator.Send(
            page,
            $"{page}/add",
            new()
            {
                ["email"] = email,
                ["displayName"] = "Nadia",
                ["roles"] = role,
                ["languages"] = "ar",
            }
        );
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        var link = ResetLink().Match(WebUtility.HtmlDecode(await added.Content.ReadAsStringAsync(Ct))).Value;
        Assert.NotEmpty(link);
        var after = await Html(administrator, page);
        Assert.Contains("<bdi>Nadia</bdi>", after, StringComparison.Ordinal);
        Assert.DoesNotContain("/sign-in/reset", after, StringComparison.Ordinal);
        var held = await host.Database.Read(
            """
            select r.role, r.community_id from communities.staff_roles r
            join communities.staff_private p on p.staff_id = r.staff_id where p.email = $1
            """,
            row => (row.GetString(0), row.GetGuid(1)),
            email
        );
        Assert.Equal([("Moderator", community.Id)], held);
    }

    [Fact]
    public async Task Roles_and_languages_are_changed_and_all_may_be_taken_away()
    {
        var agency = await host.Field.Agency("North");
        using var administrator = await host.SignInAs(await host.Field.Staff(agency, Role.AgencyAdministrator));
        var rania = await host.Field.Staff(agency, "Rania", Role.Moderator);
        var page = $"/{agency.Slug}/staff?person={rania.Id}";
        var change = $"/{agency.Slug}/staff/{rania.Id}/change";
        var sent = await administrator.Send(page, change, new() { ["displayName"] = "Rania Saleh" });
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var html = await Html(administrator, page);
        Assert.Contains("<bdi>Rania Saleh</bdi>", html, StringComparison.Ordinal);
        Assert.Contains("no role yet", html, StringComparison.Ordinal);
        var refused = await administrator.Send(page, change, new() { ["displayName"] = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task A_name_that_is_corrected_takes_no_role_that_the_form_does_not_show()
    {
        var (north, south) = (await host.Field.Agency("North"), await host.Field.Agency("South"));
        var community = await host.Field.Community(north, [south]);
        // Of two on offer one is suspended, so that the form still offers something.
        await host.Field.Community(north, [south]);
        using var administrator = await host.SignInAs(await host.Field.Staff(south, Role.AgencyAdministrator));
        var rania = await host.Field.Staff(south, "Rania");
        var page = $"/{south.Slug}/staff?person={rania.Id}";
        var change = $"/{south.Slug}/staff/{rania.Id}/change";
        var role = $$"""{"role":"moderator","community":"{{community.Id}}"}""";
        await administrator.Send(page, change, new() { ["displayName"] = "Rania", ["roles"] = role });

        await host.Field.CoHosts(community, south, "CoHost", "Suspended");
        Assert.DoesNotContain(WebUtility.HtmlEncode(role), await Html(administrator, page), StringComparison.Ordinal);
        var corrected = new Dictionary<string, string> { ["displayName"] = "Rania Saleh" };
        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Send(page, change, corrected)).StatusCode);
        await host.Field.CoHosts(community, south, "CoHost");
        Assert.Equal([("Moderator", community.Id)], await Held());
        Assert.Contains(
            $"value=\"{WebUtility.HtmlEncode(role)}\" checked",
            await Html(administrator, page),
            StringComparison.Ordinal
        );

        // Shown and not chosen, it goes.
        await administrator.Send(page, change, corrected);
        Assert.Empty(await Held());

        Task<List<(string, Guid)>> Held() =>
            host.Database.Read(
                "select role, community_id from communities.staff_roles where staff_id = $1",
                row => (row.GetString(0), row.GetGuid(1)),
                rania.Id
            );
    }

    [Fact]
    public async Task The_last_administrator_stays_and_a_colleague_is_taken_off()
    {
        var agency = await host.Field.Agency("North");
        var own = await host.Field.Staff(agency, Role.AgencyAdministrator);
        using var administrator = await host.SignInAs(own);
        var page = $"/{agency.Slug}/staff?person={own.Id}";
        var refused = await administrator.Send(page, $"/{agency.Slug}/staff/{own.Id}/end", []);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(
            "needs an administrator",
            await refused.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );

        var rania = await host.Field.Staff(agency, "Rania", Role.Moderator);
        using var colleague = await host.SignInAs(rania);
        Assert.Equal(HttpStatusCode.OK, (await colleague.Open($"/{agency.Slug}/keys")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.Open($"/{agency.Slug}/staff")).StatusCode);
        var ended = await administrator.Send(
            $"/{agency.Slug}/staff?person={rania.Id}",
            $"/{agency.Slug}/staff/{rania.Id}/end",
            []
        );
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.Open($"/{agency.Slug}/keys")).StatusCode);
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_is_revoked()
    {
        var agency = await host.Field.Agency("North");
        var rania = await host.Field.Staff(agency, "Rania", Role.Moderator);
        using var browser = await host.SignInAs(rania);
        var page = $"/{agency.Slug}/keys";
        var made = await browser.Send(page, $"{page}/create", new() { ["name"] = "nightly export" });
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var key = Key().Match(await made.Content.ReadAsStringAsync(Ct)).Value;
        var api = host.As(rania with { ApiKey = key });
        Assert.Equal(rania.Id, (Guid?)(await api.Get("/api/v1/me"))["staffId"]);
        var html = await Html(browser, page);
        Assert.DoesNotContain(key, html, StringComparison.Ordinal);
        Assert.Contains("nightly export", html, StringComparison.Ordinal);

        var ids = await host.Database.Read(
            "select id from communities.api_keys where staff_id = $1 and name = 'nightly export'",
            row => row.GetGuid(0),
            rania.Id
        );
        var revoked = await browser.Send(page, $"{page}/{ids[0]}/revoke", []);
        Assert.Equal(HttpStatusCode.SeeOther, revoked.StatusCode);
        var refused = await api.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static async Task<string> Html(Browser browser, string page) =>
        await (await browser.Open(page)).Content.ReadAsStringAsync(Ct);

    [GeneratedRegex("https?://[^<]+/sign-in/reset\\?[^<]+")]
    private static partial Regex ResetLink();

    [GeneratedRegex("sck_[0-9A-Za-z]{32}")]
    private static partial Regex Key();
}
