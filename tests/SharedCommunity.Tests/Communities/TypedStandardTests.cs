using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Standard;
using SharedCommunity.Kernel.Clock;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>A service standard as people type it, and what the preview says of it.</summary>
public sealed class TypedStandardTests
{
    private static readonly LocalDate Today = new(2026, 11, 24);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private static readonly DateTimeZone Toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];
    private static readonly IsoDayOfWeek[] Week =
    [
        IsoDayOfWeek.Monday,
        IsoDayOfWeek.Tuesday,
        IsoDayOfWeek.Wednesday,
        IsoDayOfWeek.Thursday,
        IsoDayOfWeek.Friday,
    ];

    private static readonly ServiceStandard Office = new(
        Duration.FromHours(48),
        ClockRule.BusinessDays,
        [
            new(Week, ClockTime.Parse("09:00"), ClockTime.Parse("12:00")),
            new(Week, ClockTime.Parse("13:00"), ClockTime.Parse("17:00")),
        ],
        [new(2026, 12, 25)],
        false
    );

    [Fact]
    public void What_the_form_shows_is_read_back_as_the_same_standard() =>
        Assert.Equal(Office, TypedStandard.Of(Office, "c").Parse(Today, Ct).Value?.Standard);

    [Theory]
    [InlineData("9-17", "09:00", "17:00")]
    [InlineData("9:30 – 17.15", "09:30", "17:15")]
    [InlineData("9h30-17h15", "09:30", "17:15")]
    [InlineData("٠٩:٠٠-١٧:٠٠", "09:00", "17:00")]
    [InlineData("00:00-24:00", "00:00", "24:00")]
    public void Hours_are_read_as_people_write_them(string text, string from, string to)
    {
        var read = Typed(monday: text).Parse(Today, Ct);
        Assert.True(read.IsDone, read.Refusal?.Code);
        var span = Assert.Single(read.Value.Standard!.Hours);
        Assert.Equal((from, to), (span.From.ToString(), span.To.ToString()));
    }

    [Theory]
    [InlineData("morning", "hours_form")]
    [InlineData("09:00", "hours_form")]
    [InlineData("09:00-25:00", "hours_form")]
    [InlineData("09:00-12:00, later", "hours_form")]
    [InlineData("17:00-09:00", "span_ends_before_it_begins")]
    [InlineData("09:00-13:00, 12:00-17:00", "spans_overlap")]
    public void What_is_wrong_with_a_day_is_said_at_that_day(string text, string problem) =>
        Assert.Equal(problem, Typed(monday: text).Parse(Today, Ct).Refusal?.Fields["monday"]);

    [Fact]
    public void All_that_is_wrong_is_told_together()
    {
        var wrong = new TypedStandard("c", "within", "soon", Rule: "fromOpening", Outside: "hold", NewHoliday: "Easter")
            .Parse(Today, Ct)
            .Refusal;
        Assert.Equal(["newHoliday", "outside", "rule", "within"], wrong?.Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1899-12-31", "holiday_out_of_range")]
    [InlineData("9999-12-31", "holiday_out_of_range")]
    [InlineData("2200-12-31", null)]
    public void A_holiday_of_another_era_is_refused_at_its_field(string day, string? problem)
    {
        var wrong = (Typed(monday: "9-17") with { NewHoliday = day }).Parse(Today, Ct).Refusal;
        Assert.Equal(problem, wrong?.Fields["newHoliday"]);
        var nothing = new TypedStandard("c", Holidays: [day]).Parse(Today, Ct).Refusal;
        Assert.Equal(problem, nothing?.Fields["newHoliday"]);
    }

    [Fact]
    public void A_holiday_of_another_era_that_was_saved_once_keeps_no_page_from_being_shown()
    {
        var now = new LocalDateTime(2026, 11, 24, 10, 0).InZoneStrictly(Toronto).ToInstant();
        var old = Office with { Holidays = [new(2026, 12, 25), new(9999, 12, 31)] };
        Assert.Equal(TellingMoment.Of(Office, Toronto, now), TellingMoment.Of(old, Toronto, now));
        var alone = TellingMoment.Of(Office with { Holidays = [new(9999, 12, 31)] }, Toronto, now);
        Assert.DoesNotContain(alone, moment => moment.Kind == MomentKind.Holiday);
        var last = TellingMoment.Of(Office with { Holidays = [new(2200, 12, 31)] }, Toronto, now);
        Assert.Equal(ClockReason.OnHoliday, last.Single(moment => moment.Kind == MomentKind.Holiday).Reading.Why);
    }

    [Fact]
    public void Days_are_days_of_24_hours_and_a_dates_file_adds_to_the_list()
    {
        var read = Typed(monday: "9-17") with
        {
            Within = "2",
            Unit = "days",
            Holidays = ["2026-12-25"],
            NewHoliday = "2027-01-01",
            Calendar = HolidayFileTests.Calendar("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261226"),
        };
        var (standard, added, holidays) = read.Parse(Today, Ct).Value!;
        Assert.Equal(Duration.FromHours(48), standard!.RespondWithin);
        Assert.Equal([new(2026, 12, 24)], added);
        Assert.Equal([new(2026, 12, 24), new(2026, 12, 25), new(2027, 1, 1)], holidays);
    }

    [Fact]
    public void The_preview_says_what_the_clock_says_on_Friday_and_on_the_holiday()
    {
        var now = new LocalDateTime(2026, 11, 24, 10, 0).InZoneStrictly(Toronto).ToInstant();
        var moments = TellingMoment.Of(Office, Toronto, now);
        Assert.Equal(
            [
                MomentKind.Now,
                MomentKind.InHours,
                MomentKind.BeforeClosing,
                MomentKind.AfterClosing,
                MomentKind.Friday,
                MomentKind.DayOff,
                MomentKind.Holiday,
            ],
            moments.Select(moment => moment.Kind)
        );
        var friday = moments.Single(moment => moment.Kind == MomentKind.Friday);
        Assert.Equal(new LocalDateTime(2026, 11, 27, 17, 30), friday.Asked.InZone(Toronto).LocalDateTime);
        Assert.Equal(new LocalDateTime(2026, 12, 1, 17, 30), friday.Reading.Due!.Value.InZone(Toronto).LocalDateTime);
        Assert.Equal(new LocalDateTime(2026, 11, 30, 9, 0), friday.HeldUntil!.Value.InZone(Toronto).LocalDateTime);
        Assert.Equal(ClockReason.OnHoliday, moments.Single(moment => moment.Kind == MomentKind.Holiday).Reading.Why);
        Assert.Equal(
            new LocalDateTime(2026, 11, 25, 16, 30),
            moments.Single(moment => moment.Kind == MomentKind.BeforeClosing).Asked.InZone(Toronto).LocalDateTime
        );
    }

    [Fact]
    public void Without_a_promise_the_preview_promises_nothing() =>
        Assert.All(
            TellingMoment.Of(null, Toronto, Instant.FromUtc(2026, 11, 24, 15, 0)),
            moment => Assert.Null(moment.Reading.Due)
        );

    private static TypedStandard Typed(string monday) => new("c", "within", "24", Monday: monday);
}
