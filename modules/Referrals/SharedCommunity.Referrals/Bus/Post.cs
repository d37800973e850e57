using System.Text.Json;
using NpgsqlTypes;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Bus;

/// <summary>Writes what a side says into the outbox, in the transaction that made it so.</summary>
internal sealed class Post
{
    /// <summary>Wakes the relay once this has committed.</summary>
    public const string Wake = "outbox";

    /// <summary>Says something with the next number.</summary>
    public static Task Say(Referral referral, Saying saying, UnitOfWork work, CancellationToken ct) =>
        Add(referral, saying.Type, referral.Say(), saying.Body, work, ct);

    /// <summary>Says nothing but how much was taken. It has no number and is never acknowledged itself.</summary>
    public static async Task Acknowledge(IReadOnlyCollection<Referral> referrals, UnitOfWork work, CancellationToken ct)
    {
        if (referrals.Count == 0)
            return;
        await work.Call(
            "referrals.outbox_acknowledge",
            [
                work.Agency.Value,
                referrals.Select(_ => Guid.CreateVersion7()).ToArray(),
                referrals.Select(one => one.OwnSlug).ToArray(),
                referrals.Select(one => one.OtherSlug).ToArray(),
                referrals.Select(one => one.LoopId.Value).ToArray(),
                referrals.Select(one => one.Taken).ToArray(),
                work.Now,
            ],
            _ => 0,
            ct
        );
        work.Wake(Wake);
    }

    private static async Task Add(
        Referral referral,
        string type,
        int sequence,
        MessageBody body,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        await work.Call(
            "referrals.outbox_add",
            [
                Guid.CreateVersion7(),
                work.Agency.Value,
                referral.OwnSlug,
                referral.OtherSlug,
                referral.LoopId.Value,
                type,
                sequence,
                referral.Taken,
                UnitOfWork.Typed(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(body, KernelJson.Options)),
                work.Now,
            ],
            _ => 0,
            ct
        );
        work.Wake(Wake);
    }
}
