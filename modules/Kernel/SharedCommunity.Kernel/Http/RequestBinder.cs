using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel.Http;

/// <summary>
/// Binds a use case's request, the same for both doors: body or form fields first, then the query, then the address,
/// which nothing can override.
/// </summary>
internal static class RequestBinder
{
    // A file of a form is a text that a person chose instead of typing it; what is larger belongs elsewhere.
    private const int LargestFile = 512 * 1024;

    public static async Task<Outcome<TRequest>> Bind<TRequest>(HttpContext context, IFormCollection? form)
        where TRequest : notnull
    {
        JsonObject fields;
        try
        {
            fields = form is null ? await Body(context) : Fields(typeof(TRequest), form.SelectMany(Pairs));
        }
        catch (JsonException)
        {
            return Refusal.Malformed(("body", "not_json"));
        }

        foreach (var file in form?.Files.Where(file => file.Length > 0) ?? [])
        {
            if (Property(typeof(TRequest), file.Name) != typeof(string))
            {
                continue;
            }

            if (file.Length > LargestFile)
            {
                return Refusal.Malformed((file.Name, "file_too_large"));
            }

            using var reader = new StreamReader(file.OpenReadStream());
            fields[file.Name] = await reader.ReadToEndAsync(context.RequestAborted);
        }

        if (form is null && HttpMethods.IsGet(context.Request.Method))
        {
            fields = Fields(typeof(TRequest), context.Request.Query.SelectMany(Pairs));
        }

        foreach (var (name, value) in context.Request.RouteValues)
        {
            // The agency of a form's address is who acts; a field of that name is another agency.
            if (form is not null && name == "agency")
            {
                continue;
            }

            if (value is not null && Property(typeof(TRequest), name) is not null)
            {
                Remove(fields, name);
                fields[name] = value.ToString();
            }
        }

        try
        {
            return fields.Deserialize<TRequest>(KernelJson.Options) is { } request
                ? (Outcome<TRequest>)request
                : Refusal.Malformed(("body", "missing"));
        }
        catch (JsonException problem)
        {
            return Refusal.Malformed((FieldOf<TRequest>(problem), "not_readable"));
        }
        catch (FormatException)
        {
            return Refusal.Malformed(("body", "not_readable"));
        }
    }

    private static async Task<JsonObject> Body(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return [];
        }

        var node = await JsonNode.ParseAsync(
            context.Request.Body,
            documentOptions: new() { MaxDepth = 32, AllowDuplicateProperties = false },
            cancellationToken: context.RequestAborted
        );
        return node as JsonObject ?? throw new JsonException("The body must be an object.");
    }

    private static IEnumerable<(string Name, string Value)> Pairs(
        KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> field
    ) => field.Value.Select(value => (field.Key, value ?? ""));

    private static JsonObject Fields(Type request, IEnumerable<(string Name, string Value)> given)
    {
        JsonObject fields = [];
        var pairs = given.ToList();
        foreach (var group in pairs.GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (Property(request, group.Key) is not { } type)
            {
                continue;
            }

            if (type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable)))
            {
                fields[group.Key] = new JsonArray([
                    .. group.Where(p => p.Value.Length > 0).Select(p => Element(type, p.Value)),
                ]);
            }
            // An empty field is one that was not filled in, unless it is a text.
            else if (group.Last().Value is { } value && (value.Length > 0 || type == typeof(string)))
            {
                fields[group.Key] = value;
            }
        }

        // consent.given is the field "given" of the thing "consent"; a thing of which nothing was filled in is not there.
        foreach (
            var group in pairs
                .Where(p => p.Name.Contains('.', StringComparison.Ordinal) && p.Value.Length > 0)
                .GroupBy(p => p.Name[..p.Name.IndexOf('.', StringComparison.Ordinal)], StringComparer.OrdinalIgnoreCase)
        )
        {
            if (
                Property(request, group.Key) is { } thing
                && KernelJson.Options.GetTypeInfo(thing).Kind == JsonTypeInfoKind.Object
                && Fields(thing, group.Select(p => (p.Name[(group.Key.Length + 1)..], p.Value))) is { Count: > 0 } inner
            )
            {
                fields[group.Key] = inner;
            }
        }

        return fields;
    }

    /// <summary>One of a list: a word as it stands; a thing with fields of its own is written as JSON.</summary>
    private static JsonNode? Element(Type list, string value) =>
        KernelJson.Options.GetTypeInfo(list).ElementType is { } element
        && KernelJson.Options.GetTypeInfo(element).Kind == JsonTypeInfoKind.Object
            ? JsonNode.Parse(value)
            : JsonValue.Create(value);

    private static Type? Property(Type request, string name) =>
        KernelJson
            .Options.GetTypeInfo(request)
            .Properties.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?.PropertyType;

    private static void Remove(JsonObject fields, string name)
    {
        foreach (var same in fields.Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            fields.Remove(same.Key);
        }
    }

    /// <summary>The field that could not be read: from the path, or named in the message where one is missing.</summary>
    private static string FieldOf<TRequest>(JsonException problem)
    {
        var path = problem.Path?.TrimStart('$', '.') ?? "";
        return path.Length > 0
            ? path
            : KernelJson
                .Options.GetTypeInfo(typeof(TRequest))
                .Properties.Select(p => p.Name)
                .FirstOrDefault(name => problem.Message.Contains($"'{name}'", StringComparison.OrdinalIgnoreCase))
                ?? "body";
    }
}
