using System.Text.Json;
using CsCheck;
using NodaTime;
using SharedCommunity.Kernel.Clock;
using Xunit;

namespace SharedCommunity.Tests.Kernel.Clock;

/// <summary>A service standard on the wire, and what is refused of it.</summary>
public sealed class ServiceStandardTests
{
    private static readonly string Written = """
        {"respondWithin":"PT24H","rule":"fromOpening","hours":[\
        {"days":["mon","tue","wed","thu","fri"],"from":"09:00","to":"17:00"},\
        {"days":["sat","sun"],"from":"00:00","to":"24:00"}],\
        "holidays":["2026-02-16"],"replyOutsideHours":false}
        """.Replace("\\\n", "", StringComparison.Ordinal);

    [Fact]
    public void What_is_read_is_written_again_to_the_letter()
    {
        var standard = JsonSerializer.Deserialize<ServiceStandard>(Written)!;
        Assert.Equal(Duration.FromHours(24), standard.RespondWithin);
        Assert.Equal(ClockRule.FromOpening, standard.Rule);
        Assert.Equal(ClockTime.EndOfDay, standard.Hours[1].To);
        Assert.Equal([new LocalDate(2026, 2, 16)], standard.Holidays);
        Assert.False(standard.ReplyOutsideHours);
        Assert.Empty(standard.Validate());
        Assert.Equal(Written, JsonSerializer.Serialize(standard));
        Assert.Equal(standard, JsonSerializer.Deserialize<ServiceStandard>(Written));
        Assert.Equal(standard.GetHashCode(), JsonSerializer.Deserialize<ServiceStandard>(Written)!.GetHashCode());
    }

    [Fact]
    public void No_promise_is_null() => Assert.Null(JsonSerializer.Deserialize<ServiceStandard>("null"));

    [Fact]
    public void What_is_not_said_has_its_plain_meaning()
    {
        var standard = JsonSerializer.Deserialize<ServiceStandard>("""{"respondWithin":"PT2H","rule":"elapsed"}""")!;
        Assert.Empty(standard.Hours);
        Assert.Empty(standard.Holidays);
        Assert.True(standard.ReplyOutsideHours);
    }

    [Theory]
    [InlineData("PT24H", 24 * 60)]
    [InlineData("PT90M", 90)]
    [InlineData("PT1H30M", 90)]
    [InlineData("P2D", 48 * 60)]
    [InlineData("P1W", 7 * 24 * 60)]
    [InlineData("P1DT12H", 36 * 60)]
    public void A_duration_is_read_as_iso_8601_has_it(string text, int minutes)
    {
        var standard = JsonSerializer.Deserialize<ServiceStandard>(
            $$"""{"respondWithin":"{{text}}","rule":"elapsed"}"""
        )!;
        Assert.Equal(Duration.FromMinutes(minutes), standard.RespondWithin);
    }

