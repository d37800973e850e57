using System.Globalization;
using NodaTime;
using SharedCommunity.Kernel.Clock;
using Xunit;

namespace SharedCommunity.Tests.Kernel.Clock;

/// <summary>
/// The clock's table: each row says rule, asked, when the clock starts, when the answer is due, and why. Due soon
/// and the holding of answers have rows of their own.
/// </summary>
public sealed class ClockTableTests(ITestOutputHelper output)
{
    public static IEnumerable<object?[]> Asked =>
        Rows(
            """
            no promise             | Sat 2026-02-14 03:00     | Sat 2026-02-14 03:00     | -                        | NoPromise
            elapsed 24 h           | Tue 2026-02-10 10:00     | Tue 2026-02-10 10:00     | Wed 2026-02-11 10:00     | EveryHourCounts
            elapsed 24 h           | Fri 2026-02-13 23:59     | Fri 2026-02-13 23:59     | Sat 2026-02-14 23:59     | EveryHourCounts
            elapsed 24 h           | Wed 2026-02-11 00:00     | Wed 2026-02-11 00:00     | Thu 2026-02-12 00:00     | EveryHourCounts
            elapsed 24 h, held     | Mon 2026-02-16 12:00     | Mon 2026-02-16 12:00     | Tue 2026-02-17 12:00     | EveryHourCounts
            # The policy: within hours the clock starts at once; after five, before nine and at week-ends at the next opening.
            Calgary                | Tue 2026-02-10 10:30     | Tue 2026-02-10 10:30     | Wed 2026-02-11 10:30     | WithinServiceHours
            Calgary                | Tue 2026-02-10 09:00     | Tue 2026-02-10 09:00     | Wed 2026-02-11 09:00     | WithinServiceHours
            Calgary                | Tue 2026-02-10 16:59     | Tue 2026-02-10 16:59     | Wed 2026-02-11 16:59     | WithinServiceHours
            Calgary                | Tue 2026-02-10 17:00     | Wed 2026-02-11 09:00     | Thu 2026-02-12 09:00     | OutsideServiceHours
            Calgary                | Tue 2026-02-10 08:59     | Tue 2026-02-10 09:00     | Wed 2026-02-11 09:00     | OutsideServiceHours
            Calgary                | Wed 2026-02-11 00:00     | Wed 2026-02-11 09:00     | Thu 2026-02-12 09:00     | OutsideServiceHours
            Calgary                | Fri 2026-02-06 16:00     | Fri 2026-02-06 16:00     | Sat 2026-02-07 16:00     | WithinServiceHours
            Calgary                | Fri 2026-02-06 17:01     | Mon 2026-02-09 09:00     | Tue 2026-02-10 09:00     | OutsideServiceHours
            Calgary                | Sat 2026-02-07 11:00     | Mon 2026-02-09 09:00     | Tue 2026-02-10 09:00     | OutsideServiceHours
            Calgary                | Sun 2026-02-08 23:59     | Mon 2026-02-09 09:00     | Tue 2026-02-10 09:00     | OutsideServiceHours
            Calgary                | Fri 2026-02-13 18:00     | Tue 2026-02-17 09:00     | Wed 2026-02-18 09:00     | OutsideServiceHours
            Calgary                | Mon 2026-02-16 10:00     | Tue 2026-02-17 09:00     | Wed 2026-02-18 09:00     | OnHoliday
            split shifts 2 h       | Tue 2026-02-10 11:59     | Tue 2026-02-10 11:59     | Tue 2026-02-10 13:59     | WithinServiceHours
            split shifts 2 h       | Tue 2026-02-10 12:00     | Tue 2026-02-10 13:30     | Tue 2026-02-10 15:30     | OutsideServiceHours
            split shifts 2 h       | Tue 2026-02-10 13:30     | Tue 2026-02-10 13:30     | Tue 2026-02-10 15:30     | WithinServiceHours
            split shifts 2 h       | Tue 2026-02-10 17:00     | Wed 2026-02-11 09:00     | Wed 2026-02-11 11:00     | OutsideServiceHours
            split shifts 2 h       | Thu 2026-02-12 17:30     | Thu 2026-02-12 18:30     | Thu 2026-02-12 20:30     | OutsideServiceHours
            split shifts 2 h       | Thu 2026-02-12 20:59     | Thu 2026-02-12 20:59     | Thu 2026-02-12 22:59     | WithinServiceHours
            split shifts 2 h       | Fri 2026-02-13 21:00     | Tue 2026-02-17 09:00     | Tue 2026-02-17 11:00     | OutsideServiceHours
            24/7, 1 h              | Sat 2026-02-14 23:59     | Sat 2026-02-14 23:59     | Sun 2026-02-15 00:59     | WithinServiceHours
            24/7, 1 h              | Sun 2026-02-15 00:00     | Sun 2026-02-15 00:00     | Sun 2026-02-15 01:00     | WithinServiceHours
            24/7, 1 h              | Mon 2026-02-16 03:00     | Mon 2026-02-16 03:00     | Mon 2026-02-16 04:00     | WithinServiceHours
            night line 3 h         | Tue 2026-02-10 23:59     | Tue 2026-02-10 23:59     | Wed 2026-02-11 02:59     | WithinServiceHours
            night line 3 h         | Wed 2026-02-11 00:00     | Wed 2026-02-11 00:00     | Wed 2026-02-11 03:00     | WithinServiceHours
            night line 3 h         | Wed 2026-02-11 02:00     | Wed 2026-02-11 20:00     | Wed 2026-02-11 23:00     | OutsideServiceHours
            # Clocks put forward: 02:00 to 03:00 of 8 March does not take place.
            elapsed 24 h           | Sat 2026-03-07 12:00     | Sat 2026-03-07 12:00     | Sun 2026-03-08 13:00     | EveryHourCounts
            from opening 4 h       | Sat 2026-03-07 12:00     | Mon 2026-03-09 09:00     | Mon 2026-03-09 13:00     | OutsideServiceHours
            24/7, 1 h              | Sun 2026-03-08 01:30     | Sun 2026-03-08 01:30     | Sun 2026-03-08 03:30     | WithinServiceHours
            early birds 1 h        | Sun 2026-03-08 01:30     | Sun 2026-03-08 03:00     | Sun 2026-03-08 04:00     | OutsideServiceHours
            every day 24 h by days | Sat 2026-03-07 02:30     | Sat 2026-03-07 02:30     | Sun 2026-03-08 03:00     | OnServiceDay
            every day 24 h by days | Sat 2026-03-07 12:00     | Sat 2026-03-07 12:00     | Sun 2026-03-08 12:00     | OnServiceDay
            portal 48 h            | Fri 2026-03-06 18:00     | Fri 2026-03-06 18:00     | Tue 2026-03-10 18:00     | OnServiceDay
            # Clocks put back: 01:00 to 02:00 of 1 November comes twice.
            elapsed 24 h           | Sat 2026-10-31 12:00     | Sat 2026-10-31 12:00     | Sun 2026-11-01 11:00     | EveryHourCounts
            from opening 4 h       | Fri 2026-10-30 17:00     | Mon 2026-11-02 09:00     | Mon 2026-11-02 13:00     | OutsideServiceHours
            24/7, 1 h              | Sun 2026-11-01 01:30     | Sun 2026-11-01 01:30     | 2nd Sun 2026-11-01 01:30 | WithinServiceHours
            early birds 1 h        | Sun 2026-11-01 01:30     | 2nd Sun 2026-11-01 01:00 | Sun 2026-11-01 02:00     | OutsideServiceHours
            early birds 1 h        | 2nd Sun 2026-11-01 01:30 | Sun 2026-11-01 02:30     | Sun 2026-11-01 03:30     | OutsideServiceHours
            every day 24 h by days | Sat 2026-10-31 01:30     | Sat 2026-10-31 01:30     | Sun 2026-11-01 01:30     | OnServiceDay
            every day 24 h by days | Sun 2026-11-01 01:30     | Sun 2026-11-01 01:30     | Mon 2026-11-02 01:30     | OnServiceDay
            every day 24 h by days | 2nd Sun 2026-11-01 01:30 | 2nd Sun 2026-11-01 01:30 | Mon 2026-11-02 02:00     | OnServiceDay
            portal 48 h            | Fri 2026-10-30 18:00     | Fri 2026-10-30 18:00     | Tue 2026-11-03 18:00     | OnServiceDay
            # Business days: the two examples of the design, then holidays, midnight and promises shorter than a day.
            portal 48 h            | Fri 2026-02-13 18:00     | Fri 2026-02-13 18:00     | Tue 2026-02-17 18:00     | OnServiceDay
            portal 48 h            | Sat 2026-02-14 11:00     | Mon 2026-02-16 00:00     | Wed 2026-02-18 00:00     | OnDayWithoutService
            portal 48 h            | Sun 2026-02-15 23:59     | Mon 2026-02-16 00:00     | Wed 2026-02-18 00:00     | OnDayWithoutService
            portal 48 h            | Mon 2026-02-16 00:00     | Mon 2026-02-16 00:00     | Wed 2026-02-18 00:00     | OnServiceDay
            portal 48 h            | Tue 2026-02-17 07:15     | Tue 2026-02-17 07:15     | Thu 2026-02-19 07:15     | OnServiceDay
            portal 48 h            | Thu 2026-02-19 23:59     | Thu 2026-02-19 23:59     | Mon 2026-02-23 23:59     | OnServiceDay
            portal 48 h, holiday   | Fri 2026-02-13 18:00     | Fri 2026-02-13 18:00     | Thu 2026-02-19 18:00     | OnServiceDay
            portal 48 h, holiday   | Sat 2026-02-14 11:00     | Wed 2026-02-18 00:00     | Fri 2026-02-20 00:00     | OnDayWithoutService
            portal 48 h, holiday   | Tue 2026-02-17 09:30     | Wed 2026-02-18 00:00     | Fri 2026-02-20 00:00     | OnHoliday
            portal 48 h, holiday   | Thu 2026-12-24 15:00     | Thu 2026-12-24 15:00     | Wed 2026-12-30 15:00     | OnServiceDay
            business 6 h           | Fri 2026-02-13 22:00     | Fri 2026-02-13 22:00     | Mon 2026-02-16 04:00     | OnServiceDay
            business 6 h           | Fri 2026-02-13 18:00     | Fri 2026-02-13 18:00     | Mon 2026-02-16 00:00     | OnServiceDay
            """
        );

