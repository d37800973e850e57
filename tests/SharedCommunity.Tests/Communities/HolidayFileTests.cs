using NodaTime;
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
        var read = HolidayFile.Read(text, Today);
        Assert.Empty(read.Dates);
        Assert.NotNull(read.Problem);
    }

    internal static string Calendar(string lines) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//city//holidays//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A day\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private static HolidayFile.Days Read(string lines) => HolidayFile.Read(Calendar(lines), Today);
}
