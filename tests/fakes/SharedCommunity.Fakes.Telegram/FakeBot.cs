using System.Text.Json.Nodes;

namespace SharedCommunity.Fakes.Telegram;

/// <summary>What the platform keeps about one bot: its webhook, its waiting updates, who is polling.</summary>
public sealed class FakeBot(BotIdentity identity, bool readsEverything)
{
    // Telegram leaves these out unless they are asked for by name.
    private static readonly string[] OnlyByName = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly Lock _gate = new();
    private readonly List<TelegramUpdate> _waiting = [];
    private TaskCompletionSource _arrived = New();
    private CancellationTokenSource? _poller;

    public BotIdentity Identity { get; } = identity;

    /// <summary>True where BotFather switched the privacy mode off.</summary>
    public bool ReadsEverything { get; } = readsEverything;

    /// <summary>How long every answer to this bot takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What <c>setWebhook</c> last set, or null.</summary>
    public Webhook? Webhook { get; internal set; }

    /// <summary>The kinds that the bot last asked for; null means the default.</summary>
    public IReadOnlyList<string>? AllowedUpdates { get; internal set; }

    /// <summary>The last failure of a webhook call, as <c>getWebhookInfo</c> shows it.</summary>
    public (DateTimeOffset At, string Message)? LastError { get; internal set; }

    /// <summary>Updates that nobody has confirmed yet.</summary>
    public IReadOnlyList<TelegramUpdate> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting];
        }
    }

    internal bool Wants(TelegramUpdate update) =>
        AllowedUpdates is { Count: > 0 } asked ? asked.Contains(update.Kind) : !OnlyByName.Contains(update.Kind);

    internal void Enqueue(TelegramUpdate update)
    {
        lock (_gate)
        {
            _waiting.Add(update);
            _arrived.TrySetResult();
            _arrived = New();
        }
    }

    internal void Drop()
    {
        lock (_gate)
            _waiting.Clear();
    }

    internal void Forget(TelegramUpdate update)
    {
        lock (_gate)
            _waiting.Remove(update);
    }

    /// <summary>Long polling; null where another poller took over.</summary>
    internal async Task<IReadOnlyList<TelegramUpdate>?> Poll(
        long offset,
        int limit,
        TimeSpan timeout,
        CancellationToken aborted
    )
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        CancellationTokenSource? other;
        lock (_gate)
        {
            other = _poller;
            _poller = mine;
            if (offset > 0)
                _waiting.RemoveAll(u => u.Id < offset);
            else if (offset < 0 && _waiting.Count > -offset)
                _waiting.RemoveRange(0, _waiting.Count + (int)offset);
        }
        if (other is not null)
            await other.CancelAsync();
        try
        {
            var deadline = Task.Delay(timeout, mine.Token);
            while (true)
            {
                Task arrived;
                lock (_gate)
                {
                    if (_waiting.Count > 0)
                        return [.. _waiting.OrderBy(u => u.Id).Take(limit)];
                    arrived = _arrived.Task;
                }
                if (await Task.WhenAny(arrived, deadline) == deadline)
                {
                    await deadline;
                    return [];
                }
            }
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            lock (_gate)
                if (_poller == mine)
                    _poller = null;
        }
    }

    internal JsonObject AsUser()
    {
        var user = TelegramUpdates.UserOf(Identity.AsPerson(), isBot: true);
        user["can_join_groups"] = true;
        user["can_read_all_group_messages"] = ReadsEverything;
        user["supports_inline_queries"] = false;
        user["can_connect_to_business"] = false;
        user["has_main_web_app"] = false;
        return user;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
