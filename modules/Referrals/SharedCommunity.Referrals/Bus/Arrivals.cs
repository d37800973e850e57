using System.Text.Json;
using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Bus;

/// <summary>The queue that something lay in.</summary>
/// <param name="Agency">Whose it is.</param>
/// <param name="Slug">Its name on the bus.</param>
internal sealed record AgencyQueue(AgencyId Agency, string Slug);

/// <summary>
/// Checks what comes from the bus before it counts: type, version, whom it is for, and whether its publisher may speak
/// for whom it says it is from. What fails goes to the dead letters with the reason.
/// </summary>
internal sealed class Arrivals(Work work, Inbox inbox, Voices voices)
{
    /// <summary>One message from a queue.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="message">The message.</param>
    /// <param name="publisher">The user whom the broker vouches for; null where the transport knows none.</param>
    /// <param name="ct">Stops it.</param>
    public async Task Take(AgencyQueue queue, ReferralMessage message, string? publisher, CancellationToken ct)
    {
        if (Check(queue, message) is { } reason)
        {
            await Refuse(queue, message, reason, ct);
            return;
        }
        if (!await voices.MaySpeak(message.From, publisher, ct))
        {
            await Refuse(queue, message, DeadReason.NotTheirVoice, ct);
            return;
        }
        await inbox.Take(queue.Agency, message, ct);
    }

    /// <summary>Something that is not even a message.</summary>
    public Task Unreadable(AgencyQueue queue, string text, CancellationToken ct) =>
        Keep(
            queue,
            now => new DeadLetter
            {
                AgencyId = queue.Agency,
                At = now,
                Reason = DeadReason.Unreadable,
                Message = JsonSerializer.Serialize(text.Length > 65536 ? text[..65536] : text),
            },
            ct
        );

    private static DeadReason? Check(AgencyQueue queue, ReferralMessage message)
    {
        if (
            message is { Id: var id, ReferralId: var referral }
            && (id == default || referral == default || message.Sequence < 0 || message.Acknowledges < 0)
        )
            return DeadReason.Unreadable;
        if (message.Type is null || !Saying.Types.Contains(message.Type) || message.Version != Saying.Version)
            return DeadReason.UnknownType;
        if (message.To != queue.Slug || string.IsNullOrEmpty(message.From) || message.From == message.To)
            return DeadReason.NotForUs;
        if ((message.Sequence == 0) != (message.Type == Loop.LoopInput.Acknowledgement))
            return DeadReason.Unreadable;
        try
        {
            _ = message.Body.Deserialize<MessageBody>(KernelJson.Options);
            return message.Body.ValueKind == JsonValueKind.Object ? null : DeadReason.Unreadable;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return DeadReason.Unreadable;
        }
    }

    private Task Refuse(AgencyQueue queue, ReferralMessage message, DeadReason reason, CancellationToken ct) =>
        Keep(queue, now => DeadLetter.Of(queue.Agency, message, reason, null, now), ct);

    private Task Keep(AgencyQueue queue, Func<Instant, DeadLetter> letter, CancellationToken ct) =>
        work.Run(
            Scope.Agency(queue.Agency),
            (unit, _) =>
            {
                unit.Db.Add(letter(unit.Now));
                return Task.CompletedTask;
            },
            ct
        );
}

/// <summary>Who may speak for an agency: the host for those that live here, an agency's own user where it has one.</summary>
internal sealed class Voices(Work work, BusSettings settings)
{
    /// <summary>Whether that publisher may say something in the name of that agency.</summary>
    public async Task<bool> MaySpeak(string slug, string? publisher, CancellationToken ct)
    {
        // In memory nobody but this host can publish.
        if (!settings.UsesRabbitMq)
            return true;
        var known = await work.Call("referrals.voice_of", [slug], row => (row.GetBoolean(0), Name(row)), ct);
        return known is [(true, var own)] && publisher == (own ?? settings.User);
    }

    private static string? Name(Npgsql.NpgsqlDataReader row) => row.IsDBNull(1) ? null : row.GetString(1);
}
