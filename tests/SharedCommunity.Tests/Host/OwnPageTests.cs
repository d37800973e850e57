using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>What is one's own: the name that colleagues see, and one's keys.</summary>
public sealed class OwnPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Page = "/sign-in/account";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_renames_themselves_and_the_history_keeps_the_name_that_was()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        var staff = await host.Field.Staff(agency, "Nadia Roy", Role.Moderator);
        using var program = host.As(staff);
        var made = await program.Post(
            $"/api/v1/communities/{community.Id}/inquiries",
            new JsonObject
            {
                ["text"] = "Where is the school?",
                ["source"] = "phone",
                ["name"] = "Samira",
            }
        );
        await program.Post($"/api/v1/inquiries/{made["id"]}/claim", new JsonObject());
        await program.Post($"/api/v1/inquiries/{made["id"]}/release", new JsonObject());

        using var browser = await host.SignInAs(staff);
        var form = $"/{agency.Slug}/own/name";
        Assert.Contains("value=\"Nadia Roy\"", await Html(await browser.Open(Page)), StringComparison.Ordinal);
        var refused = await browser.Send(Page, form, new() { ["displayName"] = "  " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("role=\"alert\"", await Html(refused), StringComparison.Ordinal);
        var renamed = await browser.Send(Page, form, new() { ["displayName"] = " Nadia Haddad " });
        Assert.Equal(HttpStatusCode.SeeOther, renamed.StatusCode);
        var after = await Html(await browser.Open(renamed.Headers.Location!.ToString()));
        Assert.Contains("value=\"Nadia Haddad\"", after, StringComparison.Ordinal);
        Assert.Contains("Saved.", after, StringComparison.Ordinal);

        Assert.Equal("Nadia Haddad", (string)(await program.Get("/api/v1/me"))["displayName"]!);
        await program.Post($"/api/v1/inquiries/{made["id"]}/claim", new JsonObject());
        var page = await Html(
            await browser.Open($"/{agency.Slug}/{community.Slug}/queue?inquiry={(string)made["id"]!}")
        );
        Assert.Contains("Nadia Roy", page, StringComparison.Ordinal);
        Assert.Contains("Nadia Haddad", page, StringComparison.Ordinal);
        Assert.Equal(
            ["RenameMyself"],
            await host.Database.Read(
                "select action from kernel.audit_entries where agency_id = $1 and action = 'RenameMyself'",
                row => row.GetString(0),
                agency.Id
            )
        );
    }

    [Fact]
    public async Task A_key_says_on_which_day_it_was_last_used_and_is_written_once_a_day()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("Keys"), Role.Moderator);
        using var browser = await host.SignInAs(staff);
        using var program = host.As(staff);
        var unused = await program.Post("/api/v1/api-keys", new JsonObject { ["name"] = "Spreadsheet" });
        var keys = $"/{staff.Agency.Slug}/keys";
        Assert.Contains("never used", await Html(await browser.Open(keys)), StringComparison.Ordinal);

        using var other = new HttpClient { BaseAddress = host.Address };
        other.DefaultRequestHeaders.Authorization = new("Bearer", (string)unused["key"]!);
        async Task<(DateOnly? Day, long Version)> Written() =>
            (
                await host.Database.Read(
                    "select last_used_on, xmin::text::bigint from communities.api_keys where id = $1",
                    row => (row.IsDBNull(0) ? (DateOnly?)null : row.GetFieldValue<DateOnly>(0), row.GetInt64(1)),
                    Guid.Parse((string)unused["id"]!)
                )
            )[0];
        Assert.Null((await Written()).Day);
        using (var first = await other.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Ct))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var once = await Written();
        Assert.Equal(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), once.Day);
        using (var second = await other.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Ct))
            Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(once, await Written());

        Assert.Contains("last used on", await Html(await browser.Open(keys)), StringComparison.Ordinal);
        var listed = (await program.Get("/api/v1/api-keys"))["items"]!.AsArray();
        Assert.Contains(
            listed,
            key =>
                (string)key!["name"]! == "Spreadsheet"
                && DateOnly.Parse((string)key["lastUsedOn"]!, System.Globalization.CultureInfo.InvariantCulture)
                    == once.Day
        );
    }

    private static Task<string> Html(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Ct);
}
