using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using SharedCommunity.Kernel.Clock;

namespace SharedCommunity.Kernel.Http;

/// <summary>One page of a list, by keyset: what comes next is named by the last row, so nothing is shown twice.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Next">What to send as <c>after</c> for the following page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>The key of a page's last row, as text that callers hand back without looking inside.</summary>
public static class PageKey
{
    /// <summary>How many rows a page has unless the caller asks for fewer or more.</summary>
    public const int UsualLimit = 50;

    /// <summary>The most rows that a page has.</summary>
    public const int LargestLimit = 200;

    private static readonly JsonSerializerOptions Readable = MakeReadable();

    /// <summary>The limit that counts for a caller's wish.</summary>
    public static int Limit(int? asked) => Math.Clamp(asked ?? UsualLimit, 1, LargestLimit);

    /// <summary>Writes a key.</summary>
    public static string Write<TKey>(TKey key) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key, KernelJson.Options));

    /// <summary>Reads a key back; false for anything that this product did not write.</summary>
    public static bool TryRead<TKey>(string? after, [MaybeNullWhen(false)] out TKey key)
    {
        key = default;
        if (string.IsNullOrEmpty(after))
            return false;
        try
        {
            key = JsonSerializer.Deserialize<TKey>(Base64Url.DecodeFromChars(after), Readable);
            return key is not null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Makes a page of rows that were read with a limit of one more than the page has.</summary>
    public static Page<T> Page<T, TKey>(IReadOnlyList<T> rows, int limit, Func<T, TKey> keyOf)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(keyOf);
        return rows.Count > limit ? new([.. rows.Take(limit)], Write(keyOf(rows[limit - 1]))) : new(rows, null);
    }

    // A key goes into a query as it is: what the database could not be asked for makes it unreadable.
    private static JsonSerializerOptions MakeReadable()
    {
        var options = new JsonSerializerOptions(KernelJson.Options);
        options.Converters.Insert(0, new InstantOfEra());
        options.Converters.Insert(0, new TextWithoutNul());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class InstantOfEra : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            NodaConverters.InstantConverter.Read(ref reader, typeToConvert, options) is var at && Era.Holds(at)
                ? at
                : throw new JsonException("Not an instant of our era.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            NodaConverters.InstantConverter.Write(writer, value, options);
    }

    private sealed class TextWithoutNul : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal)
                ? text
                : throw new JsonException("Not a text.");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
