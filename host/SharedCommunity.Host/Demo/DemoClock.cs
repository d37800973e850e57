namespace SharedCommunity.Host.Demo;

/// <summary>
/// The host's clock while the demo moves in: set back, so that what takes agencies days has taken days. From the moment
/// at which the host is ready it is the system's.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    private long _behind;

    /// <summary>How far behind the system's clock it is.</summary>
    public TimeSpan Behind
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _behind));
        set => Interlocked.Exchange(ref _behind, value.Ticks);
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - Behind;
}
