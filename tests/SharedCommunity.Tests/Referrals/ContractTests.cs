using System.Text.Json.Nodes;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Tests.Architecture;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>
/// The reader and etc/referral-message.schema.json say the same: agencies with software of their own have nothing but the
/// schema to go by.
/// </summary>
public sealed class ContractTests
{
    private static readonly JsonObject Schema = JsonNode
        .Parse(File.ReadAllText(Path.Combine(Repository.Root, "etc/referral-message.schema.json")))!
        .AsObject();

    public static TheoryData<string> Types =>
        [.. Schema["properties"]!["type"]!["enum"]!.AsArray().Select(type => (string)type!)];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_field_that_the_schema_lets_out_may_be_missing_and_one_that_it_requires_may_not(string type)
    {
        var body = SchemaOf(type)?["body"];
        var whole = Message(type, Sample(body ?? new JsonObject()));
        Assert.Null(Judged(whole));
        foreach (var (path, required) in Fields(body))
        {
            var without = whole.DeepClone().AsObject();
            Parent(without, path).Remove(path[^1]);
            Assert.True(
                required == (Judged(without) == DeadReason.Unreadable),
                $"{type} without {string.Join('.', path)}: {Judged(without)?.ToString() ?? "taken"}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_field_may_be_null_where_the_schema_says_so_and_never_be_of_another_kind(string type)
    {
        var body = SchemaOf(type)?["body"];
        var whole = Message(type, Sample(body ?? new JsonObject()));
        foreach (var (path, _) in Fields(body))
        {
            var field = path.Aggregate(body, (at, word) => (at!["items"] ?? at)["properties"]![word])!;
            var with = whole.DeepClone().AsObject();
            var parent = Parent(with, path);
            parent[path[^1]] = null;
            Assert.Equal(MayBeNull(field), Judged(with) is null);
            parent[path[^1]] = new JsonObject { ["what"] = "ever" };
            Assert.Equal(DeadReason.Unreadable, Judged(with));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_reader_knows_the_fields_of_each_type_and_leaves_alone_what_is_not_of_it(string type)
    {
        var fields = SchemaOf(type)?["body"]?["properties"]?.AsObject().Select(field => field.Key) ?? [];
        Assert.Equal(fields.Order(StringComparer.Ordinal), Saying.Fields[type].Order(StringComparer.Ordinal));
        var body = Sample(SchemaOf(type)?["body"] ?? new JsonObject()).AsObject();
        foreach (var other in Saying.Fields.Values.SelectMany(all => all).Except(Saying.Fields[type]))
            body[other] = new JsonArray(1);
        body["somethingNew"] = 5;
        Assert.Null(Judged(Message(type, body)));
    }

    [Theory]
    [InlineData("2026-11-27T15:00:00Z")]
    [InlineData("2026-11-27T10:00:00-05:00")]
    [InlineData("2026-11-27t15:00:00.25z")]
    [InlineData("2026-11-27T15:00:00+00:00")]
    public void A_time_may_be_written_in_every_way_of_its_standard(string time)
    {
        var message = Wire.Read(Message("ReferralAccepted", new JsonObject { ["contactBy"] = time }).ToJsonString())!;
        Assert.Null(Wire.Check("ours", new(message, null, ""), out _));
        Assert.Equal(
            time.Contains(".25", StringComparison.Ordinal) ? 250 : 0,
            (Wire.BodyOf(message).ContactBy!.Value - NodaTime.Instant.FromUtc(2026, 11, 27, 15, 0)).TotalMilliseconds
        );
    }

    [Theory]
    [InlineData("ReferralSent", 2)]
    [InlineData("ReferralSent", 0)]
    [InlineData("ReferralAccepted", 0)]
    [InlineData("Acknowledgement", 1)]
    public void A_message_out_of_its_place_is_not_of_the_contract(string type, int sequence)
    {
        var message = Message(type, Sample(SchemaOf(type)?["body"] ?? new JsonObject()));
        message["sequence"] = sequence;
        Assert.Equal(DeadReason.Unreadable, Judged(message));
    }

    [Fact]
    public void A_service_has_two_hundred_letters_at_most_and_a_step_is_one_of_three()
    {
        Assert.Equal(
            DeadReason.Unreadable,
            Judged(Message("ReferralSent", new JsonObject { ["service"] = new string('x', 201) }))
        );
        Assert.Equal(
            DeadReason.Unreadable,
            Judged(Message("ReferralWithdrawn", new JsonObject { ["step"] = "another" }))
        );
        Assert.Equal(
            DeadReason.Unreadable,
            Judged(
                Message(
                    "ReferralSent",
                    new JsonObject { ["service"] = "x", ["shared"] = new JsonArray((JsonNode?)null) }
                )
            )
        );
    }

    private static DeadReason? Judged(JsonObject message)
    {
        var text = message.ToJsonString();
        return Wire.Check("ours", new(Wire.Read(text), null, text), out _);
    }

    private static JsonObject Message(string type, JsonNode body) =>
        new()
        {
            ["id"] = Guid.CreateVersion7(),
            ["type"] = type,
            ["version"] = 1,
            ["from"] = "theirs",
            ["to"] = "ours",
            ["referralId"] = Guid.CreateVersion7(),
            ["sequence"] =
                type == "Acknowledgement" ? 0
                : type == "ReferralSent" ? 1
                : 2,
            ["acknowledges"] = 1,
            ["body"] = body.DeepClone(),
        };

    private static JsonNode? SchemaOf(string type) =>
        Schema["allOf"]!
            .AsArray()
            .Where(one => (string?)one!["if"]!["properties"]!["type"]!["const"] == type)
            .Select(one => one!["then"]!["properties"])
            .FirstOrDefault(properties => properties!["body"] is not null);

    /// <summary>A value that fits a schema, with all that it has.</summary>
    private static JsonNode Sample(JsonNode schema)
    {
        if (schema["properties"] is JsonObject properties)
            return new JsonObject(
                properties.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, Sample(field.Value!)))
            );
        if (schema["enum"] is JsonArray values)
            return values[0]!.DeepClone();
        if (schema["items"] is { } items)
            return new JsonArray(Sample(items));
        return KindOf(schema) switch
        {
            "boolean" => true,
            "integer" => 1,
            "string" when (string?)schema["format"] == "uuid" => Guid.CreateVersion7(),
            "string" when (string?)schema["format"] == "date-time" => "2026-11-27T15:00:00Z",
            "string" => "words",
            null => new JsonObject(),
            var other => throw new NotSupportedException(other),
        };
    }

    private static string? KindOf(JsonNode schema) =>
        schema["type"] is JsonArray several ? (string)several[0]! : (string?)schema["type"];

    private static bool MayBeNull(JsonNode schema) =>
        (schema["enum"] ?? schema["type"]) is JsonArray values
        && values.Any(value => value is null || (string?)value == "null");

    /// <summary>Every field, those within others too, and whether it is required there.</summary>
    private static IEnumerable<(string[] Path, bool Required)> Fields(JsonNode? schema)
    {
        var at = schema?["items"] ?? schema;
        foreach (var (name, field) in at?["properties"]?.AsObject() ?? [])
        {
            yield return ([name], at!["required"]?.AsArray().Any(one => (string)one! == name) ?? false);
            foreach (var (path, required) in Fields(field))
                yield return ([name, .. path], required);
        }
    }

    private static JsonObject Parent(JsonObject message, string[] path) =>
        path[..^1]
            .Aggregate(message["body"]!, (at, word) => at[word] is JsonArray several ? several[0]! : at[word]!)
            .AsObject();
}
