using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SharedCommunity.Kernel.Ids;

/// <summary>An id that crosses modules: a UUID that cannot be mistaken for the id of something else.</summary>
/// <typeparam name="TSelf">The id type itself.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "Static abstract members are how an id makes itself.")]
public interface IStrongId<TSelf>
    where TSelf : struct, IStrongId<TSelf>
{
    /// <summary>The bare UUID.</summary>
    Guid Value { get; }

    /// <summary>Names an id that exists already.</summary>
    static abstract TSelf From(Guid value);

    /// <summary>Makes a new id that sorts after those made before it.</summary>
    static virtual TSelf New() => TSelf.From(Guid.CreateVersion7());
}

/// <summary>Writes and reads an id as a plain UUID string.</summary>
public sealed class StrongIdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IStrongId<TId>
{
    /// <inheritdoc />
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetGuid());

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    /// <inheritdoc />
    public override TId ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => TId.From(Guid.Parse(reader.GetString()!));

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value.ToString());
}

/// <summary>Stores an id as a uuid column.</summary>
public sealed class StrongIdValueConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value))
    where TId : struct, IStrongId<TId>
{
    // An expression tree cannot call a static abstract member itself.
    private static TId Make(Guid value) => TId.From(value);
}
