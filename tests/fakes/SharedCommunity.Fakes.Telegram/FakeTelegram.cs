using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SharedCommunity.Fakes.Telegram;

/// <summary>
/// Telegram's Bot API over real HTTP on a loopback port: it takes calls as the document says, keeps what was sent,
/// and can be told to fail for a chat in the ways in which the real one fails.
/// </summary>
public sealed partial class FakeTelegram : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly HttpClient _webhooks = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<string, FakeBot> _bots = new();
    private readonly ConcurrentDictionary<long, Group> _groups = new();
    private readonly ConcurrentDictionary<(long Chat, long User), JsonObject> _members = new();
    private readonly ConcurrentDictionary<string, (string Path, byte[] Content)> _files = new();
    private readonly ConcurrentDictionary<long, ConcurrentQueue<Failure>> _failures = new();
    private readonly ConcurrentQueue<SentMessage> _sent = new();
    private readonly ConcurrentDictionary<(long Chat, long Message), IReadOnlyList<SentButton>> _buttons = new();
    private readonly ConcurrentDictionary<string, string?> _taps = new();
    private readonly ConcurrentQueue<Call> _calls = new();
    private long _messageId = 500_000;
    private long _botId = 70_000;

    private FakeTelegram(WebApplication app, TimeProvider clock)
    {
        _app = app;
        _clock = clock;
    }

    /// <summary>The address to put into <c>Channels:Telegram:ApiBaseUrl</c>.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Everything that bots sent and the platform took, in order.</summary>
    public IReadOnlyList<SentMessage> Sent => [.. _sent];

    /// <summary>Every call of any method, in order.</summary>
    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>Calls with a parameter that no document names; a test asserts that there are none.</summary>
    public IReadOnlyList<string> UndocumentedParameters =>
        [
            .. Calls
                .Where(c => DocumentedMethods.Find(c.Method) == c.Method)
                .SelectMany(c => DocumentedMethods.Unknown(c.Method, c.Parameters).Select(p => $"{c.Method}: {p}")),
        ];

    /// <summary>Starts the platform; port 0 takes any free one.</summary>
    public static async Task<FakeTelegram> Start(TimeProvider? clock = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, port));
        var fake = new FakeTelegram(builder.Build(), clock ?? TimeProvider.System);
        fake._app.Run(fake.Serve);
        await fake._app.StartAsync();
        var addresses = fake._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        fake.BaseAddress = new Uri(addresses.Addresses.Single());
        return fake;
    }

    /// <summary>A new bot. A token may be given where a test wants the same bot again.</summary>
    public FakeBot AddBot(string username = "community_test_bot", string? token = null, bool readsEverything = true)
    {
        token ??=
            Interlocked.Increment(ref _botId).ToString(CultureInfo.InvariantCulture)
            + ":AA"
            + Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        return _bots.GetOrAdd(token, t => new FakeBot(new BotIdentity(t, username), readsEverything));
    }

    /// <summary>From now on the token is unknown: BotFather revoked it.</summary>
    public void Revoke(FakeBot bot) => _bots.TryRemove(bot.Identity.Token, out _);

    /// <summary>A group that <c>getChat</c> and its kin know.</summary>
    public void AddGroup(Group group) => _groups[group.Id] = group;

    /// <summary>Who somebody is in a group, with the rights that they have there.</summary>
    public void SetMember(Group group, Person who, string status, bool isBot = false, params string[] rights)
    {
        AddGroup(group);
        var more = new JsonObject();
        if (status == "administrator")
        {
            more["can_be_edited"] = false;
            more["is_anonymous"] = false;
            foreach (var right in AdministratorRights)
                more[right] = right == "can_manage_chat" || rights.Contains(right);
        }
        else if (status == "creator")
            more["is_anonymous"] = false;
        _members[(group.Id, who.Id)] = TelegramUpdates.Status(status, who, more, isBot);
    }

    /// <summary>A file that <c>getFile</c> finds.</summary>
    public void AddFile(string fileId, string path, byte[] content) => _files[fileId] = (path, content);

    /// <summary>What shall happen to the next messages to this chat, one after the other.</summary>
    public void Fail(long chatId, params Failure[] failures)
    {
        var queue = _failures.GetOrAdd(chatId, _ => new());
        foreach (var failure in failures)
            queue.Enqueue(failure);
    }

    /// <summary>Forgets the failures that were ordered and not used up.</summary>
    public void StopFailing() => _failures.Clear();

    /// <summary>
    /// Gives an update to a bot, as it asked for it: to its webhook (the answer's status comes back), or into the queue
    /// that it polls (null). Kinds that the bot did not ask for are dropped, as Telegram does.
    /// </summary>
    public async Task<HttpStatusCode?> Deliver(FakeBot bot, TelegramUpdate update)
    {
        if (!bot.Wants(update))
            return null;
        bot.Enqueue(update);
        if (bot.Webhook is not { } hook)
            return null;
        using var response = await Post(_webhooks, new Uri(hook.Url), hook.SecretToken, update.Bytes());
        if (response.IsSuccessStatusCode)
            bot.Forget(update);
        else
            bot.LastError = (
                _clock.GetUtcNow(),
                $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}"
            );
        return response.StatusCode;
    }

    /// <summary>Posts an update to a webhook, as Telegram does; without a secret the header is left out.</summary>
    public Task<HttpResponseMessage> PostTo(Uri webhook, string? secret, TelegramUpdate update) =>
        Post(_webhooks, webhook, secret, update.Bytes());

    /// <summary>The same for raw bytes: what is broken must be broken on the wire.</summary>
    public static async Task<HttpResponseMessage> Post(HttpClient client, Uri webhook, string? secret, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("X-Telegram-Bot-Api-Secret-Token", secret);
        return await client.SendAsync(request);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _webhooks.Dispose();
        await _app.StopAsync(new CancellationToken(true));
        await _app.DisposeAsync();
    }

    private async Task Serve(HttpContext http)
    {
        var path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["file", var fileBot, ..] && fileBot.StartsWith("bot", StringComparison.Ordinal))
            await ServeFile(http, fileBot[3..], string.Join('/', path.Skip(2)));
        else if (path is [var bot, var method] && bot.StartsWith("bot", StringComparison.Ordinal))
            await ServeMethod(http, bot[3..], method);
        else
            await Write(http, 404, "Not Found");
    }

    private async Task ServeMethod(HttpContext http, string token, string method)
    {
        var parameters = await Read(http.Request);
        var name = DocumentedMethods.Find(method);
        if (parameters is null)
            await Finish(400, "Bad Request: can't parse request");
        else if (!token.Contains(':', StringComparison.Ordinal))
            await Finish(404, "Not Found");
        else if (!_bots.TryGetValue(token, out var bot))
            await Finish(401, "Unauthorized");
        else if (name is null)
            await Finish(404, "Not Found: method not found");
        else if (DocumentedMethods.Check(name, parameters) is { } complaint)
            await Finish(400, "Bad Request: " + complaint);
        else
        {
            await Task.Delay(bot.Delay);
            var answer = await Do(http, bot, name, parameters);
            _calls.Enqueue(new Call(token, name, parameters, answer?.Code ?? 0, answer?.Description));
            if (answer is not null)
                await Write(http, answer);
        }

        async Task Finish(int code, string description)
        {
            _calls.Enqueue(new Call(token, name ?? method, parameters ?? [], code, description));
            await Write(http, code, description);
        }
    }

    private async Task ServeFile(HttpContext http, string token, string path)
    {
        var file = _files.Values.FirstOrDefault(f => f.Path == path);
        if (!_bots.ContainsKey(token))
            await Write(http, 401, "Unauthorized");
        else if (file.Path is null)
            await Write(http, 404, "Not Found");
        else
        {
            http.Response.ContentType = "application/octet-stream";
            http.Response.ContentLength = file.Content.Length;
            await http.Response.Body.WriteAsync(file.Content);
        }
    }

    private static async Task<JsonObject?> Read(HttpRequest request)
    {
        var all = new JsonObject();
        foreach (var (key, value) in request.Query)
            all[key] = value.ToString();
        if (request.HasFormContentType)
            foreach (var (key, value) in await request.ReadFormAsync())
                all[key] = value.ToString();
        else if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
            try
            {
                if (await JsonNode.ParseAsync(request.Body) is not JsonObject body)
                    return null;
                foreach (var (key, value) in body)
                    all[key] = value?.DeepClone();
            }
            catch (JsonException)
            {
                return null;
            }
        return all;
    }
}
