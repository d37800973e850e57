using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>What an agency says of its services, by page and by API.</summary>
public sealed class ServicesPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_typed_is_saved_and_read_back_on_the_page_and_by_the_api()
    {
        var boss = await host.Field.Staff(await host.Field.Agency(), Role.AgencyAdministrator);
        using var browser = await host.SignInAs(boss);
        var page = $"/{boss.Agency.Slug}/services";
        using var saved = await browser.Send(
            page,
            $"{page}/save",
            new()
            {
                ["topics"] = "housing",
                ["timeZone"] = "America/Winnipeg",
                ["monday"] = "9-12, 13:00-17:00",
            }
        );
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        using var program = host.As(boss);
        var said = await program.Get($"/api/v1/agencies/{boss.Agency.Id}/services");
        Assert.Equal(["housing"], said["topics"]!.AsArray().Select(topic => (string)topic!));
        Assert.Equal("America/Winnipeg", (string)said["timeZone"]!);
        Assert.Equal(2, said["hours"]!.AsArray().Count);
        using var shown = await browser.Open(page);
        var html = await shown.Content.ReadAsStringAsync(Ct);
        Assert.Contains("09:00-12:00, 13:00-17:00", html, StringComparison.Ordinal);
        Assert.Contains("value=\"housing\" checked", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("topics", "weather", "topics-problem")]
    [InlineData("timeZone", "Ottawa", "timeZone-problem")]
    [InlineData("monday", "17:00-09:00", "monday-problem")]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_is_saved(
        string field,
        string typed,
        string problem
    )
    {
        var boss = await host.Field.Staff(await host.Field.Agency(), Role.AgencyAdministrator);
        using var browser = await host.SignInAs(boss);
        var page = $"/{boss.Agency.Slug}/services";
        var fields = new Dictionary<string, string> { ["topics"] = "housing", ["timeZone"] = "America/Toronto" };
        fields[field] = typed;
        using var refused = await browser.Send(page, $"{page}/save", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains($"id=\"{problem}\"", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var program = host.As(boss);
        Assert.Empty((await program.Get($"/api/v1/agencies/{boss.Agency.Id}/services"))["topics"]!.AsArray());
    }

    [Fact]
    public async Task Only_the_agencys_own_administrator_may_say_it()
    {
        var agency = await host.Field.Agency();
        var worker = await host.Field.Staff(agency, Role.CaseWorker);
        var stranger = await host.Field.Staff(await host.Field.Agency(), Role.AgencyAdministrator);
        foreach (
            var (staff, status) in new[] { (worker, HttpStatusCode.Forbidden), (stranger, HttpStatusCode.NotFound) }
        )
        {
            using var program = host.As(staff);
            using var answer = await program.PutAsync(
                new Uri($"/api/v1/agencies/{agency.Id}/services", UriKind.Relative),
                new StringContent(
                    new JsonObject { ["timeZone"] = "America/Toronto" }.ToJsonString(),
                    null,
                    "application/json"
                ),
                Ct
            );
            Assert.Equal(status, answer.StatusCode);
        }
    }
}
