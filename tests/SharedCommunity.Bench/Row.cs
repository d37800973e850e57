using System.Globalization;
using System.Text.Json;

namespace SharedCommunity.Bench;

/// <summary>One line of the bench. Names are stable: later runs are compared by them.</summary>
/// <param name="Goal">What the row promises, in words ("at least 2"); null for a figure that only stands beside a ratio.</param>
/// <param name="Holds">Whether the promise is kept; null where nothing is promised.</param>
internal sealed record Row(string Name, double Value, string Unit, string? Goal = null, bool? Holds = null)
{
    public static Row AtLeast(string name, double value, string unit, double goal) =>
        new(name, value, unit, string.Create(CultureInfo.InvariantCulture, $"at least {goal}"), value >= goal);

    public static Row AtMost(string name, double value, string unit, double goal) =>
        new(name, value, unit, string.Create(CultureInfo.InvariantCulture, $"at most {goal}"), value <= goal);
}

/// <summary>Rows as a table for people and as JSON for the next run to compare with.</summary>
internal static class RowTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Print(IReadOnlyList<Row> rows, TextWriter to)
    {
        var name = Math.Max(4, rows.Max(row => row.Name.Length));
        var unit = Math.Max(4, rows.Max(row => row.Unit.Length));
        var goal = Math.Max(4, rows.Max(row => row.Goal?.Length ?? 0));
        to.WriteLine(
            $"{"name".PadRight(name)}  {"value", 12}  {"unit".PadRight(unit)}  {"goal".PadRight(goal)}  holds"
        );
        foreach (var row in rows)
        {
            var holds = row.Holds switch
            {
                true => "yes",
                false => "NO",
                null => "",
            };
            var value = row.Value.ToString(row.Value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
            to.WriteLine(
                $"{row.Name.PadRight(name)}  {value, 12}  {row.Unit.PadRight(unit)}  {(row.Goal ?? "").PadRight(goal)}  {holds}"
            );
        }
    }

    public static async Task Write(IReadOnlyList<Row> rows, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(rows, Json) + "\n");
    }
}
