using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Clock;

namespace SharedCommunity.Communities.Standard;

/// <summary>Hours as a person types them: each weekday is one line, so that split shifts need no more fields.</summary>
internal static partial class TypedHours
{
    /// <summary>The spans of a week that were meant; what is wrong is told at its day.</summary>
    public static List<ServiceHours> Read(
        IReadOnlyList<(IsoDayOfWeek Day, string Field, string Text)> days,
        Fields fields
    ) =>
        [
            .. days.SelectMany(day => Spans(day.Day, day.Field, day.Text, fields))
                .GroupBy(span => (span.From, span.To))
                .Select(same => new ServiceHours([.. same.Select(span => span.Day)], same.Key.From, same.Key.To)),
        ];

    /// <summary>The line of a day.</summary>
    public static string Line(IReadOnlyList<ServiceHours> hours, IsoDayOfWeek day) =>
        string.Join(
            ", ",
            hours
                .Where(span => span.Days.Contains(day))
                .OrderBy(span => span.From)
                .Select(span => $"{span.From}-{span.To}")
        );

    private static List<(IsoDayOfWeek Day, ClockTime From, ClockTime To)> Spans(
        IsoDayOfWeek day,
        string field,
        string text,
        Fields fields
    )
    {
        var latin = Latin(text);
        var found = Span().Matches(latin);
        var spans = found
            .Select(one => (Day: day, From: Time(one.Groups[1], one.Groups[2]), To: Time(one.Groups[3], one.Groups[4])))
            .Where(span => span is { From: not null, To: not null })
            .Select(span => (span.Day, From: span.From!.Value, To: span.To!.Value))
            .OrderBy(span => span.From)
            .ToList();
        fields
            .When(Span().Replace(latin, "").Any(char.IsLetterOrDigit) || spans.Count < found.Count, field, "hours_form")
            .When(spans.Any(span => span.From >= span.To), field, "span_ends_before_it_begins")
            .When(spans.Zip(spans.Skip(1)).Any(pair => pair.Second.From < pair.First.To), field, "spans_overlap");
        return spans;
    }

    private static ClockTime? Time(Group hour, Group minute) =>
        ClockTime.TryParse(
            $"{hour.Value.PadLeft(2, '0')}:{(minute.Value.Length == 0 ? "00" : minute.Value)}",
            out var time
        )
            ? time
            : null;

    /// <summary>Every script's digits, as the wire writes them.</summary>
    internal static string Latin(string text)
    {
        var latin = new StringBuilder(text.Length);
        foreach (var letter in text)
            latin.Append(
                CharUnicodeInfo.GetDecimalDigitValue(letter) is >= 0 and var digit ? (char)('0' + digit) : letter
            );
        return latin.ToString();
    }

    [GeneratedRegex(
        @"\b(\d{1,2})(?:[:.h](\d{2})?)?\s*[-–—−]\s*(\d{1,2})(?:[:.h](\d{2})?)?(?!\w)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Span();
}
