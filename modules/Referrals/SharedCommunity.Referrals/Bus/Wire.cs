using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using NodaTime.Text;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Bus;

/// <summary>
/// What is of the contract, by <c>etc/referral-message.schema.json</c>: from another agency's software nothing is asked
/// that does not stand there, and nothing that does is let off.
/// </summary>
internal static class Wire
{
    private const int LongestText = 262_144;
    private const int LongestService = 200;

    // As the consumer reads: what is missing is found by the check, which says what is wrong.
    private static readonly JsonSerializerOptions Envelope = new(JsonSerializerDefaults.Web);
    private static readonly FrozenDictionary<string, JsonSerializerOptions> Bodies = Saying.Fields.ToFrozenDictionary(
        type => type.Key,
        type => Reading(type.Value)
    );

    /// <summary>Reads a message from its text, as the bus does; null where it is none.</summary>
    public static ReferralMessage? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ReferralMessage>(text, Envelope);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Why what lay in a queue is not of the contract; null where it is.</summary>
    /// <param name="slug">Whose queue it is.</param>
    /// <param name="arrival">What lay there.</param>
    /// <param name="body">What it says, where it is of the contract.</param>
    public static DeadReason? Check(string slug, Arrival arrival, out MessageBody body)
    {
        body = new();
        if (arrival.Text.Length > LongestText)
            return DeadReason.TooLong;
        if (arrival.Message is not { } message)
            return DeadReason.Unreadable;
        if (
            message.Id == default
            || message.ReferralId == default
            || message.Sequence < 0
            || message.Acknowledges < 0
            || message.Type is null
        )
            return DeadReason.Unreadable;
        if (message.Version != Saying.Version)
            return DeadReason.UnknownVersion;
        if (!Saying.Fields.ContainsKey(message.Type))
            return DeadReason.UnknownType;
        if (message.To != slug)
            return DeadReason.NotForUs;
        if (string.IsNullOrEmpty(message.From) || message.From == message.To || message.From.Contains('\0'))
            return DeadReason.UnknownSender;
        return IsInPlace(message) && IsWhole(message, out body) ? null : DeadReason.Unreadable;
    }

    /// <summary>The body of a message that has been checked: what its type has, whatever else stands there.</summary>
    public static MessageBody BodyOf(ReferralMessage message) =>
        message.Body.Deserialize<MessageBody>(Bodies[message.Type]) ?? new MessageBody();

    /// <summary>A mere acknowledgement has no number, the first message the first, and all others one.</summary>
    private static bool IsInPlace(ReferralMessage message) =>
        message.Type switch
        {
            LoopInput.Acknowledgement => message.Sequence == 0,
            "ReferralSent" => message.Sequence == 1,
            _ => message.Sequence > 0,
        };

    private static bool IsWhole(ReferralMessage message, out MessageBody body)
    {
        body = new();
        try
        {
            if (message.Body.ValueKind != JsonValueKind.Object || !CanBeKept(message.Body))
                return false;
            body = BodyOf(message);
            return HasWhatItsTypeNeeds(message.Type, body);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool HasWhatItsTypeNeeds(string type, MessageBody body) =>
        type switch
        {
            "ReferralSent" => body.Service is { } service
                && service.EnumerateRunes().Count() <= LongestService
                && body.Shared?.Any(item => item is null) != true
                && IsOfOurTime(body.Consent?.Until),
            "ReferralAccepted" => IsOfOurTime(body.ContactBy),
            "ReferralDeclined" => body.Reason is not null,
            "ReferralRedirected" => body.Suggestion is not null,
            "ReferralCompleted" => body.Outcome is not null,
            "ReferralWithdrawn" => body.Step is null or "acknowledge" or "contact" or "complete",
            "FollowUpRecorded" => body.Helped is not null,
            LoopInput.Acknowledgement => body.Also?.Any(one =>
                one is not { Acknowledges: >= 0 } || one.ReferralId == default
            )
                is not true,
            _ => true,
        };

    // What lies beyond cannot be reckoned with, nor kept.
    private static bool IsOfOurTime(Instant? at) => at is not { } moment || Era.Holds(moment);

    /// <summary>The database holds no text with a NUL; a text with half a surrogate pair throws at being read.</summary>
    private static bool CanBeKept(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => !element.GetString()!.Contains('\0'),
            JsonValueKind.Array => element.EnumerateArray().All(CanBeKept),
            JsonValueKind.Object => element.EnumerateObject().All(one => CanBeKept(one.Value)),
            _ => true,
        };

    private static JsonSerializerOptions Reading(IReadOnlySet<string> fields)
    {
        var options = new JsonSerializerOptions(KernelJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers =
                {
                    info =>
                    {
                        if (info.Type != typeof(MessageBody))
                            return;
                        foreach (var other in info.Properties.Where(one => !fields.Contains(one.Name)).ToList())
                            info.Properties.Remove(other);
                    },
                },
            },
        };
        // "date-time" is RFC 3339, with any offset; of two converters the first counts.
        options.Converters.Insert(0, new NodaPatternConverter<Instant>(new AnyOffset()));
        options.MakeReadOnly();
        return options;
    }

    private sealed class AnyOffset : IPattern<Instant>
    {
        public ParseResult<Instant> Parse(string text) =>
            OffsetDateTimePattern
                .Rfc3339.Parse(text.ToUpperInvariant().Replace(' ', 'T'))
                .Convert(moment => moment.ToInstant());

        public string Format(Instant value) => InstantPattern.ExtendedIso.Format(value);

        public System.Text.StringBuilder AppendFormat(Instant value, System.Text.StringBuilder builder) =>
            InstantPattern.ExtendedIso.AppendFormat(value, builder);
    }
}
