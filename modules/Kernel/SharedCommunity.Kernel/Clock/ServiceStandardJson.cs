using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace SharedCommunity.Kernel.Clock;

/// <summary>
/// The one written form of a service standard, on the wire and in the database:
/// <c>{ respondWithin: "PT24H", rule: "fromOpening", hours: [{ days: ["mon"], from: "09:00", to: "17:00" }],
/// holidays: ["2026-02-16"], replyOutsideHours: true }</c>. Names it does not know are refused: a promise with a
/// misspelt holiday list would be silently another promise.
/// </summary>
public sealed class ServiceStandardJson : JsonConverter<ServiceStandard>
{
    private static readonly string[] Days = ["", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static readonly Dictionary<string, ClockRule> Rules = new()
    {
        ["elapsed"] = ClockRule.Elapsed,
        ["fromOpening"] = ClockRule.FromOpening,
        ["businessDays"] = ClockRule.BusinessDays,
    };

    /// <inheritdoc />
    public override ServiceStandard Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Duration? within = null;
        ClockRule? rule = null;
        IReadOnlyList<ServiceHours> hours = [];
        IReadOnlyList<LocalDate> holidays = [];
        var replyOutsideHours = true;
        Begin(ref reader, JsonTokenType.StartObject, "serviceStandard");
        while (NextName(ref reader) is { } name)
        {
            switch (name)
            {
                case "respondWithin":
                    within = ReadDuration(Text(ref reader, name));
                    break;
                case "rule":
                    rule = Rules.TryGetValue(Text(ref reader, name), out var known) ? known : throw Bad(name);
                    break;
                case "hours":
                    hours = ReadList(ref reader, name, ReadHours);
                    break;
                case "holidays":
                    holidays = ReadList(ref reader, name, ReadDate);
                    break;
                case "replyOutsideHours":
                    if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                        throw Bad(name);
                    replyOutsideHours = reader.GetBoolean();
                    break;
                default:
                    throw new JsonException("A service standard has no such field.");
            }
        }
        return new(within ?? throw Bad("respondWithin"), rule ?? throw Bad("rule"), hours, holidays, replyOutsideHours);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ServiceStandard value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("respondWithin", Written(value.RespondWithin));
        writer.WriteString("rule", Rules.First(rule => rule.Value == value.Rule).Key);
        writer.WriteStartArray("hours");
        foreach (var span in value.Hours)
            WriteHours(writer, span);
        writer.WriteEndArray();
        writer.WriteStartArray("holidays");
        foreach (var holiday in value.Holidays)
            writer.WriteStringValue(LocalDatePattern.Iso.Format(holiday));
        writer.WriteEndArray();
        writer.WriteBoolean("replyOutsideHours", value.ReplyOutsideHours);
        writer.WriteEndObject();
    }

    internal static void WriteHours(Utf8JsonWriter writer, ServiceHours span)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("days");
        foreach (var day in span.Days)
            writer.WriteStringValue(Days[(int)day]);
        writer.WriteEndArray();
        writer.WriteString("from", span.From.ToString());
        writer.WriteString("to", span.To.ToString());
        writer.WriteEndObject();
    }

    private delegate T ReadOne<T>(ref Utf8JsonReader reader);

    private static List<T> ReadList<T>(ref Utf8JsonReader reader, string name, ReadOne<T> readOne)
    {
        Begin(ref reader, JsonTokenType.StartArray, name);
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(readOne(ref reader));
        return items;
    }

    internal static ServiceHours ReadHours(ref Utf8JsonReader reader)
    {
        IReadOnlyList<IsoDayOfWeek>? days = null;
        ClockTime? from = null;
        ClockTime? to = null;
        Begin(ref reader, JsonTokenType.StartObject, "hours");
        while (NextName(ref reader) is { } name)
        {
            switch (name)
            {
                case "days":
                    days = ReadList(ref reader, name, ReadDay);
                    break;
                case "from":
                    from = ReadTime(ref reader, name);
                    break;
                case "to":
                    to = ReadTime(ref reader, name);
                    break;
                default:
                    throw new JsonException("A span of service hours has no such field.");
            }
        }
        return new(days ?? throw Bad("days"), from ?? throw Bad("from"), to ?? throw Bad("to"));
    }

    private static IsoDayOfWeek ReadDay(ref Utf8JsonReader reader) =>
        Array.IndexOf(Days, Text(ref reader, "days")) is var day and > 0 ? (IsoDayOfWeek)day : throw Bad("days");

    private static ClockTime ReadTime(ref Utf8JsonReader reader, string name) =>
        ClockTime.TryParse(Text(ref reader, name), out var time) ? time : throw Bad(name);

    private static LocalDate ReadDate(ref Utf8JsonReader reader) =>
        LocalDatePattern.Iso.Parse(Text(ref reader, "holidays")) is { Success: true, Value: var date }
            ? date
            : throw Bad("holidays");

    // Days and weeks are taken as 24 h and 168 h; months and years have no length.
    private static Duration ReadDuration(string text)
    {
        if (PeriodPattern.NormalizingIso.Parse(text) is not { Success: true, Value: { Years: 0, Months: 0 } period })
            throw Bad("respondWithin");
        try
        {
            return period.ToDuration();
        }
        catch (OverflowException)
        {
            throw Bad("respondWithin");
        }
    }

    private static string Written(Duration duration)
    {
        var (sign, length) = duration < Duration.Zero ? ("-", -duration) : ("", duration);
        var hours = (long)Math.Floor(length.TotalHours);
        var seconds = length.Seconds + length.SubsecondNanoseconds / 1_000_000_000m;
        var parts = FormattableString.Invariant($"{(hours > 0 ? $"{sign}{hours}H" : "")}");
        if (length.Minutes > 0)
            parts += FormattableString.Invariant($"{sign}{length.Minutes}M");
        if (seconds > 0 || parts.Length == 0)
            parts += sign + seconds.ToString("0.#########", CultureInfo.InvariantCulture) + "S";
        return "PT" + parts;
    }

    private static void Begin(ref Utf8JsonReader reader, JsonTokenType expected, string name)
    {
        if (reader.TokenType != expected)
            throw Bad(name);
    }

    // Leaves the reader on the value of the next field; null at the end of the object.
    private static string? NextName(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
            return null;
        var name = reader.GetString();
        reader.Read();
        return name;
    }

    private static string Text(ref Utf8JsonReader reader, string name) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Bad(name);

    private static JsonException Bad(string name) => new($"The service standard's '{name}' is missing or unreadable.");
}

/// <summary>Service hours on their own, written as in a service standard.</summary>
public sealed class ServiceHoursJson : JsonConverter<ServiceHours>
{
    /// <inheritdoc />
    public override ServiceHours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ServiceStandardJson.ReadHours(ref reader);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ServiceHours value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ServiceStandardJson.WriteHours(writer, value);
    }
}
