using System.Collections.Concurrent;

namespace SharedCommunity.Kernel.Live;

/// <summary>Wakes the workers that look for work, on this host at once and on the others by notification.</summary>
public sealed class Wakeups
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _signals = new(StringComparer.Ordinal);

    /// <summary>Waits until there may be work of this kind, or until the poll is due.</summary>
    /// <param name="kind">The kind: <c>journal</c>, <c>deliveries</c>, <c>mails</c>.</param>
    /// <param name="poll">The longest wait; a lost notification costs no more than this.</param>
    /// <param name="ct">Stops the wait.</param>
    public Task Wait(string kind, TimeSpan poll, CancellationToken ct) => Signal(kind).WaitAsync(poll, ct);

    /// <summary>Says on this host that there is work.</summary>
    public void Wake(string kind)
    {
        var signal = Signal(kind);
        // One pending wake-up says as much as many.
        if (signal.CurrentCount == 0)
        {
            signal.Release();
        }
    }

    private SemaphoreSlim Signal(string kind) => _signals.GetOrAdd(kind, _ => new SemaphoreSlim(0));
}
