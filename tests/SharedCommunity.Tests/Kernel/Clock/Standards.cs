using NodaTime;
using NodaTime.Text;
using SharedCommunity.Kernel.Clock;
using Xunit;

namespace SharedCommunity.Tests.Kernel.Clock;

/// <summary>The standards and the notation that the clock's tests share.</summary>
internal static class Standards
{
    public static readonly DateTimeZone Toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];
    public static readonly DateTimeZone Calgary = DateTimeZoneProviders.Tzdb["America/Edmonton"];

    private static readonly IsoDayOfWeek[] MondayToFriday =
    [
        IsoDayOfWeek.Monday,
        IsoDayOfWeek.Tuesday,
        IsoDayOfWeek.Wednesday,
        IsoDayOfWeek.Thursday,
        IsoDayOfWeek.Friday,
    ];

    private static readonly IsoDayOfWeek[] EveryDay = [.. MondayToFriday, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    private static readonly LocalDate FamilyDay = new(2026, 2, 16);

    private static readonly IReadOnlyList<ServiceHours> Office = [Span(MondayToFriday, "09:00", "17:00")];

    public static readonly Dictionary<string, ServiceStandard?> All = new()
    {
        ["no promise"] = null,
        ["elapsed 24 h"] = new(Hours(24), ClockRule.Elapsed, [], [], true),
        ["elapsed 24 h, held"] = new(Hours(24), ClockRule.Elapsed, Office, [FamilyDay], false),
        // The Calgary policy: 24 hours, from opening, nobody answers outside service hours.
        ["Calgary"] = new(Hours(24), ClockRule.FromOpening, Office, [FamilyDay], false),
        ["from opening 4 h"] = new(Hours(4), ClockRule.FromOpening, Office, [], true),
        ["split shifts 2 h"] = new(
            Hours(2),
            ClockRule.FromOpening,
            [
                Span(MondayToFriday, "09:00", "12:00"),
                Span(MondayToFriday, "13:30", "17:00"),
                Span([IsoDayOfWeek.Thursday], "18:30", "21:00"),
            ],
            [FamilyDay],
            false
        ),
        ["24/7, 1 h"] = new(Hours(1), ClockRule.FromOpening, [Span(EveryDay, "00:00", "24:00")], [], false),
        ["night line 3 h"] = new(
            Hours(3),
            ClockRule.FromOpening,
            [Span(EveryDay, "20:00", "24:00"), Span(EveryDay, "00:00", "02:00")],
            [],
            false
        ),
        ["early birds 1 h"] = new(
            Hours(1),
            ClockRule.FromOpening,
            [Span(EveryDay, "02:30", "04:00"), Span(EveryDay, "00:30", "01:30")],
            [],
            false
        ),
        // The francophone portal: two business days.
        ["portal 48 h"] = new(Hours(48), ClockRule.BusinessDays, Office, [], true),
        ["portal 48 h, holiday"] = new(
            Hours(48),
            ClockRule.BusinessDays,
            Office,
            [FamilyDay, new(2026, 2, 17), new(2026, 12, 25), new(2026, 12, 28)],
            false
        ),
        ["every day 24 h by days"] = new(
            Hours(24),
            ClockRule.BusinessDays,
            [Span(EveryDay, "09:00", "17:00")],
            [],
            true
        ),
        ["business 6 h"] = new(Hours(6), ClockRule.BusinessDays, Office, [], true),
    };

    public static Duration Hours(double hours) => Duration.FromHours(hours);

    public static ServiceHours Span(IReadOnlyList<IsoDayOfWeek> days, string from, string to) =>
        new(days, ClockTime.Parse(from), ClockTime.Parse(to));

    /// <summary>Reads a wall time of a zone, such as <c>Fri 2026-02-13 18:00</c>; a leading <c>2nd</c> means its
    /// second pass where clocks are put back. A wrong weekday is refused, so that a row cannot lie.</summary>
    public static Instant At(string text, DateTimeZone zone)
    {
        var second = text.StartsWith("2nd ", StringComparison.Ordinal);
        var local = LocalDateTimePattern
            .CreateWithInvariantCulture("yyyy-MM-dd HH:mm")
            .Parse(text[(second ? 8 : 4)..])
            .Value;
        Assert.StartsWith(text[(second ? 4 : 0)..][..3], local.DayOfWeek.ToString(), StringComparison.Ordinal);
        var mapping = zone.MapLocal(local);
        Assert.True(mapping.Count > 0, $"{text} does not exist");
        Assert.True(!second || mapping.Count == 2, $"{text} comes only once");
        return (second ? mapping.Last() : mapping.First()).ToInstant();
    }

    /// <summary>The zone of a standard's community.</summary>
    public static DateTimeZone ZoneOf(string standard) => standard == "Calgary" ? Calgary : Toronto;

    public static ServiceClock ClockOf(string standard) => new(All[standard], ZoneOf(standard));
}