    [Theory]
    [InlineData("""{"rule":"elapsed"}""")]
    [InlineData("""{"respondWithin":"PT24H"}""")]
    [InlineData("""{"respondWithin":"24:00:00","rule":"elapsed"}""")]
    [InlineData("""{"respondWithin":"P1M","rule":"elapsed"}""")]
    [InlineData("""{"respondWithin":"P1Y","rule":"elapsed"}""")]
    [InlineData("""{"respondWithin":"PT9223372036854775807H","rule":"elapsed"}""")]
    [InlineData("""{"respondWithin":24,"rule":"elapsed"}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"Elapsed"}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"1"}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":null}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","holiday":["2026-02-16"]}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","holidays":["16/02/2026"]}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","holidays":["2026-02-30"]}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","holidays":null}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","replyOutsideHours":"yes"}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","hours":{}}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","hours":[null]}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","hours":[{"days":["mon"],"from":"09:00"}]}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","hours":[{"from":"09:00","to":"17:00"}]}""")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","hours":[{"days":[""],"from":"09:00","to":"17:00"}]}""")]
    [InlineData(
        """{"respondWithin":"PT24H","rule":"elapsed","hours":[{"days":["Mon"],"from":"09:00","to":"17:00"}]}"""
    )]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","hours":[{"days":["mon"],"from":"9:00","to":"17:00"}]}""")]
    [InlineData(
        """{"respondWithin":"PT24H","rule":"elapsed","hours":[{"days":["mon"],"from":"09:00","to":"24:01"}]}"""
    )]
    [InlineData(
        """{"respondWithin":"PT24H","rule":"elapsed","hours":[{"days":["mon"],"from":"09:60","to":"17:00"}]}"""
    )]
    [InlineData(
        """{"respondWithin":"PT24H","rule":"elapsed","hours":[{"days":["mon"],"from":"٠٩:٠٠","to":"17:00"}]}"""
    )]
    [InlineData("[]")]
    [InlineData("\"PT24H\"")]
    [InlineData("""{"respondWithin":"PT24H","rule":"elapsed","hours":[""")]
    public void What_cannot_be_read_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ServiceStandard>(json));

    [Theory]
    [InlineData("PT0S", "elapsed", "", true, "RespondWithinNotPositive")]
    [InlineData("PT-24H", "elapsed", "", true, "RespondWithinNotPositive")]
    [InlineData("PT8785H", "elapsed", "", true, "RespondWithinTooLong")]
    [InlineData("PT24H", "businessDays", "", true, "RuleWithoutHours")]
    [InlineData("PT24H", "fromOpening", "", true, "RuleWithoutHours")]
    [InlineData("PT24H", "elapsed", "", false, "HeldWithoutHours")]
    [InlineData("PT24H", "businessDays", "", false, "RuleWithoutHours HeldWithoutHours")]
    [InlineData("PT24H", "elapsed", " 09:00-17:00", true, "SpanWithoutDays")]
    [InlineData("PT24H", "elapsed", "mon 17:00-09:00", true, "SpanEndsBeforeItBegins")]
    [InlineData("PT24H", "elapsed", "mon 09:00-09:00", true, "SpanEndsBeforeItBegins")]
    [InlineData("PT24H", "elapsed", "mon 20:00-00:00", true, "SpanEndsBeforeItBegins")]
    [InlineData("PT24H", "elapsed", "mon 09:00-12:00;mon 11:59-17:00", true, "SpansOverlap")]
    [InlineData("PT24H", "elapsed", "mon,tue 13:00-17:00;wed,tue 09:00-18:00", true, "SpansOverlap")]
    [InlineData("PT24H", "elapsed", "mon,mon 09:00-12:00", true, "SpansOverlap")]
    [InlineData("PT24H", "fromOpening", "mon 09:00-12:00;mon 12:00-17:00", false, "")]
    [InlineData("PT24H", "businessDays", "mon 00:00-24:00;tue 00:00-24:00", false, "")]
    [InlineData("PT8784H", "elapsed", "", true, "")]
    public void What_no_clock_could_follow_is_named(
        string within,
        string rule,
        string spans,
        bool replyOutsideHours,
        string problems
    )
    {
        var hours = spans
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(span => span.Split(' ', '-'))
            .Select(part => new
            {
                days = part[0].Split(',', StringSplitOptions.RemoveEmptyEntries),
                from = part[1],
                to = part[2],
            });
        var json = JsonSerializer.Serialize(
            new
            {
                respondWithin = within,
                rule,
                hours,
                replyOutsideHours,
            }
        );
        var standard = JsonSerializer.Deserialize<ServiceStandard>(json)!;
        Assert.Equal(problems, string.Join(' ', standard.Validate()));
        if (problems.Length > 0)
            Assert.Throws<ArgumentException>(() => new ServiceClock(standard, Standards.Toronto));
    }

    [Theory]
    [InlineData("1899-12-31")]
    [InlineData("2201-01-01")]
    [InlineData("9999-12-31")]
    public void A_holiday_of_another_era_is_named_and_no_clock_stumbles_over_it(string day)
    {
        var standard = JsonSerializer.Deserialize<ServiceStandard>(
            $$"""{"respondWithin":"PT24H","rule":"elapsed","holidays":["{{day}}"]}"""
        )!;
        Assert.Equal([ServiceStandardProblem.HolidayOutOfRange], standard.Validate());
        var asked = Instant.FromUtc(2026, 11, 24, 15, 0);
        Assert.Equal(asked + Duration.FromHours(24), new ServiceClock(standard, Standards.Toronto).Start(asked).Due);
    }

    [Fact]
    public void Every_standard_survives_the_wire() =>
        (
            from seconds in Gen.Long[1, 366 * 86400L]
            from nanoseconds in Gen.OneOf(0L, 1L, 500_000_000L)
            from rule in Gen.OneOf(ClockRule.Elapsed, ClockRule.FromOpening, ClockRule.BusinessDays)
            from days in Gen.Int[1, 7].HashSet[1, 7]
            from start in Gen.Int[0, 1439]
            from length in Gen.Int[1, 1440]
            from holidays in Gen.Int[0, 20_000].List[0, 5]
            from free in Gen.Bool
            select new ServiceStandard(
                Duration.FromSeconds(seconds) + Duration.FromNanoseconds(nanoseconds),
                rule,
                [new([.. days.Select(day => (IsoDayOfWeek)day)], new(start), new(Math.Min(1440, start + length)))],
                [.. holidays.Select(day => new LocalDate(1990, 1, 1).PlusDays(day))],
                free
            )
        ).Sample(
            standard =>
            {
                var again = JsonSerializer.Deserialize<ServiceStandard>(JsonSerializer.Serialize(standard))!;
                return again.Equals(standard) && again.GetHashCode() == standard.GetHashCode();
            },
            iter: 5_000
        );

    [Fact]
    public void Standards_differ_by_each_of_their_parts()
    {
        var standard = JsonSerializer.Deserialize<ServiceStandard>(Written)!;
        Assert.NotEqual(standard, standard with { RespondWithin = Duration.FromHours(23) });
        Assert.NotEqual(standard, standard with { Rule = ClockRule.BusinessDays });
        Assert.NotEqual(standard, standard with { Hours = [standard.Hours[0]] });
        Assert.NotEqual(
            standard,
            standard with
            {
                Hours = [standard.Hours[0] with { From = ClockTime.Parse("09:01") }, standard.Hours[1]],
            }
        );
        Assert.NotEqual(standard, standard with { Holidays = [] });
        Assert.NotEqual(standard, standard with { ReplyOutsideHours = true });
        Assert.Equal(standard, standard with { Hours = [.. standard.Hours.Reverse()] });
    }
}
