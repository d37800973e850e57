using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SharedCommunity.Channels.Connections;
using Telegram.Bot;

namespace SharedCommunity.Channels.Telegram;

/// <summary>Clients for the Bot API. The address of every call holds the bot's token, so nothing here logs addresses.</summary>
internal sealed class TelegramApi(IHttpClientFactory http, IOptions<TelegramOptions> options)
{
    private const string CallsName = "telegram";
    private const string PollsName = "telegram-polls";

    /// <summary>Registers the HTTP clients, without the loggers that would write the token down.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddOptions<TelegramOptions>().BindConfiguration("Channels:Telegram");
        services.AddSingleton<TelegramApi>();
        services.AddSingleton<TelegramSender>();
        services
            .AddHttpClient(CallsName)
            .RemoveAllLoggers()
            .ConfigureHttpClient(
                (p, c) => c.Timeout = p.GetRequiredService<IOptions<TelegramOptions>>().Value.CallTimeout
            )
            .ConfigurePrimaryHttpMessageHandler(Handler);
        services
            .AddHttpClient(PollsName)
            .RemoveAllLoggers()
            .ConfigureHttpClient(
                (p, c) =>
                    c.Timeout =
                        p.GetRequiredService<IOptions<TelegramOptions>>().Value.PollTimeout + TimeSpan.FromSeconds(15)
            )
            .ConfigurePrimaryHttpMessageHandler(Handler);
    }

    /// <summary>A client for one bot; throws <see cref="ArgumentException"/> where the token is no token.</summary>
    public TelegramBotClient Client(string token) =>
        new(
            // The outbox paces itself: a retry inside would send behind its back.
            new TelegramBotClientOptions(token, options.Value.ApiBaseUrl.ToString()) { RetryCount = 0 },
            http.CreateClient(CallsName)
        );

    /// <summary>
    /// Whether the platform may hear from us through a connection. The demo's bot exists nowhere: only a platform that
    /// somebody set up to play it does.
    /// </summary>
    public bool MayCall(OpenedConnection open) =>
        !open.Demo || options.Value.ApiBaseUrl.Host != TelegramOptions.RealHost;

    /// <summary>The address of a file; it holds the token and never leaves the process.</summary>
    public Uri FileAddress(string token, string filePath) =>
        new(
            options.Value.ApiBaseUrl,
            $"/file/bot{token}/{Uri.EscapeDataString(filePath).Replace("%2F", "/", StringComparison.Ordinal)}"
        );

    /// <summary>The address of a method; it holds the token.</summary>
    public Uri MethodAddress(string token, string method) => new(options.Value.ApiBaseUrl, $"/bot{token}/{method}");

    /// <summary>The plain client for asking for updates: it waits as long as a poll may take.</summary>
    public HttpClient Polls() => http.CreateClient(PollsName);

    /// <summary>The plain client for file contents.</summary>
    public HttpClient Files() => http.CreateClient(CallsName);

    // Telegram drops idle connections after a while; letting go of them first keeps outcomes known. No redirect is
    // followed: the token would travel with it.
    private static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        };
}
