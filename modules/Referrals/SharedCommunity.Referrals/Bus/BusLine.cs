using System.Collections.Concurrent;
using MassTransit;
using NodaTime;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Whether this host's line to the queues stands, and since when: what administrators are shown.</summary>
internal sealed class BusLine(BusSettings settings, TimeProvider time) : IReceiveEndpointObserver
{
    private const string Prefix = "referrals.";
    private readonly ConcurrentDictionary<string, (bool Stands, Instant Since)> _lines = new(StringComparer.Ordinal);

    /// <summary>Whether messages go over RabbitMQ; else they stay in this installation's memory.</summary>
    public bool OverBroker => settings.UsesRabbitMq;

    /// <summary>The name of an agency's queue.</summary>
    public static string QueueOf(string slug) => Prefix + slug;

    /// <summary>Whether the line to an agency's queue stands, and since when it does or does not; null before the first try.</summary>
    public (bool Stands, Instant Since)? Of(string slug) =>
        _lines.TryGetValue(QueueOf(slug), out var line) ? line : null;

    /// <summary>This host listens to that queue no more.</summary>
    public void LeftToOthers(string slug) => _lines.TryRemove(QueueOf(slug), out _);

    /// <inheritdoc />
    public Task Ready(ReceiveEndpointReady ready) => Turn(ready?.InputAddress, true);

    /// <inheritdoc />
    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    /// <inheritdoc />
    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    /// <inheritdoc />
    public Task Faulted(ReceiveEndpointFaulted faulted) => Turn(faulted?.InputAddress, false);

    private Task Turn(Uri? queue, bool stands)
    {
        // Each try that fails says so again; what counts is when it began.
        if (queue?.Segments[^1] is { } name)
            _lines.AddOrUpdate(
                name,
                _ => (stands, Now),
                (_, before) => before.Stands == stands ? before : (stands, Now)
            );
        return Task.CompletedTask;
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());
}
