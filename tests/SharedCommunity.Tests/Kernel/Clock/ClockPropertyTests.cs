using CsCheck;
using NodaTime;
using SharedCommunity.Kernel.Clock;
using Xunit;

namespace SharedCommunity.Tests.Kernel.Clock;

/// <summary>What holds for every standard, in zones that change their clocks in every way that there is.</summary>
public sealed class ClockPropertyTests
{
    private static readonly DateTimeZone[] Zones =
    [
        .. new[]
        {
            "America/Toronto", // an hour at 02:00
            "America/St_Johns", // half-hour offset
            "Australia/Lord_Howe", // half an hour
            "America/Havana", // at midnight: a day without 00:00, a day with 00:00 twice
            "Asia/Beirut", // falls back from midnight into the day before
            "Pacific/Apia", // a whole day left out in 2011
            "UTC",
        }.Select(id => DateTimeZoneProviders.Tzdb[id]),
    ];

    private static readonly Gen<DateTimeZone> Zone = Gen.OneOf(Zones);

    // Half of the instants lie within two days of a change of clocks, where the bugs are.
    private static Gen<Instant> InstantIn(DateTimeZone zone)
    {
        var from = Instant.FromUtc(2011, 1, 1, 0, 0);
        var to = Instant.FromUtc(2031, 1, 1, 0, 0);
        var any = Gen.Long[0, (long)(to - from).TotalSeconds].Select(seconds => from + Duration.FromSeconds(seconds));
        var changes = zone.GetZoneIntervals(from, to).Where(i => i.HasStart && i.Start > from).ToArray();
        if (changes.Length == 0)
            return any;
        var near = Gen.Select(
            Gen.OneOf(changes),
            Gen.Int[-48 * 3600, 48 * 3600],
            (change, seconds) => change.Start + Duration.FromSeconds(seconds)
        );
        return Gen.OneOf(any, near);
    }

    private static readonly Gen<IReadOnlyList<ServiceHours>> Week =
        from perDay in Gen.Select(Gen.Int[0, 96].HashSet[0, 6], Gen.Bool).Array[7]
        let spans = perDay
            .SelectMany(
                (day, index) =>
                    day
                        .Item1.Order()
                        .Chunk(2)
                        .Where(pair => pair.Length == 2)
                        .Select(pair => new ServiceHours(
                            [(IsoDayOfWeek)(index + 1)],
                            new(pair[0] * 15),
                            new(pair[1] * 15)
                        ))
            )
            .ToList()
        select (IReadOnlyList<ServiceHours>)(
            spans.Count > 0 ? spans : [new([IsoDayOfWeek.Tuesday], ClockTime.StartOfDay, ClockTime.EndOfDay)]
        );

    private static readonly Gen<ServiceStandard> Standard =
        from minutes in Gen.OneOf(Gen.Int[1, 60 * 24 * 7], Gen.OneOf(60, 24 * 60, 48 * 60))
        from rule in Gen.OneOf(ClockRule.Elapsed, ClockRule.FromOpening, ClockRule.BusinessDays)
        from hours in Week
        from holidays in Gen.Int[0, 7400].Select(day => new LocalDate(2011, 1, 1).PlusDays(day)).List[0, 12]
        from free in Gen.Bool
        select new ServiceStandard(Duration.FromMinutes(minutes), rule, hours, holidays, free);

    private static readonly Gen<(ServiceStandard Standard, DateTimeZone Zone, Instant A, Instant B)> Case =
        from standard in Standard
        from zone in Zone
        from first in InstantIn(zone)
        from gap in Gen.OneOf(Gen.Int[0, 7200], Gen.Int[0, 10 * 86400])
        select (standard, zone, first, first + Duration.FromSeconds(gap));

    [Fact]
    public void Every_generated_standard_is_valid() => Standard.Sample(standard => standard.Validate().Count == 0);

    [Fact]
    public void Nothing_is_due_before_its_clock_starts_nor_starts_before_it_is_asked() =>
        Case.Sample(
            at =>
            {
                var reading = new ServiceClock(at.Standard, at.Zone).Start(at.A);
                return at.A <= reading.StartsAt && reading.StartsAt <= reading.Due;
            },
            iter: 20_000
        );

    [Fact]
    public void Asked_later_is_never_due_earlier() =>
        Case.Sample(
            at =>
            {
                var clock = new ServiceClock(at.Standard, at.Zone);
                var (first, second) = (clock.Start(at.A), clock.Start(at.B));
                return first.Due <= second.Due && first.StartsAt <= second.StartsAt;
            },
            iter: 40_000
        );

