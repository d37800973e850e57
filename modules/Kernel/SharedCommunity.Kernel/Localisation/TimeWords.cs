using Microsoft.Extensions.Localization;
using NodaTime;

namespace SharedCommunity.Kernel.Localisation;

/// <summary>Spans of time in words: "3 h 10 left", "late by 20 min", "2 h ago".</summary>
public static class TimeWords
{
    // After a preposition Arabic takes another case, visible in the dual: ساعتان, but منذ ساعتين.
    private const string AfterPreposition = "After";

    /// <summary>What is left until something is due, or how late it is.</summary>
    /// <param name="texts">The words.</param>
    /// <param name="left">Until it is due; negative when past.</param>
    public static string Left(this IStringLocalizer<TimeTexts> texts, Duration left)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (left >= Duration.FromMinutes(1))
            return texts["Time_Left", Span(texts, left, "")];
        if (left >= Duration.Zero)
            return texts["Time_LeftUnderAMinute"];
        return -left < Duration.FromMinutes(1)
            ? texts["Time_LateUnderAMinute"]
            : texts["Time_Late", Span(texts, -left, AfterPreposition)];
    }

    /// <summary>How long ago something was.</summary>
    public static string Ago(this IStringLocalizer<TimeTexts> texts, Duration age)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return age < Duration.FromMinutes(1)
            ? texts["Time_JustNow"]
            : texts["Time_Ago", Span(texts, age, AfterPreposition)];
    }

    /// <summary>A span on its own: "24 h", "2 days".</summary>
    public static string Span(this IStringLocalizer<TimeTexts> texts, Duration span) => Span(texts, span, "");

    private static string Span(IStringLocalizer texts, Duration span, string form)
    {
        // Rounded down, so that nobody is told of time that is not there.
        var (days, hours, minutes) = ((long)span.TotalDays, (long)span.TotalHours, (long)span.TotalMinutes);
        if (hours >= 48)
        {
            var words = texts.Plural($"Time_Days{form}", days);
            return hours % 24 == 0 || days >= 7
                ? words
                : texts["Time_DaysAndHours", words, texts.Plural($"Time_Hours{form}", hours % 24)];
        }
        if (hours == 0)
            return texts.Plural($"Time_Minutes{form}", minutes);
        var hoursInWords = texts.Plural($"Time_Hours{form}", hours);
        if (minutes % 60 == 0)
            return hoursInWords;
        return texts["Time_HoursAndMinutes", hoursInWords, texts.Plural($"Time_MinutesBeside{form}", minutes % 60)];
    }
}
