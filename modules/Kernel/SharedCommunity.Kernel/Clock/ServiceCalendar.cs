using NodaTime;
using NodaTime.TimeZones;

namespace SharedCommunity.Kernel.Clock;

/// <summary>
/// When there is service: the weekly spans, less the holidays, as the wall clock of the community's zone reads.
/// Where clocks are put back a wall time comes twice, and so does service at that time; where they are put forward,
/// what falls into the gap does not take place.
/// </summary>
internal sealed class ServiceCalendar
{
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier,
        Resolvers.ReturnStartOfIntervalAfter
    );

    private static readonly Duration Day = Duration.FromDays(1);

    private readonly DateTimeZone zone;
    private readonly HashSet<LocalDate> holidays;
    private readonly ServiceHours[][] spans = new ServiceHours[8][];
    private readonly bool always;

    public ServiceCalendar(IReadOnlyList<ServiceHours> hours, IReadOnlyList<LocalDate> holidays, DateTimeZone zone)
    {
        this.zone = zone;
        this.holidays = [.. holidays];
        always = hours.Count == 0;
        for (var day = IsoDayOfWeek.None; day <= IsoDayOfWeek.Sunday; day++)
            spans[(int)day] = [.. hours.Where(span => span.Days.Contains(day))];
    }

    public bool IsHoliday(Instant at) => holidays.Contains(at.InZone(zone).Date);

    public bool IsOpen(Instant at)
    {
        if (always)
            return true;
        var local = at.InZone(zone).LocalDateTime;
        var minute = new ClockTime(local.Hour * 60 + local.Minute);
        return SpansOf(local.Date).Any(span => span.From <= minute && minute < span.To);
    }

    public Instant NextOpening(Instant at)
    {
        if (IsOpen(at))
            return at;
        var first = at.InZone(zone).Date;
        for (var ahead = 0; ahead <= Horizon; ahead++)
        {
            Instant? opening = null;
            foreach (var edge in EdgesOf(first.PlusDays(ahead), closing: false))
                if (edge >= at && (opening is null || edge < opening) && IsOpen(edge))
                    opening = edge;
            if (opening is { } found)
                return found;
        }
        throw new InvalidOperationException("The calendar never opens.");
    }

    /// <summary>Where the service that runs at an instant ends; null where it goes on for a week.</summary>
    public Instant? NextClosing(Instant at)
    {
        var first = at.InZone(zone).Date;
        for (var ahead = 0; ahead <= 7; ahead++)
        {
            Instant? closing = null;
            foreach (var edge in EdgesOf(first.PlusDays(ahead), closing: true))
                if (edge > at && (closing is null || edge < closing) && !IsOpen(edge))
                    closing = edge;
            if (closing is not null)
                return closing;
        }
        return null;
    }

    /// <summary>Where the last service before an instant ends: that instant itself if there is service up to it.</summary>
    public Instant LastServiceBefore(Instant end)
    {
        if (IsOpen(end - Duration.Epsilon))
            return end;
        var last = end.InZone(zone).Date;
        for (var back = 0; back <= Horizon; back++)
        {
            Instant? closing = null;
            foreach (var edge in EdgesOf(last.PlusDays(-back), closing: true))
                if (edge <= end && (closing is null || edge > closing) && IsOpen(edge - Duration.Epsilon))
                    closing = edge;
            if (closing is { } found)
                return found;
        }
        throw new InvalidOperationException("The calendar never opens.");
    }

    public bool IsServiceDay(Instant at) => IsServiceDay(at.InZone(zone).Date);

    public Instant StartOfNextServiceDay(Instant at) => StartOf(ServiceDayFrom(at.InZone(zone).Date, 1));

    /// <summary>The instant a span of time ahead, of which only service days count, each for 24 hours.</summary>
    public Instant PlusOnServiceDays(Instant from, Duration time)
    {
        var (date, ofDay) = Place(from);
        var total = ofDay + time;
        for (; total >= Day; total -= Day)
            date = ServiceDayFrom(date.PlusDays(1), 1);
        return Resolve(date, total);
    }

    /// <summary>The instant a span of time back, of which only service days count, each for 24 hours.</summary>
    public Instant MinusOnServiceDays(Instant from, Duration time)
    {
        var (date, ofDay) = LocalOf(from);
        if (!IsServiceDay(date))
            (date, ofDay) = (ServiceDayFrom(date, -1), Day);
        var total = ofDay - time;
        for (; total < Duration.Zero; total += Day)
            date = ServiceDayFrom(date.PlusDays(-1), -1);
        return total >= Day ? StartOf(date.PlusDays(1)) : Resolve(date, total);
    }

    /// <summary>The time between two instants of which only service days count; negative if the second is earlier.</summary>
    public Duration BetweenOnServiceDays(Instant from, Instant to)
    {
        if (to < from)
            return -BetweenOnServiceDays(to, from);
        var (date, ofDay) = Place(from);
        var (last, lastOfDay) = Place(to);
        var time = lastOfDay - ofDay;
        for (; date < last; time += Day)
            date = ServiceDayFrom(date.PlusDays(1), 1);
        return time;
    }

    // Each week offers a service day until the holidays are used up; some weeks more for days lost to a zone's change.
    private int Horizon => 7 * (holidays.Count + 10);

    private ServiceHours[] SpansOf(LocalDate date) => holidays.Contains(date) ? [] : spans[(int)date.DayOfWeek];

    private bool IsServiceDay(LocalDate date) => !holidays.Contains(date) && (always || SpansOf(date).Length > 0);

    private LocalDate ServiceDayFrom(LocalDate date, int step)
    {
        for (var days = 0; days <= Horizon; days++, date = date.PlusDays(step))
            if (IsServiceDay(date))
                return date;
        throw new InvalidOperationException("The calendar never opens.");
    }

    // Openings or closings of a date, and the zone's own changes on it: one may throw us into or out of a span.
    private IEnumerable<Instant> EdgesOf(LocalDate date, bool closing)
    {
        var start = StartOf(date);
        var end = StartOf(date.PlusDays(1));
        foreach (var change in zone.GetZoneIntervals(start, end + Duration.Epsilon))
            if (change.HasStart && change.Start >= start)
                yield return change.Start;
        foreach (var span in SpansOf(date))
        {
            var time = closing ? span.To : span.From;
            var local = date.AtMidnight().PlusMinutes(time.Minutes);
            var mapping = zone.MapLocal(local);
            if (mapping.Count == 0)
                continue;
            yield return mapping.First().ToInstant();
            yield return mapping.Last().ToInstant();
        }
    }

    // The service day and time of day at which an instant counts; days without service count as the next one's start.
    private (LocalDate Date, Duration OfDay) Place(Instant at)
    {
        var (date, ofDay) = LocalOf(at);
        return IsServiceDay(date) ? (date, ofDay) : (ServiceDayFrom(date, 1), Duration.Zero);
    }

    // Where clocks are put back, the second pass counts as its end: the wall clock never runs backwards for us.
    private (LocalDate Date, Duration OfDay) LocalOf(Instant at)
    {
        var local = at.InZone(zone).LocalDateTime;
        var interval = zone.GetZoneInterval(at);
        if (interval.HasStart)
        {
            var before = zone.GetZoneInterval(interval.Start - Duration.Epsilon).IsoLocalEnd;
            if (local < before)
                local = before;
        }
        return (local.Date, Duration.FromNanoseconds(local.TimeOfDay.NanosecondOfDay));
    }

    // Also of a date that a zone left out (it happened at the date line): where the next one begins.
    private Instant StartOf(LocalDate date) => Resolve(date, Duration.Zero);

    private Instant Resolve(LocalDate date, Duration ofDay) =>
        zone.ResolveLocal(date.AtMidnight().PlusNanoseconds(ofDay.ToInt64Nanoseconds()), Resolver).ToInstant();
}
