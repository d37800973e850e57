using NodaTime;

namespace SharedCommunity.Channels.Telegram;

/// <summary>Settings under <c>Channels:Telegram</c>.</summary>
internal sealed class TelegramOptions
{
    /// <summary>The host of the real Bot API.</summary>
    internal const string RealHost = "api.telegram.org";

    /// <summary>Where the Bot API answers; tests and Bot API servers of one's own stand elsewhere.</summary>
    public Uri ApiBaseUrl { get; set; } = new("https://" + RealHost);

    /// <summary>How long a call may take; afterwards its outcome is unknown.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one poll for updates waits at Telegram's side.</summary>
    public TimeSpan PollTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How soon a message is tried again where Telegram could not be reached at all.</summary>
    internal static Duration WhenUnreachable { get; } = Duration.FromSeconds(5);
}