    [Theory]
    [MemberData(nameof(Asked))]
    public void A_question_is_due_by_its_rule(string rule, string asked, string startsAt, string? due, string why)
    {
        var zone = Standards.ZoneOf(rule);
        var reading = Standards.ClockOf(rule).Start(Standards.At(asked, zone));
        output.WriteLine($"{rule, -24} | asked {asked, -24} | due {Shown(reading.Due, zone), -20} | {reading.Why}");
        Assert.Equal(Standards.At(startsAt, zone), reading.StartsAt);
        Assert.Equal(due is null ? null : Standards.At(due, zone), reading.Due);
        Assert.Equal(why, reading.Why.ToString());
    }

    public static IEnumerable<object?[]> HoldingReplies =>
        Rows(
            """
            no promise   | Tue 2026-02-10 16:00 | -                    | NoPromise
            elapsed 24 h | Tue 2026-02-10 16:00 | Wed 2026-02-11 16:00 | EveryHourCounts
            Calgary      | Tue 2026-02-10 16:00 | Wed 2026-02-11 16:00 | WithinServiceHours
            Calgary      | Fri 2026-02-06 17:00 | Tue 2026-02-10 09:00 | OutsideServiceHours
            portal 48 h  | Thu 2026-02-19 09:00 | Mon 2026-02-23 09:00 | OnServiceDay
            portal 48 h  | Sat 2026-02-21 09:00 | Wed 2026-02-25 00:00 | OnDayWithoutService
            """
        );

