using System.Collections;
using System.Text.Json.Nodes;
using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Tests.Wall;

/// <summary>
/// A request that a use case can read, made up from the type alone: what must be there is there, what may be missing is
/// missing. So a use case that is added tomorrow is tried without a line of test code.
/// </summary>
internal static class MadeUpRequest
{
    public static JsonObject For(Type request, IReadOnlyCollection<string> without)
    {
        var made = new JsonObject();
        foreach (var property in KernelJson.Options.GetTypeInfo(request).Properties)
        {
            if (property.IsRequired && !without.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
                made[property.Name] = Value(property.PropertyType);
        }
        return made;
    }

    private static JsonNode? Value(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return 0 switch
        {
            _ when bare == typeof(string) => "x",
            _ when bare == typeof(bool) => false,
            _ when bare == typeof(Guid) || IsStrongId(bare) => Guid.CreateVersion7().ToString(),
            _ when bare == typeof(Instant) => "2026-03-02T15:00:00Z",
            _ when bare == typeof(LocalDate) => "2026-03-02",
            _ when bare == typeof(LocalTime) => "09:00:00",
            _ when bare == typeof(Duration) || bare == typeof(Period) => "PT1H",
            _ when bare.IsEnum => char.ToLowerInvariant(bare.GetEnumNames()[0][0]) + bare.GetEnumNames()[0][1..],
            _ when bare.IsPrimitive || bare == typeof(decimal) => 1,
            _ when bare.IsAssignableTo(typeof(IDictionary)) => new JsonObject(),
            _ when bare.IsAssignableTo(typeof(IEnumerable)) => new JsonArray(),
            _ => For(bare, []),
        };
    }

    private static bool IsStrongId(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStrongId<>));
}
