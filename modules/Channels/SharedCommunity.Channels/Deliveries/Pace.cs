using NodaTime;

namespace SharedCommunity.Channels.Deliveries;

/// <summary>
/// How fast one bot may send: about thirty messages a second over all, one a second into one chat, twenty a minute into
/// one group; and whatever longer pause the platform asked for.
/// </summary>
internal sealed class Pace
{
    private const int GroupPerMinute = 20;
    private static readonly Duration Overall = Duration.FromMilliseconds(34);
    private static readonly Duration OneChat = Duration.FromSeconds(1);
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly Dictionary<string, Queue<Instant>> _sent = [];
    private readonly Dictionary<string, Instant> _paused = [];
    private Instant _last = Instant.MinValue;

    /// <summary>When the next message may go into this chat.</summary>
    public Instant Earliest(string chat, bool group)
    {
        var earliest = _last == Instant.MinValue ? _last : _last + Overall;
        if (_paused.TryGetValue(chat, out var until))
            earliest = Instant.Max(earliest, until);
        if (_sent.TryGetValue(chat, out var times) && times.Count > 0)
        {
            earliest = Instant.Max(earliest, times.Last() + OneChat);
            if (group && times.Count >= GroupPerMinute)
                earliest = Instant.Max(earliest, times.Peek() + Minute);
        }
        return earliest;
    }

    /// <summary>A message went into the chat.</summary>
    public void Sent(string chat, Instant now)
    {
        _last = now;
        if (!_sent.TryGetValue(chat, out var times))
            _sent[chat] = times = new Queue<Instant>();
        times.Enqueue(now);
        while (times.Count > GroupPerMinute)
            times.Dequeue();
        Forget(now);
    }

    /// <summary>The platform, or our own back-off, wants a pause in this chat.</summary>
    public void Pause(string chat, Instant until) => _paused[chat] = until;

    // Chats that have been quiet for a minute have no pace to keep.
    private void Forget(Instant now)
    {
        if (_sent.Count < 5_000)
            return;
        foreach (var chat in _sent.Where(s => s.Value.Last() + Minute < now).Select(s => s.Key).ToList())
            _sent.Remove(chat);
        foreach (var chat in _paused.Where(p => p.Value < now).Select(p => p.Key).ToList())
            _paused.Remove(chat);
    }
}
