using System.Text.Json.Serialization;
using NodaTime;

namespace SharedCommunity.Kernel.Clock;

/// <summary>
/// One span of service on some weekdays: opening inclusive, closing exclusive. A day may have several (split
/// shifts); service past midnight is one span up to 24:00 and one from 00:00 on the next day.
/// </summary>
/// <param name="Days">The weekdays on which the span is served.</param>
/// <param name="From">The opening.</param>
/// <param name="To">The closing, 24:00 at the latest.</param>
[JsonConverter(typeof(ServiceHoursJson))]
public sealed record ServiceHours(IReadOnlyList<IsoDayOfWeek> Days, ClockTime From, ClockTime To)
{
    /// <summary>Equal are spans that say the same; the order in which the days are named says nothing.</summary>
    public bool Equals(ServiceHours? other) =>
        other is not null && From == other.From && To == other.To && Days.ToHashSet().SetEquals(other.Days);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(From, To, Days.Distinct().Sum(day => 1 << (int)day));
}
