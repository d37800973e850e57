using System.Net;
using System.Text.RegularExpressions;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>The page of what is parked: metadata and decisions, never what anybody said.</summary>
public sealed partial class ParkedPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private sealed record World(AgencyInField Agency, CommunityInField Community, GroupInField Group)
    {
        public string Page => $"/{Agency.Slug}/{Community.Slug}/settings/parked";
    }

    private async Task<World> Set()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        return new World(agency, community, await host.TelegramGroup(community, agency));
    }

    private Task Deliver(World world, string state, string failure, Guid? id = null) =>
        host.Database.Administer(
            $"""
            insert into channels.deliveries (id, community_id, channel_id, text, state, failure, due_at, created_at, attempts, parts_sent)
            values ('{id
                ?? Guid.CreateVersion7()}', '{world.Community.Id}', '{world.Group.Channel}', 'Secret answer', '{state}', '{failure}', now(), now(), 1, 0)
            """
        );

    private async Task<Guid> Park(World world, string failure)
    {
        var id = Guid.CreateVersion7();
        await host.Database.Administer(
            $$"""
            with j as (
                insert into channels.journal (connection_id, event_id, position, lane, account, payload, received_at)
                values ('{{world.Group.Connection}}', '{{id}}', 1, 'x', 'y', '{"secret":1}'::bytea, now()) returning id
            )
            insert into channels.parked_events (id, journal_id, connection_id, agency_id, community_id, failure, parked_at)
            select '{{id}}', j.id, '{{world.Group.Connection}}', '{{world.Agency.Id}}', '{{world.Community.Id}}', '{{failure}}', now() from j
            """
        );
        return id;
    }

    [Fact]
    public async Task Where_nothing_is_parked_the_page_says_so()
    {
        var world = await Set();
        using var browser = await host.SignInAs(await host.Field.Staff(world.Agency, Role.Moderator));
        var html = await Html(browser, world.Page);
        Assert.Contains("Nothing is parked", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" action=\"" + world.Page, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_go_out_is_said_in_words_and_decided()
    {
        var world = await Set();
        var (failed, unknown) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Deliver(world, "Failed", "bot_removed", failed);
        await Deliver(world, "Unknown", "timeout", unknown);
        using var browser = await host.SignInAs(await host.Field.Staff(world.Agency, Role.Moderator));
        var html = await Html(browser, world.Page);
        Assert.Contains("the bot was removed from the group", html, StringComparison.Ordinal);
        Assert.Contains("Telegram did not answer in time", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret answer", html, StringComparison.Ordinal);

        var verbs = $"/{world.Agency.Slug}/{world.Community.Slug}/deliveries";
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.Send(world.Page, $"{verbs}/{unknown}/found", [])).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.Send(world.Page, $"{verbs}/{failed}/retry", [])).StatusCode
        );
        await Eventually.Becomes(
            () => Task.FromResult(host.Telegram.Sent),
            sent => sent.Any(one => one.ChatId == world.Group.Group.Id && one.Text == "Secret answer")
        );
        Assert.Contains(
            "Nothing is parked",
            await Eventually.Becomes(
                () => Html(browser, world.Page),
                page => page.Contains("Nothing is parked", StringComparison.Ordinal)
            ),
            StringComparison.Ordinal
        );
        Assert.Single(host.Telegram.Sent, one => one.ChatId == world.Group.Group.Id);
    }

    [Fact]
    public async Task All_events_that_failed_alike_are_replayed_at_once_and_the_others_stay()
    {
        var world = await Set();
        await Park(world, "FirstFailure");
        await Park(world, "FirstFailure");
        var other = await Park(world, "OtherFailure");
        using var browser = await host.SignInAs(await host.Field.Staff(world.Agency, Role.Moderator));
        var html = await Html(browser, world.Page);
        Assert.Contains("FirstFailure", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html, StringComparison.Ordinal);
        var all = await browser.Send(world.Page, $"{world.Page}/events/replay", new() { ["failure"] = "FirstFailure" });
        Assert.Equal(HttpStatusCode.SeeOther, all.StatusCode);
        var left = await Html(browser, world.Page);
        Assert.DoesNotContain("FirstFailure", left, StringComparison.Ordinal);
        Assert.Contains($"event-{other}", left, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.Send(world.Page, $"{world.Page}/events/{other}/replay", [])).StatusCode
        );
        Assert.DoesNotContain($"event-{other}", await Html(browser, world.Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Announcements_are_for_administrators()
    {
        var world = await Set();
        var id = Guid.CreateVersion7();
        await host.Database.Administer(
            $$"""
            insert into kernel.parked_announcements (id, community_id, handler, announcement, payload, failure, parked_at)
            values ('{{id}}', '{{world.Community.Id}}', 'Some.Handler', 'Some.MessagePosted', '{}', 'Oops', now())
            """
        );
        using var moderator = await host.SignInAs(await host.Field.Staff(world.Agency, Role.Moderator));
        Assert.DoesNotContain($"{id}", await Html(moderator, world.Page), StringComparison.Ordinal);
        using var administrator = await host.SignInAs(await host.Field.Staff(world.Agency, Role.AgencyAdministrator));
        Assert.Contains($"announcement-{id}", await Html(administrator, world.Page), StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await administrator.Send(world.Page, $"{world.Page}/announcements/{id}/replay", [])).StatusCode
        );
    }

    [Fact]
    public async Task Deliveries_come_in_pages()
    {
        var world = await Set();
        for (var i = 0; i < 60; i++)
            await Deliver(world, "Failed", "too_long");
        using var browser = await host.SignInAs(await host.Field.Staff(world.Agency, Role.Moderator));
        var html = await Html(browser, world.Page);
        Assert.Equal(50, Rows().Count(html));
        var next = WebUtility.HtmlDecode(After().Match(html).Groups[1].Value);
        Assert.Equal(10, Rows().Count(await Html(browser, next)));
    }

    private static async Task<string> Html(Browser browser, string page) =>
        await (await browser.Open(page)).Content.ReadAsStringAsync(Ct);

    [GeneratedRegex("<li class=\"row\" id=\"delivery-")]
    private static partial Regex Rows();

    [GeneratedRegex("href=\"([^\"]+after=[^\"]+)\"")]
    private static partial Regex After();
}
