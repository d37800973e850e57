using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Audit;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.Audit;

/// <summary>The filter of an audit trail in its page's address: <c>?person=…&amp;action=…&amp;from=…&amp;until=…</c>.</summary>
internal static class TrailAddress
{
    /// <summary>Reads the filter; what cannot be read, or is no action that is recorded, filters nothing.</summary>
    public static TrailFilter Filter(IQueryCollection query, AuditWords words) =>
        new(
            StaffId.TryParse(query["person"], out var person) ? person : null,
            query["action"].FirstOrDefault() is { } action && words.Actions.Contains(action) ? action : null,
            Day(query["from"]),
            Day(query["until"])
        );

    /// <summary>The address of the page that follows, with the same filter.</summary>
    public static string Next(string address, TrailFilter filter, string after) =>
        address
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["person"] = filter.Person?.ToString(),
                ["action"] = filter.Action,
                ["from"] = Written(filter.From),
                ["until"] = Written(filter.Until),
                ["after"] = after,
            }.Where(part => part.Value is not null)
        );

    /// <summary>A day as a field of the form holds it.</summary>
    public static string? Written(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : null;

    private static LocalDate? Day(string? text) =>
        LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var date } ? Era.Clamp(date) : null;
}
