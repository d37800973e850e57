using System.Text.Json.Serialization;
using NodaTime;

namespace SharedCommunity.Kernel.Clock;

/// <summary>The rule by which the clock of an inquiry runs.</summary>
public enum ClockRule
{
    /// <summary>24 hours are 24 hours, whenever the question came.</summary>
    Elapsed,

    /// <summary>Asked outside service hours, the clock starts at the next opening; then it runs on.</summary>
    FromOpening,

    /// <summary>Days without service and holidays are skipped whole; the time of day is kept.</summary>
    BusinessDays,
}

/// <summary>What keeps a service standard from being a promise that a clock can follow.</summary>
public enum ServiceStandardProblem
{
    /// <summary>The promised time is zero or less.</summary>
    RespondWithinNotPositive,

    /// <summary>The promised time is longer than a year.</summary>
    RespondWithinTooLong,

    /// <summary>A span names no weekday.</summary>
    SpanWithoutDays,

    /// <summary>A span closes before it opens, or at once.</summary>
    SpanEndsBeforeItBegins,

    /// <summary>Two spans of one weekday overlap.</summary>
    SpansOverlap,

    /// <summary>The rule counts from openings or service days, but there are no service hours.</summary>
    RuleWithoutHours,

    /// <summary>Answers wait for the next opening, but there are no service hours.</summary>
    HeldWithoutHours,

    /// <summary>A holiday lies outside the years that the product works in.</summary>
    HolidayOutOfRange,
}

/// <summary>
/// What a community promises to those who ask: within which time they are answered, when there is service, and by
/// which rule the time counts. A community without a promise has none of these. The wire form is that of
/// <see cref="ServiceStandardJson"/>; two standards that say the same are equal.
/// </summary>
/// <param name="RespondWithin">The promised response time.</param>
/// <param name="Rule">The rule by which it counts.</param>
/// <param name="Hours">Service hours in the community's time zone; empty means that none are stated.</param>
/// <param name="Holidays">Local dates without service.</param>
/// <param name="ReplyOutsideHours">False where answers written outside service hours are held until opening.</param>
[JsonConverter(typeof(ServiceStandardJson))]
public sealed record ServiceStandard(
    Duration RespondWithin,
    ClockRule Rule,
    IReadOnlyList<ServiceHours> Hours,
    IReadOnlyList<LocalDate> Holidays,
    bool ReplyOutsideHours
)
{
    private static readonly Duration Longest = Duration.FromDays(366);

    /// <summary>Everything that is wrong with it, each once; empty if a clock can follow it.</summary>
    public IReadOnlyList<ServiceStandardProblem> Validate() => [.. Problems().Distinct()];

    private IEnumerable<ServiceStandardProblem> Problems()
    {
        if (RespondWithin <= Duration.Zero)
            yield return ServiceStandardProblem.RespondWithinNotPositive;
        if (RespondWithin > Longest)
            yield return ServiceStandardProblem.RespondWithinTooLong;
        if (Hours.Any(span => span.Days.Count == 0))
            yield return ServiceStandardProblem.SpanWithoutDays;
        if (Hours.Any(span => span.From >= span.To))
            yield return ServiceStandardProblem.SpanEndsBeforeItBegins;
        if (SomeOverlap())
            yield return ServiceStandardProblem.SpansOverlap;
        if (Hours.Count == 0 && Rule != ClockRule.Elapsed)
            yield return ServiceStandardProblem.RuleWithoutHours;
        if (Hours.Count == 0 && !ReplyOutsideHours)
            yield return ServiceStandardProblem.HeldWithoutHours;
        if (!Holidays.All(Era.Holds))
            yield return ServiceStandardProblem.HolidayOutOfRange;
    }

    private bool SomeOverlap() =>
        Hours
            .SelectMany(span => span.Days.Select(day => (Day: day, span.From, span.To)))
            .GroupBy(span => span.Day)
            .Select(day => day.OrderBy(span => span.From).ToList())
            .Any(day => day.Zip(day.Skip(1)).Any(pair => pair.Second.From < pair.First.To));

    /// <summary>Equal are standards that say the same, whatever the order of their days and holidays.</summary>
    public bool Equals(ServiceStandard? other) =>
        other is not null
        && RespondWithin == other.RespondWithin
        && Rule == other.Rule
        && ReplyOutsideHours == other.ReplyOutsideHours
        && Hours.ToHashSet().SetEquals(other.Hours)
        && Holidays.ToHashSet().SetEquals(other.Holidays);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(RespondWithin, Rule, ReplyOutsideHours, Hours.Count);
}
