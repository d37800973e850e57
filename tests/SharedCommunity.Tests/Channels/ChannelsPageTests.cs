using System.Net;
using System.Text.RegularExpressions;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>The page of a community's channels, and what anybody may read about privacy.</summary>
public sealed partial class ChannelsPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_bound_by_a_link_that_is_shown_once_and_by_a_yes()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        var amal = await host.Field.Staff(agency, Role.AgencyAdministrator);
        var bound = await host.TelegramGroup(community, agency);
        using var browser = await host.SignInAs(amal);
        var page = $"/{agency.Slug}/{community.Slug}/settings/channels";

        var made = await browser.Send(page, $"{page}/bind-link", []);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var shown = await made.Content.ReadAsStringAsync(Ct);
        var command = Command().Match(shown).Groups[1].Value;
        Assert.StartsWith($"/bind@{bound.Bot.Identity.Username} ", command, StringComparison.Ordinal);
        Assert.DoesNotContain(command, await Html(browser, page), StringComparison.Ordinal);

        var group = new Fakes.Telegram.Group(-1_009_000_000_001, "Parents of the West End");
        host.Telegram.AddGroup(group);
        await host.Deliver(bound, TelegramUpdates.GroupMessage(group, RunningHost.Newcomer("Wanda"), command));
        var asking = await Eventually.Becomes(
            () => Html(browser, page),
            html => html.Contains("Parents of the West End", StringComparison.Ordinal)
        );
        Assert.Contains("Wanda", asking, StringComparison.Ordinal);
        var confirm = Confirm().Match(asking).Groups[1].Value;
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Send(page, confirm, [])).StatusCode);
        var after = await Html(browser, page);
        Assert.DoesNotContain("Wanda", after, StringComparison.Ordinal);
        Assert.Contains("Parents of the West End", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moderator_sees_where_the_community_lives_and_can_change_nothing()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        var group = await host.TelegramGroup(community, agency);
        using var browser = await host.SignInAs(await host.Field.Staff(agency, Role.Moderator));
        var html = await Html(browser, $"/{agency.Slug}/{community.Slug}/settings/channels");
        Assert.Contains(group.Group.Title, html, StringComparison.Ordinal);
        Assert.DoesNotContain("/settings/channels/", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "who reads")]
    [InlineData("fr", "qui le lit")]
    [InlineData("ar", "من يقرؤه")]
    public async Task Anybody_may_read_who_reads_along(string language, string heading)
    {
        var (north, south) = (await host.Field.Agency("North"), await host.Field.Agency("South"));
        var partner = await host.Field.Agency("Partner");
        var community = await host.Field.Community(north, [south]);
        await host.Field.CoHosts(community, partner, "ReferralPartner");
        var group = await host.TelegramGroup(community, north);
        using var stranger = host.Stranger();
        stranger.DefaultRequestHeaders.Add("Accept-Language", language);
        var html = await stranger.GetStringAsync(new Uri($"/c/{community.Slug}/privacy", UriKind.Relative), Ct);
        Assert.Contains(heading, html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<bdi>North</bdi>", html, StringComparison.Ordinal);
        Assert.Contains("<bdi>South</bdi>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<bdi>Partner</bdi>", html, StringComparison.Ordinal);
        Assert.Contains($"@{group.Bot.Identity.Username}", html, StringComparison.Ordinal);
        Assert.Contains("911", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_community_that_does_not_exist_has_no_privacy_page()
    {
        using var stranger = host.Stranger();
        var answer = await stranger.GetAsync(new Uri("/c/no-such-community/privacy", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_command_to_another_bot_is_not_ours()
    {
        var agency = await host.Field.Agency("North");
        var community = await host.Field.Community(agency);
        var moderator = await host.Field.Staff(agency, Role.Moderator);
        var group = await host.TelegramGroup(community, agency);
        var asker = RunningHost.Newcomer();
        await host.TelegramSays(group, asker, "/ask@other_bot Where is the clinic?");
        await host.TelegramSays(group, asker, $"/ask@{group.Bot.Identity.Username} Where is the school?");
        var queue = await Eventually.Becomes(() => host.QueueOf(community, moderator), rows => rows.Count > 0);
        Assert.Contains("school", Assert.Single(queue)!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("clinic", queue.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<string> Html(Browser browser, string page) =>
        await (await browser.Open(page)).Content.ReadAsStringAsync(Ct);

    [GeneratedRegex("<code dir=\"ltr\">([^<]+)</code>")]
    private static partial Regex Command();

    [GeneratedRegex("action=\"([^\"]+/confirm)\"")]
    private static partial Regex Confirm();
}
