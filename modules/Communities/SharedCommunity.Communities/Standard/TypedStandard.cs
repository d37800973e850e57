using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Standard;

/// <summary>A service standard as a person types it. Each weekday is one line, so that split shifts need no more fields.</summary>
/// <param name="Community">The community's name in addresses.</param>
/// <param name="Promise"><c>within</c>, or <c>none</c>.</param>
/// <param name="Within">How many of the unit.</param>
/// <param name="Unit"><c>minutes</c>, <c>hours</c> or <c>days</c>.</param>
/// <param name="Rule">The rule, as on the wire.</param>
/// <param name="Monday">Spans of that day, such as <c>09:00-12:00, 13:00-17:00</c>.</param>
/// <param name="Tuesday">Spans of that day.</param>
/// <param name="Wednesday">Spans of that day.</param>
/// <param name="Thursday">Spans of that day.</param>
/// <param name="Friday">Spans of that day.</param>
/// <param name="Saturday">Spans of that day.</param>
/// <param name="Sunday">Spans of that day.</param>
/// <param name="Outside"><c>reply</c>, or <c>hold</c> where answers wait for the opening.</param>
/// <param name="Holidays">Dates that stay.</param>
/// <param name="NewHoliday">One more date.</param>
/// <param name="Calendar">The text of an iCalendar file with more.</param>
/// <param name="Seen">The mark of what the page showed.</param>
internal sealed record TypedStandard(
    string Community,
    string Promise = "none",
    string Within = "",
    string Unit = "hours",
    string Rule = "elapsed",
    string Monday = "",
    string Tuesday = "",
    string Wednesday = "",
    string Thursday = "",
    string Friday = "",
    string Saturday = "",
    string Sunday = "",
    string Outside = "reply",
    IReadOnlyList<string>? Holidays = null,
    string NewHoliday = "",
    string Calendar = "",
    string Seen = ""
)
{
    private const int MostHolidays = 400;

    /// <summary>The fields of the weekdays, by their names in the form.</summary>
    public IReadOnlyList<(IsoDayOfWeek Day, string Field, string Text)> Days =>
        [
            (IsoDayOfWeek.Monday, "monday", Monday),
            (IsoDayOfWeek.Tuesday, "tuesday", Tuesday),
            (IsoDayOfWeek.Wednesday, "wednesday", Wednesday),
            (IsoDayOfWeek.Thursday, "thursday", Thursday),
            (IsoDayOfWeek.Friday, "friday", Friday),
            (IsoDayOfWeek.Saturday, "saturday", Saturday),
            (IsoDayOfWeek.Sunday, "sunday", Sunday),
        ];

    /// <summary>A standard as the form shows it.</summary>
    public static TypedStandard Of(ServiceStandard? standard, string community)
    {
        if (standard is null)
            return new(community);
        var whole = standard.RespondWithin.TotalMinutes % 60 == 0;
        return new(
            community,
            "within",
            (whole ? standard.RespondWithin.TotalHours : standard.RespondWithin.TotalMinutes).ToString(
                "0.##",
                CultureInfo.InvariantCulture
            ),
            whole ? "hours" : "minutes",
            char.ToLowerInvariant(standard.Rule.ToString()[0]) + standard.Rule.ToString()[1..],
            Line(IsoDayOfWeek.Monday),
            Line(IsoDayOfWeek.Tuesday),
            Line(IsoDayOfWeek.Wednesday),
            Line(IsoDayOfWeek.Thursday),
            Line(IsoDayOfWeek.Friday),
            Line(IsoDayOfWeek.Saturday),
            Line(IsoDayOfWeek.Sunday),
            standard.ReplyOutsideHours ? "reply" : "hold",
            [.. standard.Holidays.Distinct().Order().Select(LocalDatePattern.Iso.Format)]
        );

        string Line(IsoDayOfWeek day) => TypedHours.Line(standard.Hours, day);
    }

    /// <summary>What was typed before, for a page that shows it again.</summary>
    public static TypedStandard Of(IFormCollection form, string community)
    {
        return new(
            community,
            Text("promise"),
            Text("within"),
            Text("unit"),
            Text("rule"),
            Text("monday"),
            Text("tuesday"),
            Text("wednesday"),
            Text("thursday"),
            Text("friday"),
            Text("saturday"),
            Text("sunday"),
            Text("outside"),
            [.. form["holidays"].OfType<string>()],
            Text("newHoliday")
        );

        string Text(string field) => form[field].LastOrDefault() ?? "";
    }

    /// <summary>The standard that was meant; all that is wrong with it is told together, at its field.</summary>
    /// <param name="today">Today in the community: a calendar file counts from this year on.</param>
    /// <param name="ct">Ends the reading of a calendar file.</param>
    public Outcome<Read> Parse(LocalDate today, CancellationToken ct)
    {
        var fields = new Fields();
        var holidays = new SortedSet<LocalDate>();
        foreach (var text in (Holidays ?? []).Append(NewHoliday).Where(text => text.Length > 0))
        {
            var date = LocalDatePattern.Iso.Parse(TypedHours.Latin(text.Trim()));
            fields.When(!date.Success, "newHoliday", "date_form");
            if (!date.Success)
                continue;
            fields.When(!Era.Holds(date.Value), "newHoliday", "holiday_out_of_range");
            holidays.Add(date.Value);
        }
        var read = Calendar.Length == 0 ? new([], null) : HolidayFile.Read(Calendar, today, ct);
        if (read.Problem is { } problem)
            fields.When(true, "calendar", problem);
        var added = read.Dates.Where(date => !holidays.Contains(date)).ToHashSet();
        holidays.UnionWith(added);
        fields.When(holidays.Count > MostHolidays, "calendar", "too_many_holidays");

        var hours = TypedHours.Read(Days, fields);
        if (Promise != "within")
            return fields.Refusal is { } wrong ? wrong : new Read(null, added, [.. holidays]);

        var minutes = Unit switch
        {
            "days" => 24 * 60,
            "hours" => 60,
            _ => 1,
        };
        var isNumber =
            decimal.TryParse(
                TypedHours.Latin(Within.Trim()).Replace('٫', '.').Replace(',', '.'),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
            && amount <= 1_000_000;
        fields.When(!isNumber, "within", Within.Trim().Length == 0 ? "missing" : "number_form");
        if (!Enum.TryParse<ClockRule>(Rule, ignoreCase: true, out var rule) || !Enum.IsDefined(rule))
            fields.When(true, "rule", "missing");
        var standard = new ServiceStandard(
            isNumber ? Duration.FromMinutes((double)(amount * minutes)) : Duration.FromHours(1),
            rule,
            hours,
            [.. holidays],
            Outside != "hold"
        );
        // What is wrong with single days has been said where it stands.
        foreach (var wrong in standard.Validate())
        {
            if (wrong is ServiceStandardProblem.RespondWithinNotPositive)
                fields.When(true, "within", "respond_within_not_positive");
            if (wrong is ServiceStandardProblem.RespondWithinTooLong)
                fields.When(true, "within", "respond_within_too_long");
            if (wrong is ServiceStandardProblem.RuleWithoutHours)
                fields.When(true, "rule", "rule_without_hours");
            if (wrong is ServiceStandardProblem.HeldWithoutHours)
                fields.When(true, "outside", "held_without_hours");
        }
        return fields.Refusal is { } refusal ? refusal : new Read(standard, added, [.. holidays]);
    }

    /// <param name="Standard">The standard; null promises nothing.</param>
    /// <param name="Added">The holidays that a calendar file has added.</param>
    /// <param name="Holidays">All holidays, also where nothing is promised.</param>
    internal sealed record Read(
        ServiceStandard? Standard,
        IReadOnlySet<LocalDate> Added,
        IReadOnlyList<LocalDate> Holidays
    );
}
