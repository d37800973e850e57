using System.Text.Json.Nodes;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host;

/// <summary>What <c>/openapi/v1.json</c> says, held against the addresses that there are.</summary>
public sealed class ApiDescriptionTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task Every_address_says_what_it_is_for_and_what_it_takes()
    {
        var document = await host.Stranger().Get("/openapi/v1.json");
        var count = 0;
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            if (!path.StartsWith("/api/v1/", StringComparison.Ordinal))
                continue;
            foreach (var (method, operation) in item!.AsObject())
            {
                count++;
                Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), $"{method} {path}");
                var said = operation["parameters"]?.AsArray().Select(p => p!.AsObject()).ToList() ?? [];
                var inPath = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
                Assert.Equal(
                    inPath.Order(),
                    said.Where(p => (string?)p["in"] == "path").Select(p => (string?)p["name"]).Order()
                );
                Assert.Equal(method != "get", said.Any(p => (string?)p["name"] == "Idempotency-Key"));
                Assert.False(method == "get" && operation["requestBody"] is not null, $"{method} {path}");
            }
        }
        TestContext.Current.SendDiagnosticMessage($"{count} addresses described");
        Assert.True(count >= 15, $"only {count} addresses");
    }

    [Fact]
    public async Task References_lead_somewhere_and_names_are_their_own()
    {
        var document = await host.Stranger().Get("/openapi/v1.json");
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var reference in References(document))
            Assert.True(schemas.ContainsKey(reference["#/components/schemas/".Length..]), $"{reference} leads nowhere");
        Assert.DoesNotContain(schemas, schema => schema.Key is "Request" or "Request2");
    }

    [Fact]
    public async Task Written_forms_are_named()
    {
        var document = await host.Stranger().Get("/openapi/v1.json");
        var schemas = document["components"]!["schemas"]!;
        var community = Property(schemas["CommunityView"]!, "id");
        Assert.Equal("uuid", (string?)community["format"]);
        Assert.Equal("date-time", (string?)Property(schemas["CommunityView"]!, "createdAt")["format"]);
        var standard = Property(schemas["CommunityView"]!, "serviceStandard");
        Assert.Contains("respondWithin", standard["properties"]!.AsObject().Select(p => p.Key));
        var change = schemas["ChangeCommunityRequest"]!["properties"]!.AsObject();
        Assert.True(change.ContainsKey("serviceStandard"));
        Assert.False(change.ContainsKey("id"));
        var limit = document["paths"]!["/api/v1/agencies"]!["get"]!["parameters"]!
            .AsArray()
            .Single(p => (string?)p!["name"] == "limit");
        Assert.Equal("query", (string?)limit!["in"]);

        JsonNode Property(JsonNode schema, string name)
        {
            var property = schema["properties"]![name]!;
            // A nullable reference is one of two.
            var reference = (string?)(property["$ref"] ?? property["oneOf"]?.AsArray().Last()?["$ref"]);
            return reference is null ? property : schemas[reference.Split('/').Last()]!;
        }
    }

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field =>
                field.Key == "$ref" ? [(string)field.Value!] : References(field.Value)
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };
}
