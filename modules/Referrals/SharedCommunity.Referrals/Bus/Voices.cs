using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Who speaks for one agency.</summary>
/// <param name="UserName">The agency's own user of the broker; null where it has none.</param>
/// <param name="Host">Whether this installation speaks for it.</param>
/// <param name="Name">The agency's name.</param>
internal sealed record Voice(string? UserName, bool Host, string Name);

/// <summary>Who may speak for an agency: the host for those that live here, an agency's own user where it has one.</summary>
internal sealed class Voices(BusSettings settings)
{
    /// <summary>The registry's entries for these agencies; who is not in it is no agency.</summary>
    public static async Task<IReadOnlyDictionary<string, Voice>> Of(
        IEnumerable<string> slugs,
        UnitOfWork unit,
        CancellationToken ct
    )
    {
        string[] asked = [.. slugs.Distinct(StringComparer.Ordinal)];
        if (asked.Length == 0)
            return new Dictionary<string, Voice>();
        var found = await unit.Call(
            "referrals.voices_of",
            [asked],
            row =>
                (
                    Slug: row.GetString(0),
                    Voice: new Voice(row.IsDBNull(1) ? null : row.GetString(1), row.GetBoolean(2), row.GetString(3))
                ),
            ct
        );
        return found.ToDictionary(one => one.Slug, one => one.Voice, StringComparer.Ordinal);
    }

    /// <summary>Why a message's publisher may not say it; null where they may.</summary>
    public DeadReason? Judge(IReadOnlyDictionary<string, Voice> registry, Arrival arrival)
    {
        if (!registry.TryGetValue(arrival.Message!.From, out var voice))
            return DeadReason.UnknownSender;
        // In memory nobody but this host can publish.
        if (!settings.UsesRabbitMq)
            return null;
        if (string.IsNullOrEmpty(arrival.Publisher))
            return DeadReason.Unsigned;
        var may = arrival.Publisher == voice.UserName || (voice.Host && arrival.Publisher == settings.User);
        return may ? null : DeadReason.NotTheirVoice;
    }
}
