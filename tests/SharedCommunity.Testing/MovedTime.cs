namespace SharedCommunity.Testing;

/// <summary>The time of a host that a test moves on: timers run as ever, only the day is a later one.</summary>
public sealed class MovedTime : TimeProvider
{
    private long ahead;

    /// <summary>Moves on.</summary>
    public void Pass(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));
}
