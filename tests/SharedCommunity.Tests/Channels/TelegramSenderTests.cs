using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Fakes.Telegram;
using Xunit;
using static SharedCommunity.Tests.Channels.Sample;

namespace SharedCommunity.Tests.Channels;

public sealed class TelegramSenderTests : IAsyncLifetime
{
    private readonly Remembered _log = new();
    private FakeTelegram _telegram = null!;
    private FakeBot _bot = null!;
    private ServiceProvider _services = null!;
    private TelegramSender _sender = null!;

    public async ValueTask InitializeAsync()
    {
        _telegram = await FakeTelegram.Start();
        _bot = _telegram.AddBot();
        _services = Services(_telegram.BaseAddress);
        _sender = _services.GetRequiredService<TelegramSender>();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _telegram.DisposeAsync();
    }

    private ServiceProvider Services(Uri address, string timeout = "00:00:01")
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("Channels:Telegram:ApiBaseUrl", address.ToString()),
                    new("Channels:Telegram:CallTimeout", timeout),
                ])
                .Build()
        );
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        TelegramApi.AddTo(services);
        return services.BuildServiceProvider();
    }

    private Task<SendResult> Send(long chat, string text = "Answer", string? replyTo = null, string? token = null) =>
        _sender.Send(
            token ?? _bot.Identity.Token,
            $"{chat}",
            text,
            replyTo,
            null,
            TestContext.Current.CancellationToken
        );

    private async Task<SendResult> After(long chat, Failure failure)
    {
        _telegram.Fail(chat, failure);
        return await Send(chat);
    }

    [Fact]
    public async Task A_text_goes_out_once_and_gives_back_the_platforms_id()
    {
        var result = await Send(Newcomers.Id, "The clinic is by the bridge. <b>5 & 6</b>", "51");
        var sent = Assert.Single(_telegram.Sent);
        Assert.Equal(new SendResult.Sent($"{sent.MessageId}"), result);
        Assert.Equal(
            (Newcomers.Id, "The clinic is by the bridge. <b>5 & 6</b>", 51L, true, _bot.Identity.Token),
            (sent.ChatId, sent.Text, sent.ReplyTo!.Value, sent.AllowWithoutReply, sent.Token)
        );
        Assert.Empty(_telegram.UndocumentedParameters);
    }

    [Fact]
    public async Task Too_many_requests_waits_as_long_as_told_and_is_not_repeated_inside()
    {
        Assert.Equal(
            new SendResult.RetryAfter(Duration.FromSeconds(14), "rate_limited"),
            await After(Newcomers.Id, Failure.TooManyRequests(14))
        );
        Assert.Single(_telegram.Calls);
        Assert.Empty(_telegram.Sent);
    }

    public static TheoryData<string, Failure, string> People =>
        new()
        {
            { "blocked", Failure.BlockedByUser, "RecipientGone blocked" },
            { "never started", Failure.NeverStarted, "RecipientGone never_started" },
            { "deactivated", Failure.UserDeactivated, "RecipientGone deactivated" },
            { "not found", Failure.ChatNotFound, "RecipientGone chat_not_found" },
            { "other 403", new Failure.Answer(403, "Forbidden: something new"), "RecipientGone forbidden" },
        };

    public static TheoryData<string, Failure, string> Groups =>
        new()
        {
            { "kicked", Failure.Kicked, "ChannelStopped bot_removed" },
            { "not a member", Failure.NotAMember, "ChannelStopped bot_removed" },
            { "deleted", Failure.GroupDeleted, "ChannelStopped group_deleted" },
            { "not found", Failure.ChatNotFound, "ChannelStopped chat_not_found" },
            { "rights", Failure.NotEnoughRights, "Refused not_enough_rights" },
            { "other 400", new Failure.Answer(400, "Bad Request: something new"), "Refused bad_request" },
            { "other 403", new Failure.Answer(403, "Forbidden: something new"), "Refused forbidden" },
            { "500", Failure.ServerError, "Unknown server_error" },
            { "502 page", new Failure.Garbled(502, "<html>Bad Gateway</html>"), "Unknown answer_unreadable" },
            { "200 page", new Failure.Garbled(200, "<html>hello</html>"), "Unknown answer_unreadable" },
            { "200 null", new Failure.Garbled(200, """{"ok":true,"result":null}"""), "Unknown answer_unreadable" },
            { "cut after", new Failure.CutAfterAccepting(), "Unknown connection_lost" },
            { "cut before", new Failure.CutBeforeAccepting(), "Unknown connection_lost" },
            { "late", new Failure.Slow(TimeSpan.FromSeconds(3)), "Unknown timeout" },
        };

    [Theory]
    [MemberData(nameof(People))]
    public async Task What_a_person_did_stops_the_person_only(string what, Failure failure, string expected) =>
        Assert.Equal($"{what}: {expected}", $"{what}: {Words(await After(Amal.Id, failure))}");

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task What_happened_to_the_group_is_told_apart(string what, Failure failure, string expected) =>
        Assert.Equal($"{what}: {expected}", $"{what}: {Words(await After(Newcomers.Id, failure))}");

    [Fact]
    public async Task A_group_that_became_a_supergroup_names_its_new_id() =>
        Assert.Equal(new SendResult.Migrated("-1001000000001"), await After(-400, Failure.Migrated(-1001000000001)));

    [Fact]
    public async Task A_cut_on_a_connection_in_use_sends_nothing_twice()
    {
        await Send(Newcomers.Id, "first");
        _telegram.Fail(Newcomers.Id, new Failure.CutAfterAccepting());
        Assert.IsType<SendResult.Unknown>(await Send(Newcomers.Id, "second"));
        await Send(Newcomers.Id, "third");
        Assert.Equal(["first", "second", "third"], _telegram.Sent.Select(s => s.Text));
    }

    [Fact]
    public async Task A_token_that_is_none_or_was_revoked_stops_the_channel()
    {
        Assert.Equal("ChannelStopped token_malformed", Words(await Send(1, token: "nonsense")));
        _telegram.Revoke(_bot);
        Assert.Equal("ChannelStopped token_revoked", Words(await Send(1)));
    }

    [Fact]
    public async Task What_never_left_may_be_tried_again()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        await using var services = Services(new Uri($"http://127.0.0.1:{port}"));
        var result = await services
            .GetRequiredService<TelegramSender>()
            .Send(_bot.Identity.Token, "1", "Answer", null, null, TestContext.Current.CancellationToken);
        Assert.Equal("unreachable", Assert.IsType<SendResult.RetryAfter>(result).Code);
    }

    [Fact]
    public async Task Who_stops_before_sending_sends_nothing()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            _sender.Send(_bot.Identity.Token, "1", "Answer", null, null, new CancellationToken(true))
        );
        Assert.Empty(_telegram.Calls);
    }

    [Fact]
    public async Task Neither_token_nor_text_is_logged()
    {
        await Send(Newcomers.Id, "a very private answer");
        await After(Newcomers.Id, new Failure.CutAfterAccepting());
        // The log is open at its most talkative level; HTTP's own lines would hold the address and with it the token.
        Assert.DoesNotContain(_log.Lines, l => l.Contains(_bot.Identity.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, l => l.Contains("private answer", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, l => l.Contains("/bot", StringComparison.Ordinal));
    }

    private static string Words(SendResult result) =>
        result switch
        {
            SendResult.RecipientGone r => $"RecipientGone {r.Code}",
            SendResult.ChannelStopped r => $"ChannelStopped {r.Code}",
            SendResult.Refused r => $"Refused {r.Code}",
            SendResult.Unknown r => $"Unknown {r.Code}",
            SendResult.RetryAfter r => $"RetryAfter {r.Code}",
            _ => result.GetType().Name,
        };

    private sealed class Remembered : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _lines.Enqueue(formatter(state, exception) + exception);
    }
}
