using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Host.Serving;

/// <summary>
/// The description of the API at <c>/openapi/v1.json</c>. What a use case takes is in its request type, so parameters
/// and bodies are read from there; types with a written form of their own are named by that form.
/// </summary>
internal static class ApiDescription
{
    private const string Json = "application/json";
    private const string Bearer = "bearer";

    public static void Configure(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id
                ? type.Type is { DeclaringType: { } useCase, IsGenericType: false }
                    ? useCase.Name + id
                    : id
                : null;
        options.AddSchemaTransformer((schema, context, _) => Write(schema, context.JsonTypeInfo.Type));
        options.AddOperationTransformer(AddParameters);
        options.AddDocumentTransformer((document, _, _) => Finish(document));
    }

    /// <summary>Types whose written form a converter decides: the generator cannot look inside one.</summary>
    private static Task Write(OpenApiSchema schema, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(Given<>))
        {
            bare = bare.GetGenericArguments()[0];
        }

        if (bare == typeof(ServiceStandard))
        {
            Write(schema, ServiceStandardSchema());
            return Task.CompletedTask;
        }

        var form =
            bare.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStrongId<>))
                ? (JsonSchemaType.String, "uuid")
            : bare == typeof(Instant) ? (JsonSchemaType.String, "date-time")
            : bare == typeof(LocalDate) ? (JsonSchemaType.String, "date")
            : bare == typeof(bool) ? (JsonSchemaType.Boolean, null)
            : ((JsonSchemaType, string?)?)null;
        if (form is var (written, format))
        {
            schema.Type = written | (bare == type ? 0 : JsonSchemaType.Null);
            schema.Format = format;
        }

        return Task.CompletedTask;
    }

    private static void Write(OpenApiSchema schema, OpenApiSchema written)
    {
        schema.Type = written.Type;
        schema.Description = written.Description;
        schema.Properties = written.Properties;
        schema.Required = written.Required;
    }

    private static OpenApiSchema ServiceStandardSchema() =>
        new()
        {
            Type = JsonSchemaType.Object | JsonSchemaType.Null,
            Description = "What the community promises; null for no promise.",
            Required = new HashSet<string> { "respondWithin", "rule" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["respondWithin"] = Text("duration", "ISO 8601, such as PT24H."),
                ["rule"] = OneOf("elapsed", "fromOpening", "businessDays"),
                ["hours"] = List(
                    new()
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "days", "from", "to" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["days"] = List(OneOf("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
                            ["from"] = Text(null, "HH:mm, local time of the community."),
                            ["to"] = Text(null, "HH:mm, exclusive; 24:00 is the end of the day."),
                        },
                    }
                ),
                ["holidays"] = List(Text("date", "A local date without service.")),
                ["replyOutsideHours"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Boolean,
                    Description = "False where answers wait for the next opening.",
                },
            },
        };

    private static OpenApiSchema Text(string? format, string description) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = format,
            Description = description,
        };

    private static OpenApiSchema OneOf(params IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word)!)] };

    private static OpenApiSchema List(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    /// <summary>Route values, and for reads the query: the endpoint's delegate says nothing about either.</summary>
    private static async Task AddParameters(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    )
    {
        var description = context.Description;
        var useCase = description.ActionDescriptor.EndpointMetadata.OfType<IUseCase>().FirstOrDefault();
        if (useCase is null)
        {
            return;
        }

        var path = "/" + description.RelativePath;
        operation.Parameters = [];
        foreach (var field in KernelJson.Options.GetTypeInfo(UseCaseServices.Shape(useCase.GetType())[0]).Properties)
        {
            var name = RouteName(path, field.Name);
            if (name is null && description.HttpMethod != HttpMethods.Get)
            {
                continue;
            }

            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = name ?? field.Name,
                    In = name is null ? ParameterLocation.Query : ParameterLocation.Path,
                    Required = name is not null || field.IsRequired,
                    Schema = await context.GetOrCreateSchemaAsync(field.PropertyType, null, ct),
                }
            );
        }

        if (!useCase.ReadsOnly)
        {
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = "Idempotency-Key",
                    In = ParameterLocation.Header,
                    Description = "The same key and content are done once, for a day.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }
    }

    private static string? RouteName(string path, string field) =>
        path.Split('/')
            .Where(part => part.StartsWith('{'))
            .Select(part => part.Trim('{', '}'))
            .FirstOrDefault(name => name.Equals(field, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the address says need not be said in the body; every address wants a key.</summary>
    private static Task Finish(OpenApiDocument document)
    {
        document.Info.Title = "SharedCommunity";
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        foreach (var (path, item) in document.Paths)
        {
            foreach (var operation in item.Operations?.Values.AsEnumerable() ?? [])
            {
                if (Body(operation, document) is not { Properties: { } fields } body)
                {
                    continue;
                }

                foreach (var field in fields.Keys.Where(field => RouteName(path, field) is not null).ToList())
                {
                    fields.Remove(field);
                    body.Required?.Remove(field);
                }

                if (fields.Count == 0)
                {
                    operation.RequestBody = null;
                }
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema? Body(OpenApiOperation operation, OpenApiDocument document)
    {
        var schema =
            operation.RequestBody?.Content is { } content && content.TryGetValue(Json, out var json)
                ? json.Schema
                : null;
        return schema is OpenApiSchemaReference { Reference.Id: { } id }
            ? document.Components?.Schemas is { } all && all.TryGetValue(id, out var found)
                ? found as OpenApiSchema
                : null
            : schema as OpenApiSchema;
    }
}
