using System.Net;
using System.Text.Json.Nodes;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>A member's file, from the platform to a moderator's browser, through the whole host.</summary>
public sealed class MediaTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[5_000]];

    private async Task<(StaffInField Staff, HttpClient Client, GroupInField Group, string Message)> Posted(
        Func<Group, Person, TelegramUpdate> update
    )
    {
        var agency = await host.Field.Agency("Media");
        var staff = await host.Field.Staff(agency, Role.Moderator);
        var community = await host.Field.Community(agency);
        var group = await host.TelegramGroup(community, agency);
        await host.Deliver(group, update(group.Group, RunningHost.Newcomer()));
        var client = host.As(staff);
        var items = await Eventually.Becomes(
            async () =>
                JsonNode.Parse(await client.GetStringAsync($"/api/v1/communities/{community.Id}/messages", Stop))![
                    "items"
                ]!.AsArray(),
            all => all.Count > 0
        );
        return (staff, client, group, (string)items[0]!["id"]!);
    }

    [Fact]
    public async Task A_photo_is_shown_in_place_and_says_nothing_of_the_bot()
    {
        host.Telegram.AddFile("P-1", "photos/file_1.jpg", Jpeg);
        var (_, client, group, message) = await Posted((g, p) => TelegramUpdates.Photo(g, p, "P-1", "My letter"));
        using var answer = await client.GetAsync($"/api/v1/messages/{message}/media", Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Jpeg, await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("inline", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains(
            "sandbox",
            string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain(group.Bot.Identity.Token, $"{answer}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_calls_itself_a_picture_and_is_a_page_is_saved_and_not_shown()
    {
        host.Telegram.AddFile("D-1", "documents/file_2.html", "<html><script>alert(1)</script></html>"u8.ToArray());
        var (_, client, _, message) = await Posted(
            (g, p) => TelegramUpdates.Document(g, p, "D-1", "holiday \"1\".jpg", "image/jpeg")
        );
        using var answer = await client.GetAsync($"/api/v1/messages/{message}/media", Stop);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task Who_may_not_read_the_message_finds_no_file()
    {
        host.Telegram.AddFile("P-2", "photos/file_3.jpg", Jpeg);
        var (_, client, _, message) = await Posted((g, p) => TelegramUpdates.Photo(g, p, "P-2"));
        var stranger = await host.Field.Staff(await host.Field.Agency("Elsewhere"), Role.Moderator);
        using var refused = await host.As(stranger).GetAsync($"/api/v1/messages/{message}/media", Stop);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var nobody = await host.Stranger().GetAsync($"/api/v1/messages/{message}/media", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var second = await client.GetAsync($"/api/v1/messages/{message}/media/1", Stop);
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
    }

    [Fact]
    public async Task What_the_platform_has_no_more_is_not_there()
    {
        var (_, client, _, message) = await Posted((g, p) => TelegramUpdates.Voice(g, p, "gone"));
        using var answer = await client.GetAsync($"/api/v1/messages/{message}/media", Stop);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }
}
