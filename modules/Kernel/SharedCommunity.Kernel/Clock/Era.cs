using NodaTime;

namespace SharedCommunity.Kernel.Clock;

/// <summary>
/// The years that the product works in. Days and instants from outside are held to them: what lies near the ends of
/// the calendar's range cannot be reckoned with, nor asked of the database.
/// </summary>
public static class Era
{
    /// <summary>The first day of it.</summary>
    public static LocalDate First { get; } = new(1900, 1, 1);

    /// <summary>The last day of it.</summary>
    public static LocalDate Last { get; } = new(2200, 12, 31);

    private static Instant Start { get; } = Instant.FromUtc(1900, 1, 1, 0, 0);

    private static Instant End { get; } = Instant.FromUtc(2201, 1, 1, 0, 0);

    /// <summary>Whether a day lies in it.</summary>
    public static bool Holds(LocalDate day) => First <= day && day <= Last;

    /// <summary>Whether an instant lies in it.</summary>
    public static bool Holds(Instant at) => Start <= at && at < End;

    /// <summary>The day itself, or the nearest that lies in it.</summary>
    public static LocalDate Clamp(LocalDate day) => LocalDate.Max(First, LocalDate.Min(Last, day));

    /// <summary>The instant itself, or the nearest that lies in it.</summary>
    public static Instant Clamp(Instant at) => Instant.Max(Start, Instant.Min(End - Duration.Epsilon, at));
}
