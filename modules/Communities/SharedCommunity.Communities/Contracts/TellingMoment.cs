using NodaTime;
using SharedCommunity.Kernel.Clock;

namespace SharedCommunity.Communities.Contracts;

/// <summary>When a question of the preview is asked.</summary>
public enum MomentKind
{
    /// <summary>At this minute.</summary>
    Now,

    /// <summary>Within service hours.</summary>
    InHours,

    /// <summary>Half an hour before closing.</summary>
    BeforeClosing,

    /// <summary>An hour after closing.</summary>
    AfterClosing,

    /// <summary>On a weekday without service.</summary>
    DayOff,

    /// <summary>On the next holiday.</summary>
    Holiday,

    /// <summary>On a Friday, at half past five.</summary>
    Friday,
}

/// <summary>What the clock says of a question that is asked at a moment that tells something about the standard.</summary>
/// <param name="Kind">Which moment.</param>
/// <param name="Asked">When it is asked.</param>
/// <param name="Reading">When it is due, and why.</param>
/// <param name="HeldUntil">Until when an answer written at that moment waits; null if it goes at once.</param>
public sealed record TellingMoment(MomentKind Kind, Instant Asked, Reading Reading, Instant? HeldUntil)
{
    private const int DaysAhead = 14;

    /// <summary>The moments that tell most about a standard, by the clock that inquiries run on.</summary>
    /// <param name="standard">The standard; null promises nothing.</param>
    /// <param name="zone">The community's time zone.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<TellingMoment> Of(ServiceStandard? standard, DateTimeZone zone, Instant now)
    {
        var clock = new ServiceClock(standard, zone);
        return
        [
            .. Moments(standard, zone, now)
                .OfType<(MomentKind Kind, Instant Asked)>()
                .DistinctBy(moment => moment.Asked)
                .Select(moment => new TellingMoment(
                    moment.Kind,
                    moment.Asked,
                    clock.Start(moment.Asked),
                    clock.HeldUntil(moment.Asked)
                )),
        ];
    }

    private static IEnumerable<(MomentKind Kind, Instant Asked)?> Moments(
        ServiceStandard? standard,
        DateTimeZone zone,
        Instant now
    )
    {
        yield return (MomentKind.Now, now);
        var tomorrow = now.InZone(zone).Date.PlusDays(1);
        var holidays = (standard?.Holidays ?? []).Where(Era.Holds).ToHashSet();
        var days = Enumerable
            .Range(0, DaysAhead)
            .Select(ahead => tomorrow.PlusDays(ahead))
            .Where(date => !holidays.Contains(date))
            .Select(date => (Date: date, Spans: SpansOf(standard, date)))
            .ToList();
        if (days.Find(day => day.Spans.Count > 0) is { Spans: [var first, ..] and [.., var last] } open)
        {
            yield return (MomentKind.InHours, At(open.Date, first.From.Minutes + Math.Min(60, Length(first) / 2)));
            if (Length(last) > 30)
                yield return (MomentKind.BeforeClosing, At(open.Date, last.To.Minutes - 30));
            if (last.To.Minutes + 60 < 24 * 60)
                yield return (MomentKind.AfterClosing, At(open.Date, last.To.Minutes + 60));
        }
        yield return (MomentKind.Friday, At(tomorrow.PlusDays(-1).Next(IsoDayOfWeek.Friday), 17 * 60 + 30));
        if (standard is { Hours.Count: > 0 } && days.Find(day => day.Spans.Count == 0) is { Spans: not null } off)
            yield return (MomentKind.DayOff, At(off.Date, 11 * 60));
        if (holidays.Where(date => date >= tomorrow).Order().Cast<LocalDate?>().FirstOrDefault() is { } holiday)
            yield return (MomentKind.Holiday, At(holiday, 11 * 60));

        Instant At(LocalDate date, int minutes) => zone.AtLeniently(date.AtMidnight().PlusMinutes(minutes)).ToInstant();
    }

    private static List<ServiceHours> SpansOf(ServiceStandard? standard, LocalDate date) =>
        [.. (standard?.Hours ?? []).Where(span => span.Days.Contains(date.DayOfWeek)).OrderBy(span => span.From)];

    private static int Length(ServiceHours span) => span.To.Minutes - span.From.Minutes;
}
