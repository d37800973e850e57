using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;
using Period = Ical.Net.DataTypes.Period;

namespace SharedCommunity.Communities.Standard;

/// <summary>
/// The days of an iCalendar file: events that are dates, with their ranges and what repeats of them, of this year and
/// the two that follow. Events with a time of day are appointments and no holidays. Somebody waits for it, so what
/// would take long is refused before it begins.
/// </summary>
internal static class HolidayFile
{
    private const int YearsAhead = 2;
    private const int YearsBack = 100;
    private const int MostDates = 400;
    private const int MostEvents = 500;
    private const int MostListed = 1_000;
    private const int MostSteps = 50_000;

    // As many as a year has days, and some: a rule that makes more of one step says the same thing many times.
    private const int MostInOneStep = 400;

    /// <param name="Dates">The days, each once, in order.</param>
    /// <param name="Problem">Why none could be read.</param>
    internal sealed record Days(IReadOnlyList<LocalDate> Dates, string? Problem);

    public static Days Read(string text, LocalDate today, CancellationToken ct)
    {
        if (Listed(text) > MostListed)
            return new([], "calendar_too_large");
        try
        {
            return Calendar.Load(text) is { } calendar ? Read(calendar, today, ct) : new([], "calendar_form");
        }
        // The library answers what it cannot read with exceptions of many kinds; each of them is the file's fault.
        catch (Exception unreadable)
            when (unreadable is not (OutOfMemoryException or OperationCanceledException or StackOverflowException))
        {
            return new([], "calendar_form");
        }
    }

    private static Days Read(Calendar calendar, LocalDate today, CancellationToken ct)
    {
        var first = new LocalDate(today.Year, 1, 1);
        var end = new LocalDate(today.Year + YearsAhead + 1, 1, 1);
        var events = calendar.Events.Where(one => one.Start is { HasTime: false }).ToList();
        if (events.Count > MostEvents)
            return new([], "calendar_too_large");
        var left = (long)MostSteps;
        var dates = new SortedSet<LocalDate>();
        foreach (var one in events)
        {
            ct.ThrowIfCancellationRequested();
            if (!IsReadable(one, today))
                return new([], "calendar_rule");
            left -= Steps(one, end);
            if (left < 0)
                return new([], "calendar_too_large");
            foreach (var (from, until) in Occurrences(one, first, end))
            {
                for (var date = LocalDate.Max(from, first); date < until && date < end; date = date.PlusDays(1))
                {
                    dates.Add(date);
                    left--;
                }
                if (dates.Count > MostDates)
                    return new([], "too_many_holidays");
                if (left < 0)
                    return new([], "calendar_too_large");
            }
        }
        return dates.Count == 0 ? new([], "calendar_empty") : new([.. dates], null);
    }

    // The library compares each listed date with all before it while it loads: they are counted before.
    private static int Listed(string text) =>
        text.ReplaceLineEndings("\n")
            .Replace("\n ", "", StringComparison.Ordinal)
            .Replace("\n\t", "", StringComparison.Ordinal)
            .Split('\n')
            .Where(line =>
                line.StartsWith("RDATE", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("EXDATE", StringComparison.OrdinalIgnoreCase)
            )
            .Sum(line => 1 + line.Count(letter => letter == ','));

    private static bool IsReadable(CalendarEvent one, LocalDate today)
    {
        if (Count(one, "RRULE") > 1 || Count(one, "EXRULE") > 0)
            return false;
        return one.RecurrenceRule is not { } rule
            || (
                rule.Frequency
                    is FrequencyType.Daily
                        or FrequencyType.Weekly
                        or FrequencyType.Monthly
                        or FrequencyType.Yearly
                && rule.Interval > 0
                && Date(one.Start!) >= today.PlusYears(-YearsBack)
                && InOneStep(rule) <= MostInOneStep
            );
    }

    private static int Count(CalendarEvent one, string property) =>
        one
            .Properties.Where(its => string.Equals(its.Name, property, StringComparison.OrdinalIgnoreCase))
            .Sum(its => Math.Max(1, its.ValueCount));

    // The library walks from an event's first day on, however long ago, and tells nobody how far it has come: what a
    // rule will cost is reckoned from what it says.
    private static long Steps(CalendarEvent one, LocalDate end)
    {
        long listed = 1 + one.RecurrenceDates.GetAllPeriods().Count();
        if (one.RecurrenceRule is not { } rule)
            return listed;
        var last = rule.Until is { } until ? LocalDate.Min(Date(until), end) : end;
        var days = Math.Max(1, NodaTime.Period.DaysBetween(Date(one.Start!), last));
        var each = rule.Frequency switch
        {
            FrequencyType.Yearly => 365,
            FrequencyType.Monthly => 28,
            FrequencyType.Weekly => 7,
            _ => 1,
        };
        return listed + (1 + days / each / rule.Interval) * InOneStep(rule);
    }

    // An upper bound of the days that one step of a rule is made into.
    private static long InOneStep(RecurrenceRule rule)
    {
        var inMonths = rule.Frequency == FrequencyType.Yearly && rule.ByDay.Count + rule.ByMonthDay.Count > 0;
        return checked(
            (rule.ByMonth.Count, inMonths) switch
            {
                (0, true) => 12L,
                (var months, _) => Math.Max(1, months),
            }
            * Math.Max(1, rule.ByMonthDay.Count)
            * Math.Max(1, rule.ByYearDay.Count)
            * Math.Max(1, 7 * rule.ByWeekNo.Count)
            * Math.Max(1, 5 * rule.ByDay.Count)
            * Math.Max(1, rule.BySetPosition.Count)
        );
    }

    private static IEnumerable<(LocalDate From, LocalDate Until)> Occurrences(
        CalendarEvent one,
        LocalDate first,
        LocalDate end
    )
    {
        // A rule that finds nothing is given up, and one that finds too much is cut off.
        var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = 1000 };
        return one.GetOccurrences(new CalDateTime(first.Year, 1, 1), options)
            .Take(MostDates + 1)
            .Select(found => (From: Date(found.Period.StartTime), Until: Until(found.Period)))
            .TakeWhile(found => found.From < end);
    }

    // The end is the first day that is free again; without one the event is that one day.
    private static LocalDate Until(Period period)
    {
        var start = Date(period.StartTime);
        var until = period.EffectiveEndTime is { } stated ? Date(stated) : start;
        return until > start ? until : start.PlusDays(1);
    }

    private static LocalDate Date(CalDateTime at) => new(at.Year, at.Month, at.Day);
}
