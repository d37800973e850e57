using System.Collections.Concurrent;
using System.Threading.Channels;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Kernel.Live;

/// <summary>Something changed in a community or an agency. Says neither what nor by whom: pages re-read themselves.</summary>
/// <param name="Community">The community; for what an agency owns, the agency's id, and only that agency is told.</param>
/// <param name="Kind">What kind of thing: <c>queue</c>, <c>messages</c>, <c>settings</c>, <c>referrals</c>.</param>
public readonly record struct LiveChange(CommunityId Community, string Kind);

/// <summary>Hands every change, of this host and the others, to whoever listens on this host.</summary>
public sealed class LiveHub
{
    private readonly ConcurrentDictionary<Guid, Channel<LiveChange>> _listeners = new();

    /// <summary>How many listen now.</summary>
    public int Listeners => _listeners.Count;

    /// <summary>Listens until disposed. A slow listener loses the oldest changes, which costs it nothing: it re-reads.</summary>
    public LiveSubscription Listen()
    {
        var id = Guid.CreateVersion7();
        var channel = Channel.CreateBounded<LiveChange>(
            new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        _listeners[id] = channel;
        return new LiveSubscription(channel.Reader, () => _listeners.TryRemove(id, out _));
    }

    internal void Publish(LiveChange change)
    {
        foreach (var listener in _listeners.Values)
        {
            listener.Writer.TryWrite(change);
        }
    }
}

/// <summary>One listener's stream of changes.</summary>
public sealed class LiveSubscription : IDisposable
{
    private readonly Action _end;

    internal LiveSubscription(ChannelReader<LiveChange> changes, Action end)
    {
        Changes = changes;
        _end = end;
    }

    /// <summary>The changes.</summary>
    public ChannelReader<LiveChange> Changes { get; }

    /// <inheritdoc />
    public void Dispose() => _end();
}