    /// <summary>The holding reply stops the first clock; the full answer is due the promised time from it.</summary>
    [Theory]
    [MemberData(nameof(HoldingReplies))]
    public void After_a_holding_reply_the_promise_counts_from_it(string rule, string replied, string? due, string why)
    {
        var zone = Standards.ZoneOf(rule);
        var reading = Standards.ClockOf(rule).Start(Standards.At(replied, zone));
        output.WriteLine(
            $"{rule, -24} | holding reply {replied} | due {Shown(reading.Due, zone), -20} | {reading.Why}"
        );
        Assert.Equal(due is null ? null : Standards.At(due, zone), reading.Due);
        Assert.Equal(why, reading.Why.ToString());
    }

    public static IEnumerable<object?[]> Waits =>
        Rows(
            """
            no promise   | Tue 2026-02-10 10:00 | Tue 2026-02-10 11:00 | -    | Wed 2026-02-11 10:00 | -                    | NoPromise
            elapsed 24 h | Tue 2026-02-10 10:00 | Tue 2026-02-10 14:00 | 20.0 | Sat 2026-02-14 08:00 | Sun 2026-02-15 04:00 | EveryHourCounts
            elapsed 24 h | Tue 2026-02-10 10:00 | Wed 2026-02-11 12:00 | 0.0  | Wed 2026-02-11 15:00 | Wed 2026-02-11 15:00 | EveryHourCounts
            Calgary      | Tue 2026-02-10 10:00 | Tue 2026-02-10 13:00 | 21.0 | Wed 2026-02-11 09:30 | Thu 2026-02-12 06:30 | WithinServiceHours
            Calgary      | Tue 2026-02-10 10:00 | Tue 2026-02-10 20:00 | 14.0 | Fri 2026-02-13 18:00 | Tue 2026-02-17 23:00 | OutsideServiceHours
            # Went to wait before the clock had begun: nothing is used up.
            Calgary      | Sat 2026-02-07 10:00 | Sat 2026-02-07 11:00 | 24.0 | Mon 2026-02-09 11:00 | Tue 2026-02-10 11:00 | WithinServiceHours
            Calgary      | Tue 2026-02-10 10:00 | Tue 2026-02-10 13:00 | 21.0 | Mon 2026-02-16 12:00 | Wed 2026-02-18 06:00 | OnHoliday
            portal 48 h  | Fri 2026-02-13 18:00 | Sun 2026-02-15 12:00 | 42.0 | Tue 2026-02-17 10:00 | Thu 2026-02-19 04:00 | OnServiceDay
            portal 48 h  | Fri 2026-02-13 18:00 | Mon 2026-02-16 12:00 | 30.0 | Sat 2026-02-21 10:00 | Tue 2026-02-24 06:00 | OnDayWithoutService
            portal 48 h  | Sat 2026-02-14 11:00 | Sat 2026-02-14 12:00 | 48.0 | Sun 2026-02-15 10:00 | Wed 2026-02-18 00:00 | OnDayWithoutService
            """
        );

