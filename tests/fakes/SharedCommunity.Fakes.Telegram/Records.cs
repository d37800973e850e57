using System.Text.Json.Nodes;

namespace SharedCommunity.Fakes.Telegram;

/// <summary>A button under a message, with what it carries.</summary>
public sealed record SentButton(string Label, string Data);

/// <summary>A message that the platform took from a bot.</summary>
public sealed record SentMessage(
    string Token,
    long ChatId,
    string Text,
    long? ReplyTo,
    bool AllowWithoutReply,
    long MessageId,
    DateTimeOffset At
)
{
    /// <summary>The buttons under it, row by row, as they were sent.</summary>
    public IReadOnlyList<SentButton> Buttons { get; init; } = [];
}

/// <summary>A call of any method, as it came in, with the answer's status (0 where the connection was cut).</summary>
public sealed record Call(string Token, string Method, JsonObject Parameters, int Status, string? Description);

/// <summary>What a bot asked for with <c>setWebhook</c>.</summary>
public sealed record Webhook(
    string Url,
    string? SecretToken,
    int MaxConnections,
    string? IpAddress,
    IReadOnlyList<string>? AllowedUpdates
);
