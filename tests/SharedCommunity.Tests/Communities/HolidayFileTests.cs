using NodaTime;
using NodaTime.Text;
using SharedCommunity.Communities.Standard;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>Holidays from an iCalendar file.</summary>
public sealed class HolidayFileTests
{
    private static readonly LocalDate Today = new(2026, 11, 24);

    [Fact]
    public void A_whole_day_is_a_holiday() =>
        Assert.Equal([new(2026, 12, 25)], Read("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261226").Dates);

    [Fact]
    public void A_day_without_an_end_is_that_day() =>
        Assert.Equal([new(2026, 12, 25)], Read("DTSTART;VALUE=DATE:20261225").Dates);

    [Fact]
    public void Of_a_range_the_end_is_free_again() =>
        Assert.Equal(
            [new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26)],
            Read("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227").Dates
        );

    [Fact]
    public void What_comes_every_year_comes_this_year_and_the_next_two() =>
        Assert.Equal(
            [new(2026, 7, 1), new(2027, 7, 1), new(2028, 7, 1)],
            Read("DTSTART;VALUE=DATE:20200701\r\nRRULE:FREQ=YEARLY").Dates
        );

    [Fact]
    public void A_moving_day_is_found_by_its_rule() =>
        Assert.Equal(
            [new(2026, 9, 7), new(2027, 9, 6), new(2028, 9, 4)],
            Read("DTSTART;VALUE=DATE:20240902\r\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO").Dates
        );

    [Theory]
    [InlineData("DTSTART:20261225T090000Z\r\nDTEND:20261225T100000Z")]
    [InlineData("DTSTART;VALUE=DATE:20191225")]
    [InlineData("DTSTART;VALUE=DATE:20361225")]
    public void An_appointment_and_what_is_far_away_is_no_holiday(string lines) =>
        Assert.Equal("calendar_empty", Read(lines).Problem);

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=DAILY")]
    [InlineData("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20281231")]
    public void A_file_of_everyday_is_no_list_of_holidays(string lines) =>
        Assert.Equal("too_many_holidays", Read(lines).Problem);

    [Fact]
    public void A_rule_that_never_fits_is_given_up() =>
        Assert.True(Read("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").Dates.Count <= 1);

    [Theory]
    [InlineData("hello")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2026\r\nEND:VEVENT\r\nEND:VCALENDAR")]
    public void What_is_no_calendar_is_refused_and_never_a_fault(string text)
    {
        var read = HolidayFile.Read(text, Today, TestContext.Current.CancellationToken);
        Assert.Empty(read.Dates);
        Assert.NotNull(read.Problem);
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:00010101\r\nRRULE:FREQ=DAILY")]
    [InlineData("DTSTART;VALUE=DATE:19261123\r\nRRULE:FREQ=YEARLY")]
    [InlineData("DTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=SECONDLY")]
    [InlineData("DTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY\r\nRRULE:FREQ=MONTHLY")]
    [InlineData("DTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=DAILY\r\nEXRULE:FREQ=DAILY")]
    [InlineData("DTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYMONTHDAY=1,2,3,4,5,6,7,8")]
    public void A_rule_that_could_run_for_minutes_is_refused_before_it_runs(string lines) =>
        Assert.Equal("calendar_rule", Read(lines).Problem);

    [Fact]
    public void What_has_come_every_year_for_a_hundred_years_still_comes() =>
        Assert.Equal(3, Read("DTSTART;VALUE=DATE:19261124\r\nRRULE:FREQ=YEARLY").Dates.Count);

    [Theory]
    [InlineData(500, "DTSTART;VALUE=DATE:20261225", null)]
    [InlineData(501, "DTSTART;VALUE=DATE:20261225", "calendar_too_large")]
    [InlineData(40, "DTSTART;VALUE=DATE:19700902\r\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO", null)]
    [InlineData(500, "DTSTART;VALUE=DATE:19270101\r\nRRULE:FREQ=DAILY;UNTIL=20200101", "calendar_too_large")]
    [InlineData(
        500,
        "DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20270101\r\nRRULE:FREQ=YEARLY;COUNT=1",
        "calendar_too_large"
    )]
    public void All_events_of_a_file_share_one_measure(int events, string lines, string? problem) =>
        Assert.Equal(
            problem,
            HolidayFile
                .Read(Calendar([.. Enumerable.Repeat(lines, events)]), Today, TestContext.Current.CancellationToken)
                .Problem
        );

    [Fact]
    public void A_flood_of_listed_dates_is_refused()
    {
        var listed = string.Join(
            ',',
            Enumerable
                .Range(0, 60_000)
                .Select(day =>
                    LocalDatePattern
                        .CreateWithInvariantCulture("yyyyMMdd")
                        .Format(new LocalDate(1900, 1, 1).PlusDays(day))
                )
        );
        Assert.Equal("calendar_too_large", Read($"DTSTART;VALUE=DATE:20261225\r\nRDATE;VALUE=DATE:{listed}").Problem);
    }

    [Fact]
    public void Who_no_longer_waits_ends_the_reading() =>
        Assert.Throws<OperationCanceledException>(() =>
            HolidayFile.Read(Calendar("DTSTART;VALUE=DATE:20261225"), Today, new CancellationToken(canceled: true))
        );

    internal static string Calendar(params string[] events) =>
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//city//holidays//EN\r\n"
        + string.Concat(
            events.Select(
                (lines, number) => $"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:A day\r\n{lines}\r\nEND:VEVENT\r\n"
            )
        )
        + "END:VCALENDAR\r\n";

    private static HolidayFile.Days Read(string lines) =>
        HolidayFile.Read(Calendar(lines), Today, TestContext.Current.CancellationToken);
}
