using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SharedCommunity.Fakes.Telegram;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

/// <summary>The platform that the tests stand on answers as the documents say, else they would prove nothing.</summary>
public sealed class FakeTelegramTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private FakeTelegram _telegram = null!;
    private FakeBot _bot = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _telegram = await FakeTelegram.Start();
        _bot = _telegram.AddBot();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _telegram.DisposeAsync();
    }

    private async Task<(int Status, JsonNode Body)> Call(string method, object? parameters = null, string? token = null)
    {
        using var response = await _client.PostAsJsonAsync(
            new Uri(_telegram.BaseAddress, $"/bot{token ?? _bot.Identity.Token}/{method}"),
            parameters ?? new { },
            Stop
        );
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!);
    }

    [Fact]
    public async Task Required_parameters_are_required()
    {
        var (status, body) = await Call("sendMessage", new { text = "hello" });
        Assert.Equal((400, "Bad Request: chat_id is empty"), (status, (string)body["description"]!));
        (status, body) = await Call("sendMessage", new { chat_id = 7, text = "" });
        Assert.Equal((400, "Bad Request: message text is empty"), (status, (string)body["description"]!));
        (status, body) = await Call("sendMessage", new { chat_id = 7, text = new string('x', 4097) });
        Assert.Equal((400, "Bad Request: message is too long"), (status, (string)body["description"]!));
        (status, _) = await Call("sendMessage", new { chat_id = "not a chat", text = "hello" });
        Assert.Equal(400, status);
        Assert.Empty(_telegram.Sent);
        await Call(
            "sendMessage",
            new
            {
                chat_id = 7,
                text = "hello",
                invented = true,
            }
        );
        Assert.Equal(["sendMessage: invented"], _telegram.UndocumentedParameters);
    }

    [Fact]
    public async Task Unknown_tokens_and_methods_are_told_apart()
    {
        Assert.Equal(401, (await Call("getMe", token: "1:unknown")).Status);
        Assert.Equal(404, (await Call("getMe", token: "nonsense")).Status);
        Assert.Equal(404, (await Call("noSuchMethod")).Status);
        Assert.Equal(200, (await Call("GETME")).Status);
    }

    [Fact]
    public async Task Polling_waits_confirms_and_conflicts_with_a_webhook()
    {
        var waiting = Call("getUpdates", new { timeout = 10 });
        await Task.Delay(100, Stop);
        Assert.False(waiting.IsCompleted);
        var update = TelegramUpdates.GroupMessage(Newcomers, Amal, "hello");
        await _telegram.Deliver(_bot, update);
        var (status, body) = await waiting;
        Assert.Equal(200, status);
        Assert.Equal(update.Id, (long)Assert.Single(body["result"]!.AsArray())!["update_id"]!);
        Assert.Single((await Call("getUpdates")).Body["result"]!.AsArray());
        Assert.Empty((await Call("getUpdates", new { offset = update.Id + 1 })).Body["result"]!.AsArray());

        var first = Call("getUpdates", new { timeout = 10 });
        await Task.Delay(100, Stop);
        var second = Call("getUpdates", new { timeout = 0 });
        Assert.Equal(409, (await first).Status);
        Assert.Equal(200, (await second).Status);

        await Call("setWebhook", new { url = "https://community.example/hook" });
        Assert.Equal(409, (await Call("getUpdates")).Status);
        await Call("deleteWebhook");
        Assert.Equal(200, (await Call("getUpdates")).Status);
    }

    [Fact]
    public async Task Kinds_that_were_not_asked_for_by_name_do_not_come()
    {
        await _telegram.Deliver(_bot, TelegramUpdates.Joined(Newcomers, Oleh));
        Assert.Empty(_bot.Waiting);
        await Call("getUpdates", new { allowed_updates = new[] { "chat_member" } });
        await _telegram.Deliver(_bot, TelegramUpdates.Joined(Newcomers, Oleh));
        await _telegram.Deliver(_bot, TelegramUpdates.GroupMessage(Newcomers, Amal, "hello"));
        Assert.Equal("chat_member", Assert.Single(_bot.Waiting).Kind);
    }

    [Fact]
    public async Task A_webhook_needs_https_and_a_secret_of_allowed_letters()
    {
        Assert.Equal(400, (await Call("setWebhook", new { url = "http://community.example/hook" })).Status);
        Assert.Equal(
            400,
            (await Call("setWebhook", new { url = "https://a.example", secret_token = "blank space" })).Status
        );
        Assert.Equal(400, (await Call("setWebhook", new { url = "https://a.example", max_connections = 101 })).Status);
        Assert.Equal(
            200,
            (await Call("setWebhook", new { url = "https://a.example", secret_token = "s3cret_-" })).Status
        );
        Assert.Equal("https://a.example", (string)(await Call("getWebhookInfo")).Body["result"]!["url"]!);
        await Call("setWebhook", new { url = "" });
        Assert.Null(_bot.Webhook);
    }

    [Fact]
    public async Task Ordered_failures_happen_once_each_and_in_their_order()
    {
        _telegram.Fail(7, Failure.TooManyRequests(14), Failure.Migrated(-1001), new Failure.CutAfterAccepting());
        var message = new { chat_id = 7, text = "hello" };
        var (status, body) = await Call("sendMessage", message);
        Assert.Equal((429, 14), (status, (int)body["parameters"]!["retry_after"]!));
        (status, body) = await Call("sendMessage", message);
        Assert.Equal((400, -1001L), (status, (long)body["parameters"]!["migrate_to_chat_id"]!));
        Assert.Empty(_telegram.Sent);
        await Assert.ThrowsAsync<HttpRequestException>(() => Call("sendMessage", message));
        Assert.Single(_telegram.Sent);
        Assert.Equal(200, (await Call("sendMessage", message)).Status);
        Assert.Equal(200, (await Call("sendMessage", new { chat_id = 8, text = "hello" })).Status);
    }

    [Fact]
    public async Task Files_are_found_by_id_and_fetched_by_path()
    {
        _telegram.AddFile("F1", "voice/file_1.oga", [1, 2, 3]);
        var path = (string)(await Call("getFile", new { file_id = "F1" })).Body["result"]!["file_path"]!;
        var content = await _client.GetByteArrayAsync(
            new Uri(_telegram.BaseAddress, $"/file/bot{_bot.Identity.Token}/{path}"),
            Stop
        );
        Assert.Equal([1, 2, 3], content);
        Assert.Equal(400, (await Call("getFile", new { file_id = "F2" })).Status);
        using var missing = await _client.GetAsync(
            new Uri(_telegram.BaseAddress, $"/file/bot{_bot.Identity.Token}/nothing"),
            Stop
        );
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task A_groups_people_and_rights_are_known()
    {
        Assert.Equal(400, (await Call("getChat", new { chat_id = Newcomers.Id })).Status);
        _telegram.SetMember(Newcomers, _bot.Identity.AsPerson(), "administrator", true, "can_delete_messages");
        _telegram.SetMember(Newcomers, Amal, "creator");
        _telegram.SetMember(Newcomers, Oleh, "member");
        Assert.Equal(
            "Newcomers",
            (string)(await Call("getChat", new { chat_id = Newcomers.Id })).Body["result"]!["title"]!
        );
        var administrators = (await Call("getChatAdministrators", new { chat_id = Newcomers.Id })).Body[
            "result"
        ]!.AsArray();
        Assert.Equal(["administrator", "creator"], administrators.Select(a => (string)a!["status"]!).Order());
        var us = (await Call("getChatMember", new { chat_id = Newcomers.Id, user_id = _bot.Identity.Id })).Body[
            "result"
        ]!;
        Assert.True((bool)us["can_delete_messages"]!);
        Assert.False((bool)us["can_pin_messages"]!);
        await Call("leaveChat", new { chat_id = Newcomers.Id });
        Assert.Equal(
            400,
            (await Call("getChatMember", new { chat_id = Newcomers.Id, user_id = _bot.Identity.Id })).Status
        );
    }
}
