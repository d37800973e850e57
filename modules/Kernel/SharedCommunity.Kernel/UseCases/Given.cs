using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharedCommunity.Kernel.UseCases;

/// <summary>
/// A field of a change that may be left out, where null is a value of its own: left out it stays as it is, null
/// empties it. In a request it is a property of its own, not of the constructor, with
/// <c>[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]</c>.
/// </summary>
/// <param name="Value">What was given.</param>
/// <param name="IsGiven">Whether the field was there at all.</param>
[JsonConverter(typeof(GivenJson))]
public readonly record struct Given<T>(T? Value, bool IsGiven = true);

/// <summary>Reads a field that is there, null included; one that is not there never reaches it.</summary>
public sealed class GivenJson : JsonConverterFactory
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert is { IsGenericType: true } && typeToConvert.GetGenericTypeDefinition() == typeof(Given<>);

    /// <inheritdoc />
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return (JsonConverter)
            Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    private sealed class Converter<T> : JsonConverter<Given<T>>
    {
        public override bool HandleNull => true;

        public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return new(JsonSerializer.Deserialize<T>(ref reader, options));
            }
            catch (JsonException unreadable)
            {
                // The inner reading calls this field the root; without a path the outer one names the field.
                throw new JsonException(unreadable.Message);
            }
        }

        public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