    /// <summary>Waiting for the member keeps what is left; the member's reply starts it again by the rule.</summary>
    [Theory]
    [MemberData(nameof(Waits))]
    public void Waiting_keeps_the_time_that_is_left(
        string rule,
        string asked,
        string waits,
        string? hoursLeft,
        string replied,
        string? due,
        string why
    )
    {
        var zone = Standards.ZoneOf(rule);
        var clock = Standards.ClockOf(rule);
        var first = clock.Start(Standards.At(asked, zone));
        var left = clock.Left(Standards.At(waits, zone), first.Due);
        var again = clock.Resume(left, Standards.At(replied, zone));
        output.WriteLine(
            $"{rule, -24} | asked {asked}, waits {waits} with {left?.TotalHours} h, reply {replied}"
                + $" | due {Shown(again.Due, zone), -20} | {again.Why}"
        );
        Assert.Equal(
            hoursLeft is null ? null : Standards.Hours(double.Parse(hoursLeft, CultureInfo.InvariantCulture)),
            left
        );
        Assert.Equal(due is null ? null : Standards.At(due, zone), again.Due);
        Assert.Equal(why, again.Why.ToString());
        Assert.Equal(left, clock.Left(Standards.At(waits, zone), first.Due, first.StartsAt));
    }

    [Fact]
    public void A_clock_that_waits_twice_before_it_starts_loses_nothing()
    {
        var clock = Standards.ClockOf("Calgary");
        var again = clock.Resume(Standards.Hours(3), Standards.At("Mon 2026-02-09 20:00", Standards.Calgary));
        var later = Standards.At("Mon 2026-02-09 21:00", Standards.Calgary);
        Assert.Equal(Standards.At("Tue 2026-02-10 12:00", Standards.Calgary), again.Due);
        Assert.Equal(Standards.Hours(3), clock.Left(later, again.Due, again.StartsAt));
    }