    [Fact]
    public void Elapsed_is_exact_and_from_opening_is_exact_from_its_start() =>
        Case.Sample(
            at =>
            {
                var reading = new ServiceClock(at.Standard, at.Zone).Start(at.A);
                return at.Standard.Rule switch
                {
                    ClockRule.Elapsed => reading.Due == at.A + at.Standard.RespondWithin,
                    ClockRule.FromOpening => reading.Due == reading.StartsAt + at.Standard.RespondWithin,
                    _ => true,
                };
            },
            iter: 20_000
        );

    [Fact]
    public void A_wait_answered_at_once_while_open_changes_nothing() =>
        Case.Sample(
            at =>
            {
                var clock = new ServiceClock(at.Standard, at.Zone);
                var reading = clock.Start(at.A);
                var now = clock.NextOpening(Instant.Max(at.B, reading.StartsAt));
                // A day that the zone left out cannot be counted back and forth alike: the wait ends a day early there.
                if (now > reading.Due || LeavesADayOut(at.Zone, reading.StartsAt, reading.Due))
                    return true;
                var again = clock.Resume(clock.Left(now, reading.Due, reading.StartsAt), now);
                return again.Due == reading.Due;
            },
            iter: 20_000
        );

    [Fact]
    public void A_wait_gives_never_more_time_than_was_promised() =>
        Case.Sample(
            at =>
            {
                var clock = new ServiceClock(at.Standard, at.Zone);
                var left = clock.Left(at.B, clock.Start(at.A).Due);
                return Duration.Zero <= left && left <= at.Standard.RespondWithin;
            },
            iter: 20_000
        );

    [Fact]
    public void An_opening_is_open_and_nothing_before_it_is() =>
        Case.Sample(
            at =>
            {
                var clock = new ServiceClock(at.Standard, at.Zone);
                var opening = clock.NextOpening(at.A);
                if (!clock.IsOpen(opening))
                    return false;
                // Spans begin and end on quarters of an hour: their middles cannot be missed by this walk.
                for (var minute = at.A; minute < opening && minute < at.A + Duration.FromDays(3); )
                {
                    if (clock.IsOpen(minute))
                        return false;
                    minute += Duration.FromMinutes(7);
                }
                return true;
            },
            iter: 5_000
        );

    /// <summary>The wall clock itself is the oracle: weekday, date and time read in the zone, minute by minute.</summary>
    [Fact]
    public void Open_is_what_the_wall_clock_says() =>
        Case.Sample(
            at =>
            {
                var wall = at.A.InZone(at.Zone);
                var minute = wall.Hour * 60 + wall.Minute;
                var expected =
                    !at.Standard.Holidays.Contains(wall.Date)
                    && at.Standard.Hours.Any(span =>
                        span.Days[0] == wall.DayOfWeek && span.From.Minutes <= minute && minute < span.To.Minutes
                    );
                return new ServiceClock(at.Standard, at.Zone).IsOpen(at.A) == expected;
            },
            iter: 20_000
        );

    [Fact]
    public void Due_soon_lies_between_start_and_due() =>
        Case.Sample(
            at =>
            {
                var clock = new ServiceClock(at.Standard, at.Zone);
                var reading = clock.Start(at.A);
                var soon = clock.DueSoonFrom(reading.StartsAt, reading.Due);
                return reading.StartsAt <= soon && soon <= reading.Due;
            },
            iter: 20_000
        );

    /// <summary>
    /// Business days against an oracle of its own kind: whole days of promise count service days one by one.
    /// </summary>
    [Fact]
    public void Whole_business_days_keep_the_time_of_day_and_count_only_service_days() =>
        (
            from one in Case
            from days in Gen.Int[1, 9]
            select (
                Standard: one.Standard with
                {
                    Rule = ClockRule.BusinessDays,
                    RespondWithin = Duration.FromDays(days),
                },
                one.A,
                days
            )
        ).Sample(
            at =>
            {
                bool Serves(LocalDate date) =>
                    !at.Standard.Holidays.Contains(date)
                    && at.Standard.Hours.Any(span => span.Days.Contains(date.DayOfWeek));
                var asked = at.A.InUtc().LocalDateTime;
                var (date, time) = (asked.Date, asked.TimeOfDay);
                if (!Serves(date))
                    time = LocalTime.Midnight;
                while (!Serves(date))
                    date = date.PlusDays(1);
                for (var counted = 0; counted < at.days; )
                {
                    date = date.PlusDays(1);
                    if (Serves(date))
                        counted++;
                }
                var due = new ServiceClock(at.Standard, DateTimeZone.Utc).Start(at.A).Due;
                return due == (date + time).InUtc().ToInstant();
            },
            iter: 20_000
        );

    private static bool LeavesADayOut(DateTimeZone zone, Instant from, Instant? to) =>
        to is { } end
        && from < end
        && zone.GetZoneIntervals(from, end)
            .Zip(zone.GetZoneIntervals(from, end).Skip(1))
            .Any(pair => Math.Abs(pair.Second.WallOffset.Seconds - pair.First.WallOffset.Seconds) > 12 * 3600);
}
