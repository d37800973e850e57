using NodaTime;

namespace SharedCommunity.Kernel.Clock;

/// <summary>
/// The clock of a community's service standard. Pure: it knows no "now", every instant is handed in. Without a
/// standard there is no promise, and service is always open.
/// </summary>
public sealed class ServiceClock
{
    private readonly ServiceStandard? standard;
    private readonly ServiceCalendar calendar;

    /// <summary>A clock for a standard in a community's time zone.</summary>
    /// <param name="standard">The standard; null where nothing is promised.</param>
    /// <param name="zone">The community's time zone.</param>
    /// <exception cref="ArgumentException">The standard does not pass its own validation.</exception>
    public ServiceClock(ServiceStandard? standard, DateTimeZone zone)
    {
        // A holiday of another era may have been saved before it was refused: it is never reached, and left out.
        var problems = (standard?.Validate() ?? [])
            .Where(problem => problem != ServiceStandardProblem.HolidayOutOfRange)
            .ToList();
        if (problems.Count > 0)
            throw new ArgumentException("Invalid: " + string.Join(", ", problems), nameof(standard));
        this.standard = standard;
        calendar = new(standard?.Hours ?? [], [.. (standard?.Holidays ?? []).Where(Era.Holds)], zone);
    }

    /// <summary>
    /// The reading for a question asked at an instant; also for the full answer after a holding reply, which is due
    /// the promised time from that reply.
    /// </summary>
    public Reading Start(Instant asked) =>
        standard is null ? new(asked, null, ClockReason.NoPromise) : Begin(standard.RespondWithin, asked);

    /// <summary>Whether there is service at an instant: opening inclusive, closing exclusive.</summary>
    public bool IsOpen(Instant at) => calendar.IsOpen(at);

    /// <summary>The first instant with service from <paramref name="at"/> on; that instant itself if it has.</summary>
    public Instant NextOpening(Instant at) => calendar.NextOpening(at);

    /// <summary>Where the service that runs at an instant ends; null where it goes on for a week.</summary>
    public Instant? NextClosing(Instant at) => calendar.NextClosing(at);

    /// <summary>Until when an answer written now is held; null if it may go at once.</summary>
    public Instant? HeldUntil(Instant now) =>
        standard is { ReplyOutsideHours: false } && !IsOpen(now) ? NextOpening(now) : null;

    /// <summary>
    /// From when on an answer is due soon: under a quarter of the promised time is left. Where answers are held
    /// outside hours, the quarter is counted back from the last service before the answer is due.
    /// </summary>
    /// <param name="started">When the running clock started: no answer is due soon before.</param>
    /// <param name="due">When the answer is due; null where nothing is promised.</param>
    /// <returns>The instant, or null where nothing is promised.</returns>
    public Instant? DueSoonFrom(Instant started, Instant? due)
    {
        if (due is not { } end)
            return null;
        if (standard is null)
            return Instant.Max(started, end - (end - started) / 4);
        var last = standard.ReplyOutsideHours ? end : calendar.LastServiceBefore(end);
        var quarter = standard.RespondWithin / 4;
        var from =
            standard.Rule == ClockRule.BusinessDays ? calendar.MinusOnServiceDays(last, quarter) : last - quarter;
        return Instant.Max(started, from);
    }

    /// <summary>
    /// The time left by the rule when an inquiry goes to wait for its member: zero if it is late already, never more
    /// than was promised.
    /// </summary>
    /// <param name="now">When it goes to wait.</param>
    /// <param name="due">When the answer was due; null where nothing is promised.</param>
    /// <param name="startsAt">
    /// When the running clock starts, if that is known: one that has not started yet has lost nothing.
    /// </param>
    /// <returns>The time, or null where nothing is promised.</returns>
    public Duration? Left(Instant now, Instant? due, Instant? startsAt = null)
    {
        if (due is not { } end)
            return null;
        var from = startsAt is { } start ? Instant.Max(now, start) : now;
        var left = standard is { Rule: ClockRule.BusinessDays } ? calendar.BetweenOnServiceDays(from, end) : end - from;
        left = Duration.Max(left, Duration.Zero);
        return standard is null ? left : Duration.Min(left, standard.RespondWithin);
    }

    /// <summary>The reading when the member has replied: the time that was left, started again by the rule.</summary>
    /// <param name="left">The time that <see cref="Left"/> gave; null where nothing is promised.</param>
    /// <param name="at">When the member replied.</param>
    public Reading Resume(Duration? left, Instant at) =>
        left is { } time ? Begin(time, at) : new(at, null, ClockReason.NoPromise);

    private Reading Begin(Duration time, Instant at) =>
        standard?.Rule switch
        {
            ClockRule.FromOpening when calendar.IsOpen(at) => new(at, at + time, ClockReason.WithinServiceHours),
            ClockRule.FromOpening => AtOpening(time, at),
            ClockRule.BusinessDays when calendar.IsServiceDay(at) => new(
                at,
                calendar.PlusOnServiceDays(at, time),
                ClockReason.OnServiceDay
            ),
            ClockRule.BusinessDays => AtNextServiceDay(time, at),
            _ => new(at, at + time, ClockReason.EveryHourCounts),
        };

    private Reading AtOpening(Duration time, Instant at)
    {
        var opening = calendar.NextOpening(at);
        return new(opening, opening + time, Closed(at, ClockReason.OutsideServiceHours));
    }

    private Reading AtNextServiceDay(Duration time, Instant at)
    {
        var start = calendar.StartOfNextServiceDay(at);
        return new(start, calendar.PlusOnServiceDays(start, time), Closed(at, ClockReason.OnDayWithoutService));
    }

    private ClockReason Closed(Instant at, ClockReason otherwise) =>
        calendar.IsHoliday(at) ? ClockReason.OnHoliday : otherwise;
}
