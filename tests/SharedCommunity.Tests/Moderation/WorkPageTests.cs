using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

/// <summary>My work and its forms as a browser without script uses them.</summary>
public sealed class WorkPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_to_the_team_walks_the_tour_by_its_addresses_and_puts_it_away()
    {
        var (staff, page) = await Begin();
        using var browser = await host.SignInAs(staff);
        var first = await Html(await browser.Open(page));
        Assert.Contains("Step 1 of 5", first, StringComparison.Ordinal);
        Assert.Contains($"href=\"{page}?tour=2\"", first, StringComparison.Ordinal);
        var last = await Html(await browser.Open($"{page}?tour=5"));
        Assert.Contains("Step 5 of 5", last, StringComparison.Ordinal);
        Assert.DoesNotContain("?tour=6", last, StringComparison.Ordinal);

        var left = await browser.Send($"{page}?tour=5", $"{page}/tour", []);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.DoesNotContain("id=\"tour\"", await Html(await browser.Open(page)), StringComparison.Ordinal);
        // The foot of every page of the community calls it again.
        var queue = await Html(await browser.Open(page.Replace("/work", "/queue", StringComparison.Ordinal)));
        Assert.Contains($"href=\"{page}?tour=1\"", queue, StringComparison.Ordinal);
        Assert.Contains("Step 1 of 5", await Html(await browser.Open($"{page}?tour=1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_do_says_so_and_what_to_do_next()
    {
        var (staff, page) = await Begin();
        using var browser = await host.SignInAs(staff);
        var html = await Html(await browser.Open(page));
        Assert.Contains("Nothing waits for you.", html, StringComparison.Ordinal);
        Assert.Contains("No inquiry waits for somebody to claim it.", html, StringComparison.Ordinal);
        using var program = host.As(staff);
        await program.Post(
            $"/api/v1/communities/{await Community(program)}/inquiries",
            new JsonObject
            {
                ["text"] = "Where is the school?",
                ["source"] = "phone",
                ["name"] = "Samira",
            }
        );
        html = await Html(await browser.Open(page));
        Assert.Contains("One inquiry waits for somebody to claim it.", html, StringComparison.Ordinal);
        Assert.Contains("Where is the school?", html, StringComparison.Ordinal);
        Assert.Contains("Next to answer", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_says_that_I_have_seen_what_the_page_showed()
    {
        var (staff, page) = await Begin();
        var colleague = await host.Field.Staff(staff.Agency, "Nadia Roy", Role.Moderator);
        using var program = host.As(colleague);
        var community = await Community(program);
        var made = await program.Post(
            $"/api/v1/communities/{community}/inquiries",
            new JsonObject
            {
                ["text"] = "Where is the school?",
                ["source"] = "phone",
                ["name"] = "Samira",
            }
        );
        await program.Post($"/api/v1/inquiries/{made["id"]}/claim", new JsonObject());
        using var browser = await host.SignInAs(staff);
        var html = await Html(await browser.Open(page));
        Assert.Contains("<bdi>Nadia Roy</bdi>", html, StringComparison.Ordinal);
        Assert.Contains("claimed 1 time", html, StringComparison.Ordinal);
        var asOf = html.Split("name=\"asOf\" value=\"")[1].Split('"')[0];
        var seen = await browser.Send(page, $"{page}/seen", new() { ["asOf"] = asOf });
        Assert.Equal(HttpStatusCode.SeeOther, seen.StatusCode);
        Assert.Contains(
            "Nobody did anything meanwhile.",
            await Html(await browser.Open(page)),
            StringComparison.Ordinal
        );
    }

    private async Task<(StaffInField Staff, string Page)> Begin()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        return (await host.Field.Staff(agency, Role.Moderator), $"/{agency.Slug}/{community.Slug}/work");
    }

    private static async Task<string> Community(HttpClient program) =>
        (string)(await program.Get("/api/v1/communities"))["items"]![0]!["id"]!;

    private static Task<string> Html(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Ct);
}
