using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NpgsqlTypes;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Administering;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Keeps what was refused. The same message, sent again and again, is one row that counts.</summary>
internal static class DeadLetters
{
    private const int LongestKept = 65_536;
    private const int LongestClaim = 100;

    public static Task<int> Keep(Arrival arrival, Refused refused, UnitOfWork unit, CancellationToken ct)
    {
        var text = Fit(arrival.Text, LongestKept);
        return unit.Execute(
            """
            insert into referrals.dead_letters as d (id, agency_id, at, last_at, times, reason, detail, from_slug, type,
                publisher, envelope, message, digest)
            values ($1, $2, $3, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (agency_id, digest) where replayed_at is null and discarded_at is null
            do update set times = d.times + 1, last_at = excluded.last_at
            """,
            [
                Guid.CreateVersion7(),
                unit.Agency.Value,
                unit.Now,
                refused.Reason.ToString(),
                UnitOfWork.Typed(NpgsqlDbType.Text, refused.Detail),
                UnitOfWork.Typed(NpgsqlDbType.Text, Claim(arrival.Message?.From)),
                UnitOfWork.Typed(NpgsqlDbType.Text, Claim(arrival.Message?.Type)),
                UnitOfWork.Typed(NpgsqlDbType.Text, Claim(arrival.Publisher)),
                UnitOfWork.Typed(NpgsqlDbType.Jsonb, EnvelopeOf(arrival)),
                UnitOfWork.Typed(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(text)),
                DigestOf(arrival, refused),
            ],
            ct
        );
    }

    private static byte[] DigestOf(Arrival arrival, Refused refused) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{refused.Reason} {arrival.Publisher} {arrival.Text}"));

    private static string? EnvelopeOf(Arrival arrival) =>
        arrival.Message is { } message
            ? JsonSerializer.Serialize(
                new Envelope
                {
                    Id = message.Id,
                    Type = Claim(message.Type),
                    Version = message.Version,
                    From = Claim(message.From),
                    To = Claim(message.To),
                    ReferralId = message.ReferralId,
                    Sequence = message.Sequence,
                    Acknowledges = message.Acknowledges,
                },
                KernelJson.Options
            )
            : null;

    // What a stranger claims: short, and nothing that the database cannot hold.
    private static string? Claim(string? claimed) => claimed is null ? null : Fit(claimed, LongestClaim);

    private static string Fit(string text, int longest)
    {
        var fit = text.Length > longest ? text[..longest] : text;
        // Half of a pair at the cut is no text.
        if (fit.Length > 0 && char.IsHighSurrogate(fit[^1]))
            fit = fit[..^1];
        return fit.Replace('\0', '\ufffd');
    }
}
