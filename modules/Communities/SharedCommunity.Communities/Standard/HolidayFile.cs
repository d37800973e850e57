using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;
using Period = Ical.Net.DataTypes.Period;

namespace SharedCommunity.Communities.Standard;

/// <summary>
/// The days of an iCalendar file: events that are dates, with their ranges and what repeats of them, of this year and
/// the two that follow. Events with a time of day are appointments and no holidays.
/// </summary>
internal static class HolidayFile
{
    private const int YearsAhead = 2;
    private const int MostDates = 400;

    /// <param name="Dates">The days, each once, in order.</param>
    /// <param name="Problem">Why none could be read.</param>
    internal sealed record Days(IReadOnlyList<LocalDate> Dates, string? Problem);

    public static Days Read(string text, LocalDate today)
    {
        var first = new LocalDate(today.Year, 1, 1);
        var end = new LocalDate(today.Year + YearsAhead + 1, 1, 1);
        try
        {
            if (Calendar.Load(text) is not { } calendar)
                return new([], "calendar_form");
            var dates = new SortedSet<LocalDate>();
            foreach (var one in calendar.Events.Where(one => one.Start is { HasTime: false }))
            {
                foreach (var (from, until) in Occurrences(one, first, end))
                {
                    for (var date = LocalDate.Max(from, first); date < until && date < end; date = date.PlusDays(1))
                        dates.Add(date);
                    if (dates.Count > MostDates)
                        return new([], "too_many_holidays");
                }
            }
            return dates.Count == 0 ? new([], "calendar_empty") : new([.. dates], null);
        }
        // The library answers what it cannot read with exceptions of many kinds; each of them is the file's fault.
        catch (Exception unreadable)
            when (unreadable is not (OutOfMemoryException or OperationCanceledException or StackOverflowException))
        {
            return new([], "calendar_form");
        }
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
