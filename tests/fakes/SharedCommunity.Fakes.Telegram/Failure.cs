namespace SharedCommunity.Fakes.Telegram;

/// <summary>What the platform shall do with the next message to a chat, instead of simply taking it.</summary>
public abstract record Failure
{
    private Failure() { }

    /// <summary>An error answer, as Telegram words it.</summary>
    public sealed record Answer(int Code, string Description, int? RetryAfter = null, long? MigrateTo = null) : Failure;

    /// <summary>The message is taken and delivered, but the connection dies before the answer.</summary>
    public sealed record CutAfterAccepting : Failure;

    /// <summary>The connection dies while the request is being read; nothing is delivered.</summary>
    public sealed record CutBeforeAccepting : Failure;

    /// <summary>The message is taken; the answer comes late.</summary>
    public sealed record Slow(TimeSpan Delay) : Failure;

    /// <summary>The message is taken; the answer is no JSON, as from a proxy in between.</summary>
    public sealed record Garbled(int Code, string Body) : Failure;

    public static Failure TooManyRequests(int retryAfter) =>
        new Answer(429, $"Too Many Requests: retry after {retryAfter}", RetryAfter: retryAfter);

    public static Failure BlockedByUser { get; } = new Answer(403, "Forbidden: bot was blocked by the user");

    public static Failure NeverStarted { get; } =
        new Answer(403, "Forbidden: bot can't initiate conversation with a user");

    public static Failure UserDeactivated { get; } = new Answer(403, "Forbidden: user is deactivated");

    public static Failure Kicked { get; } = new Answer(403, "Forbidden: bot was kicked from the supergroup chat");

    public static Failure NotAMember { get; } =
        new Answer(403, "Forbidden: bot is not a member of the supergroup chat");

    public static Failure GroupDeleted { get; } = new Answer(403, "Forbidden: the group chat was deleted");

    public static Failure ChatNotFound { get; } = new Answer(400, "Bad Request: chat not found");

    public static Failure NotEnoughRights { get; } =
        new Answer(400, "Bad Request: not enough rights to send text messages to the chat");

    public static Failure ServerError { get; } = new Answer(500, "Internal Server Error");

    public static Failure Migrated(long to) =>
        new Answer(400, "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: to);
}