    public static IEnumerable<object?[]> Held =>
        Rows(
            """
            no promise           | Sat 2026-02-14 03:00 | -
            elapsed 24 h         | Sat 2026-02-14 03:00 | -
            from opening 4 h     | Sat 2026-02-14 03:00 | -
            elapsed 24 h, held   | Sat 2026-02-14 03:00 | Tue 2026-02-17 09:00
            elapsed 24 h, held   | Tue 2026-02-17 09:00 | -
            Calgary              | Tue 2026-02-10 16:59 | -
            Calgary              | Tue 2026-02-10 17:00 | Wed 2026-02-11 09:00
            Calgary              | Wed 2026-02-11 08:59 | Wed 2026-02-11 09:00
            Calgary              | Wed 2026-02-11 09:00 | -
            Calgary              | Mon 2026-02-16 12:00 | Tue 2026-02-17 09:00
            split shifts 2 h     | Thu 2026-02-12 12:30 | Thu 2026-02-12 13:30
            split shifts 2 h     | Thu 2026-02-12 21:00 | Fri 2026-02-13 09:00
            24/7, 1 h            | Sun 2026-02-15 00:00 | -
            night line 3 h       | Wed 2026-02-11 00:00 | -
            night line 3 h       | Wed 2026-02-11 12:00 | Wed 2026-02-11 20:00
            portal 48 h, holiday | Fri 2026-02-13 18:00 | Wed 2026-02-18 09:00
            early birds 1 h      | Sun 2026-03-08 01:45 | Sun 2026-03-08 03:00
            early birds 1 h      | Sun 2026-11-01 01:45 | 2nd Sun 2026-11-01 01:00
            """
        );

    /// <summary>Answers written outside service hours go at opening where the policy holds them.</summary>
    [Theory]
    [MemberData(nameof(Held))]
    public void An_answer_outside_hours_is_held_where_the_standard_says_so(string rule, string written, string? until)
    {
        var zone = Standards.ZoneOf(rule);
        var at = Standards.At(written, zone);
        var held = Standards.ClockOf(rule).HeldUntil(at);
        output.WriteLine($"{rule, -24} | answer written {written} | goes {(held is null ? "at once" : until)}");
        Assert.Equal(until is null ? null : Standards.At(until, zone), held);
        if (held is { } opening)
        {
            Assert.True(Standards.ClockOf(rule).IsOpen(opening));
            Assert.False(Standards.ClockOf(rule).IsOpen(opening - Duration.Epsilon));
        }
    }

