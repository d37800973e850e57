using System.Text.Json;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>The queue that something lay in.</summary>
/// <param name="Agency">Whose it is.</param>
/// <param name="Slug">Its name on the bus.</param>
internal sealed record AgencyQueue(AgencyId Agency, string Slug);

/// <summary>What lay in a queue.</summary>
/// <param name="Message">The message; null where it cannot be read as one.</param>
/// <param name="Publisher">The user whom the broker vouches for; null where there is none.</param>
/// <param name="Text">All of it as it came.</param>
internal sealed record Arrival(ReferralMessage? Message, string? Publisher, string Text);

/// <summary>Why a message changes nothing.</summary>
/// <param name="Reason">The kind of reason.</param>
/// <param name="Detail">The loop's own word, where it has one.</param>
internal sealed record Refused(DeadReason Reason, string? Detail = null);

/// <summary>
/// The one door for what comes from the bus, and for what an administrator has tried again: type, version, whom it is
/// for, and whether its publisher may speak for whom it says it is from. What fails goes to the dead letters.
/// </summary>
internal sealed class Arrivals(Work work, Inbox inbox, Voices voices)
{
    private const int LongestText = 262_144;

    /// <summary>Takes what lay in an agency's queue, all in one unit of work, in its order.</summary>
    public Task Take(AgencyQueue queue, IReadOnlyList<Arrival> arrivals, CancellationToken ct) =>
        work.Run(
            Scope.Agency(queue.Agency),
            async (unit, token) =>
            {
                var refused = await Hear(queue, arrivals, unit, token);
                for (var i = 0; i < arrivals.Count; i++)
                {
                    if (refused[i] is { } reason)
                        await DeadLetters.Keep(arrivals[i], reason, unit, token);
                }
            },
            ct
        );

    /// <summary>The same for somebody whose unit of work is open; says of each why it was refused, null where it was not.</summary>
    public async Task<IReadOnlyList<Refused?>> Hear(
        AgencyQueue queue,
        IReadOnlyList<Arrival> arrivals,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        var refused = new Refused?[arrivals.Count];
        for (var i = 0; i < arrivals.Count; i++)
            refused[i] = Check(queue, arrivals[i]) is { } reason ? new(reason) : null;
        var registry = await Voices.Of(Valid().Select(i => arrivals[i].Message!.From), unit, ct);
        foreach (var i in Valid())
            refused[i] = voices.Judge(registry, arrivals[i]) is { } reason ? new(reason) : null;
        var valid = Valid();
        var taken = await inbox.Take([.. valid.Select(i => arrivals[i].Message!)], unit, ct);
        for (var i = 0; i < valid.Count; i++)
            refused[valid[i]] = taken[i];
        return refused;

        List<int> Valid() => [.. Enumerable.Range(0, arrivals.Count).Where(i => refused[i] is null)];
    }

    /// <summary>Reads a message from its text, as the bus does.</summary>
    public static ReferralMessage? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ReferralMessage>(text, Wire);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // As the consumer reads: what is missing is found by the check, which says what is wrong.
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);

    private static DeadReason? Check(AgencyQueue queue, Arrival arrival)
    {
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
        if (!Saying.Types.Contains(message.Type))
            return DeadReason.UnknownType;
        if (message.To != queue.Slug)
            return DeadReason.NotForUs;
        if (string.IsNullOrEmpty(message.From) || message.From == message.To || message.From.Contains('\0'))
            return DeadReason.UnknownSender;
        if ((message.Sequence == 0) != (message.Type == Loop.LoopInput.Acknowledgement))
            return DeadReason.Unreadable;
        try
        {
            if (message.Body.ValueKind != JsonValueKind.Object || !CanBeKept(message.Body))
                return DeadReason.Unreadable;
            _ = message.Body.Deserialize<MessageBody>(KernelJson.Options);
            return null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return DeadReason.Unreadable;
        }
    }

    /// <summary>The database holds no text with a NUL; a text with half a surrogate pair throws at being read.</summary>
    private static bool CanBeKept(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => !element.GetString()!.Contains('\0'),
            JsonValueKind.Array => element.EnumerateArray().All(CanBeKept),
            JsonValueKind.Object => element.EnumerateObject().All(one => CanBeKept(one.Value)),
            _ => true,
        };
}
