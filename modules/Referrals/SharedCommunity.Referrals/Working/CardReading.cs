using Microsoft.EntityFrameworkCore;
using NodaTime;
using NpgsqlTypes;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Reads referrals of the caller's agency in short, for lists and the board.</summary>
internal static class CardReading
{
    private static readonly Duration Patience = Duration.FromDays(1);

    private const string Zones = """
        select (select time_zone from communities.community_cards where id = $1),
            (select time_zone from communities.agency_service_cards where agency_id = $2),
            array(select distinct time_zone from communities.community_cards order by time_zone)
        """;

    /// <summary>
    /// The time zone for pages about referrals: the community's where the referral has one that the agency works in;
    /// else the agency's own, or its communities'.
    /// </summary>
    public static async Task<ShownZone> Zone(UnitOfWork work, CommunityId? community, CancellationToken ct)
    {
        var (its, own, all) = (
            await work.Query(
                Zones,
                [UnitOfWork.Typed(NpgsqlDbType.Uuid, community?.Value), work.Agency.Value],
                row => (Text(row, 0), Text(row, 1), row.GetFieldValue<string[]>(2)),
                ct
            )
        )[0];
        return (its, own, all) switch
        {
            ({ } zone, _, _) => new(zone, ZoneOf.Community),
            (_, { Length: > 0 } zone, [var only]) when zone == only => new(zone, ZoneOf.Community),
            (_, { Length: > 0 } zone, _) => new(zone, ZoneOf.Agency),
            (_, _, [var only]) => new(only, ZoneOf.Community),
            (_, _, [var first, ..]) => new(first, ZoneOf.Agency),
            _ => new("Etc/UTC", ZoneOf.Nobody),
        };
    }

    /// <summary>
    /// Since when the other side has not confirmed what was said about these, where that is a day or more: it is sent
    /// again and again all the while.
    /// </summary>
    public static async Task<IReadOnlyDictionary<ReferralId, Instant>> Unconfirmed(
        IReadOnlyList<Referral> referrals,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var unheard = referrals
            .Where(referral => referral.Said > referral.Heard)
            .Select(referral => referral.LoopId.Value)
            .Distinct()
            .ToArray();
        if (unheard.Length == 0)
            return new Dictionary<ReferralId, Instant>();
        var since = await work.Call(
            "referrals.unconfirmed",
            [unheard, work.Now - Patience],
            row => (Loop: ReferralId.From(row.GetGuid(0)), Since: row.GetFieldValue<Instant>(1)),
            ct
        );
        return since.ToDictionary(one => one.Loop, one => one.Since);
    }

    /// <summary>Rows in short.</summary>
    public static async Task<IReadOnlyList<ReferralCard>> Cards(
        IReadOnlyList<Referral> referrals,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var unconfirmed = await Unconfirmed(referrals, work, ct);
        return [.. referrals.Select(referral => Card(referral, unconfirmed, work))];
    }

    /// <summary>How much time is left of the step that runs.</summary>
    public static StepTime? Time(Referral referral, Instant now)
    {
        if (referral.DueAt is not { } due)
            return null;
        var begun = referral.State is ReferralState.Sent or ReferralState.Acknowledged
            ? referral.CreatedAt
            : referral.StateAt;
        var promised = (due - begun).TotalSeconds;
        var left = due - now;
        var share = promised <= 0 ? 0 : Math.Clamp(left.TotalSeconds / promised, 0, 1);
        return new(due, left, share, left >= Duration.Zero && share < 0.25);
    }

    /// <summary>Whether the next step is owed by the side itself; null where nobody owes one.</summary>
    public static bool? Ours(ReferralSide side, NextStepOwner owes) =>
        owes == NextStepOwner.Nobody ? null : (owes == NextStepOwner.Receiver) == (side == ReferralSide.Receiver);

    private static ReferralCard Card(
        Referral referral,
        IReadOnlyDictionary<ReferralId, Instant> unconfirmed,
        UnitOfWork work
    ) =>
        new()
        {
            Id = referral.Id,
            Direction = referral.Side == ReferralSide.Sender ? ReferralDirection.Out : ReferralDirection.In,
            State = referral.State,
            StateAt = referral.StateAt,
            SentAt = referral.CreatedAt,
            Agency = new(referral.OtherSlug, referral.OtherName),
            Service = referral.Service,
            Language = referral.Language,
            Ours = Ours(referral.Side, referral.Owes),
            Time = Time(referral, work.Now),
            Worker = referral.Worker,
            IsMine = referral.WorkerId is { } worker && worker == work.Rights.Staff,
            UnconfirmedSince = unconfirmed.TryGetValue(referral.LoopId, out var since) ? since : null,
            Outcome = referral.Outcome,
        };

    private static string? Text(Npgsql.NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