    public static IEnumerable<object?[]> DueSoon =>
        Rows(
            """
            no promise           | Tue 2026-02-10 10:00 | -
            elapsed 24 h         | Tue 2026-02-10 10:00 | Wed 2026-02-11 04:00
            from opening 4 h     | Sat 2026-02-07 10:00 | Mon 2026-02-09 12:00
            # Due within service: counted back from the due time.
            Calgary              | Tue 2026-02-10 10:00 | Wed 2026-02-11 04:00
            # Due at opening, on Saturday, or on a holiday: counted back from the last closing before.
            Calgary              | Sat 2026-02-07 10:00 | Mon 2026-02-09 11:00
            Calgary              | Thu 2026-02-12 10:00 | Fri 2026-02-13 04:00
            Calgary              | Fri 2026-02-13 09:30 | Fri 2026-02-13 11:00
            Calgary              | Fri 2026-02-13 15:00 | Fri 2026-02-13 15:00
            elapsed 24 h, held   | Fri 2026-02-13 18:00 | Fri 2026-02-13 18:00
            split shifts 2 h     | Tue 2026-02-10 11:00 | Tue 2026-02-10 11:30
            24/7, 1 h            | Sat 2026-02-14 23:30 | Sun 2026-02-15 00:15
            # Business days: a quarter of 48 h is 12 h of service days.
            portal 48 h          | Fri 2026-02-13 18:00 | Tue 2026-02-17 06:00
            portal 48 h          | Wed 2026-02-11 06:00 | Thu 2026-02-12 18:00
            portal 48 h          | Thu 2026-02-12 06:00 | Fri 2026-02-13 18:00
            portal 48 h          | Sat 2026-02-14 11:00 | Tue 2026-02-17 12:00
            portal 48 h, holiday | Fri 2026-02-13 18:00 | Thu 2026-02-19 05:00
            portal 48 h, holiday | Wed 2026-02-11 05:00 | Thu 2026-02-12 05:00
            business 6 h         | Fri 2026-02-13 19:00 | Fri 2026-02-13 23:30
            business 6 h         | Fri 2026-02-13 19:30 | Mon 2026-02-16 00:00
            """
        );

    [Theory]
    [MemberData(nameof(DueSoon))]
    public void An_answer_is_due_soon_in_the_last_quarter(string rule, string asked, string? from)
    {
        var zone = Standards.ZoneOf(rule);
        var clock = Standards.ClockOf(rule);
        var reading = clock.Start(Standards.At(asked, zone));
        var soon = clock.DueSoonFrom(reading.StartsAt, reading.Due);
        output.WriteLine($"{rule, -24} | asked {asked} | due {Shown(reading.Due, zone)} | soon {Shown(soon, zone)}");
        Assert.Equal(from is null ? null : Standards.At(from, zone), soon);
    }

    [Fact]
    public void A_promise_taken_back_leaves_the_due_time_of_an_earlier_question()
    {
        var clock = Standards.ClockOf("no promise");
        var asked = Standards.At("Tue 2026-02-10 10:00", Standards.Toronto);
        var due = asked + Standards.Hours(24);
        Assert.Equal(asked + Standards.Hours(18), clock.DueSoonFrom(asked, due));
        Assert.Equal(Standards.Hours(20), clock.Left(asked + Standards.Hours(4), due));
        Assert.Equal(due, clock.Resume(Standards.Hours(20), asked + Standards.Hours(4)).Due);
        Assert.True(clock.IsOpen(asked));
        Assert.Equal(asked, clock.NextOpening(asked));
    }

    [Fact]
    public void Holidays_on_every_service_day_of_years_still_end()
    {
        var mondays = Enumerable.Range(0, 200).Select(week => new LocalDate(2026, 2, 16).PlusWeeks(week));
        var hours = Standards.Span([IsoDayOfWeek.Monday], "09:00", "17:00");
        var clock = new ServiceClock(
            new(Standards.Hours(24), ClockRule.FromOpening, [hours], [.. mondays], false),
            Standards.Toronto
        );
        var opening = clock.NextOpening(Standards.At("Mon 2026-02-16 10:00", Standards.Toronto));
        Assert.Equal(new LocalDate(2026, 2, 16).PlusWeeks(200), opening.InZone(Standards.Toronto).Date);
    }

    /// <summary>One test a line: columns by bars, a dash for none, remarks after a hash.</summary>
    private static IEnumerable<object?[]> Rows(string table) =>
        from line in table.Split('\n')
        where !line.StartsWith('#')
        select line.Split('|').Select(cell => cell.Trim() is var text && text == "-" ? null : (object?)text).ToArray();

    private static string Shown(Instant? at, DateTimeZone zone) =>
        at is { } instant ? instant.InZone(zone).ToString("ddd uuuu-MM-dd HH:mm", null) : "none";
}
