using System.Globalization;

namespace SharedCommunity.Kernel.Clock;

/// <summary>
/// A time on the wall clock of one day, to the minute, from 00:00 up to and including 24:00. NodaTime's LocalTime
/// has no 24:00, and without it "open round the clock" cannot be said.
/// </summary>
/// <param name="Minutes">Minutes since the day began, 0 to 1440.</param>
public readonly record struct ClockTime(int Minutes) : IComparable<ClockTime>
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>00:00, where a day begins.</summary>
    public static ClockTime StartOfDay { get; } = new(0);

    /// <summary>24:00, where a day ends.</summary>
    public static ClockTime EndOfDay { get; } = new(MinutesOfDay);

    /// <summary>Reads <c>HH:mm</c>, two digits each; <c>24:00</c> is the latest.</summary>
    public static bool TryParse(string? text, out ClockTime time)
    {
        time = default;
        if (
            text is not { Length: 5 }
            || text[2] != ':'
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes > 59
            || hours * 60 + minutes > MinutesOfDay
        )
            return false;
        time = new(hours * 60 + minutes);
        return true;
    }

    /// <summary>Reads <c>HH:mm</c>.</summary>
    /// <exception cref="FormatException">The text is no time of a day.</exception>
    public static ClockTime Parse(string text) =>
        TryParse(text, out var time) ? time : throw new FormatException("A time of day is written HH:mm.");

    /// <inheritdoc />
    public int CompareTo(ClockTime other) => Minutes.CompareTo(other.Minutes);

    /// <summary>Whether <paramref name="left"/> is the earlier.</summary>
    public static bool operator <(ClockTime left, ClockTime right) => left.Minutes < right.Minutes;

    /// <summary>Whether <paramref name="left"/> is the later.</summary>
    public static bool operator >(ClockTime left, ClockTime right) => left.Minutes > right.Minutes;

    /// <summary>Whether <paramref name="left"/> is not the later.</summary>
    public static bool operator <=(ClockTime left, ClockTime right) => left.Minutes <= right.Minutes;

    /// <summary>Whether <paramref name="left"/> is not the earlier.</summary>
    public static bool operator >=(ClockTime left, ClockTime right) => left.Minutes >= right.Minutes;

    /// <summary>The time as <c>HH:mm</c>, in the digits of the wire.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Minutes / 60:00}:{Minutes % 60:00}");
}
