using System.Net;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>The console's own pages, and the stream that keeps open ones fresh, on a running host without script.</summary>
public sealed class ConsoleTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agency_shows_its_communities_and_nobody_elses()
    {
        var north = await host.Field.Agency("North");
        var south = await host.Field.Agency("South");
        var shared = await host.Field.Community(north, [south]);
        var foreign = await host.Field.Community(south);
        using var browser = await host.SignInAs(await host.Field.Staff(north, Role.Moderator));
        var html = await Html(browser, $"/{north.Slug}", HttpStatusCode.OK);
        Assert.Contains($"/{north.Slug}/{shared.Slug}/work", html, StringComparison.Ordinal);
        Assert.DoesNotContain(foreign.Slug, html, StringComparison.Ordinal);
        await Html(browser, $"/{south.Slug}", HttpStatusCode.NotFound);
        await Html(browser, "/no-such-agency", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Role.Moderator, 1, "work")]
    [InlineData(Role.Viewer, 1, "work")]
    // Evaluators read no names; where there are several communities, one is chosen.
    [InlineData(Role.Evaluator, 1, null)]
    [InlineData(Role.Moderator, 2, null)]
    public async Task The_front_door_leads_to_the_work_of_ones_only_community(Role role, int communities, string? leads)
    {
        var north = await host.Field.Agency("North");
        var first = await host.Field.Community(north);
        for (var more = 1; more < communities; more++)
            await host.Field.Community(north);
        using var browser = await host.SignInAs(await host.Field.Staff(north, role));
        var door = await browser.Open("/");
        Assert.Equal(HttpStatusCode.Redirect, door.StatusCode);
        var inside = await browser.Open(door.Headers.Location!.ToString());
        if (leads is null)
        {
            Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
            return;
        }

        Assert.Equal(HttpStatusCode.Redirect, inside.StatusCode);
        Assert.Equal($"/{north.Slug}/{first.Slug}/{leads}", inside.Headers.Location!.ToString());
        // The agency's own page stays where its link leads.
        await Html(browser, $"/{north.Slug}", HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_and_comes_back()
    {
        using var stranger = host.Stranger();
        var answer = await stranger.GetAsync(new Uri("/north?x=1", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?returnTo=%2Fnorth%3Fx%3D1", answer.Headers.Location!.ToString());
        var page = await stranger.GetStringAsync(answer.Headers.Location, Ct);
        Assert.Contains("value=\"/north?x=1\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_sign_in_says_why_and_keeps_what_was_typed()
    {
        var staff = await host.Field.Staff(await host.Field.Agency("East"), Role.Moderator);
        using var browser = await host.SignInAs(staff);
        var answer = await browser.Send(
            "/sign-in?returnTo=%2Fx",
            "/sign-in",
            new() { ["email"] = staff.Email, ["password"] = "not this one" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{staff.Email}\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"after\" value=\"/x\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("not this one", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stream_tells_of_ones_own_communities_only()
    {
        var north = await host.Field.Agency("North");
        var south = await host.Field.Agency("South");
        var mine = await host.Field.Community(north);
        var theirs = await host.Field.Community(south);
        using var browser = await host.SignInAs(await host.Field.Staff(north, Role.Moderator));
        using var stream = new StreamReader(await browser.Follow($"/live?agency={north.Slug}"));
        Assert.Equal("event: ping", await stream.ReadLineAsync(Ct));

        var notifier = (LiveNotifier)host.Services.GetService(typeof(LiveNotifier))!;
        notifier.Tell([(CommunityId.From(theirs.Id), "queue")]);
        notifier.Tell([(CommunityId.From(mine.Id), "queue")]);
        string? line;
        do line = await stream.ReadLineAsync(Ct);
        while (line is not null && !line.StartsWith("data: queue", StringComparison.Ordinal));
        Assert.Equal($"data: queue:{mine.Id}", line);
    }

    [Fact]
    public async Task The_stream_is_for_staff_of_the_agency()
    {
        var north = await host.Field.Agency("North");
        using var stranger = host.Stranger();
        var refused = await stranger.GetAsync(new Uri($"/live?agency={north.Slug}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var browser = await host.SignInAs(await host.Field.Staff(await host.Field.Agency("South"), Role.Viewer));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/live?agency={north.Slug}")).StatusCode);
    }

    private static async Task<string> Html(Browser browser, string path, HttpStatusCode expected)
    {
        var answer = await browser.Open(path);
        Assert.Equal(expected, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return await answer.Content.ReadAsStringAsync(Ct);
    }
}
