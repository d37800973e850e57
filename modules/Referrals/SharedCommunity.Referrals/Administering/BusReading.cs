using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;

namespace SharedCommunity.Referrals.Administering;

/// <summary>Reads the bus as the caller's agency may see it.</summary>
internal static class BusReading
{
    private const int MostCounted = 1000;
    private const int MostHeld = 100;

    private sealed record Key(Instant At, Guid Id);

    /// <summary>What is refused and undecided. The messages themselves are not read.</summary>
    public static IQueryable<DeadLetter> Open(UnitOfWork work) =>
        work.Db.Set<DeadLetter>().Where(letter => letter.ReplayedAt == null && letter.DiscardedAt == null);

    public static async Task<BusView> Of(BusLine line, UnitOfWork work, CancellationToken ct)
    {
        var own = await Own(work, ct);
        var sides = await work.Call(
            "referrals.outbox_state",
            [],
            row => new OtherSide(
                row.GetString(0),
                "",
                row.GetInt64(1),
                row.IsDBNull(2) ? null : row.GetFieldValue<Instant>(2),
                row.GetInt64(3),
                row.IsDBNull(4) ? null : row.GetFieldValue<Instant>(4)
            ),
            ct
        );
        var held = await work
            .Db.Set<HeldMessage>()
            .GroupBy(one => one.FromSlug)
            .Select(group => new
            {
                Slug = group.Key,
                Messages = group.Count(),
                Since = group.Min(one => one.HeldAt),
            })
            .OrderBy(one => one.Since)
            .Take(MostHeld)
            .ToListAsync(ct);
        var names = await Names([.. sides.Select(side => side.Slug), .. held.Select(one => one.Slug)], work, ct);
        var voice = await work.Db.Set<AgencyVoice>().FirstOrDefaultAsync(one => one.AgencyId == work.Agency, ct);
        var reads = voice is not { Granted: true, HostReads: false };
        var stands = reads ? line.Of(own.Slug) : null;
        return new(
            line.OverBroker,
            reads ? stands?.Stands ?? false : null,
            stands?.Since,
            [.. sides.Select(side => side with { Name = names.GetValueOrDefault(side.Slug, side.Slug) })],
            [
                .. held.Select(one => new HeldFor(
                    one.Slug,
                    names.GetValueOrDefault(one.Slug, one.Slug),
                    one.Messages,
                    one.Since
                )),
            ],
            await Open(work).Take(MostCounted).CountAsync(ct),
            voice is null ? null : View(voice)
        );
    }

    /// <summary>The refused messages that nobody has decided on, the newest first.</summary>
    public static async Task<Outcome<Page<DeadLetterView>>> Letters(
        string? after,
        int? limit,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var letters = Open(work).AsNoTracking();
        if (!string.IsNullOrEmpty(after))
        {
            if (!PageKey.TryRead<Key>(after, out var key))
                return Refusal.Malformed(("after", "not_readable"));
            letters = letters.Where(letter =>
                EF.Functions.LessThan(ValueTuple.Create(letter.At, letter.Id), ValueTuple.Create(key.At, key.Id))
            );
        }
        var most = PageKey.Limit(limit);
        var rows = await letters
            .OrderByDescending(letter => letter.At)
            .ThenByDescending(letter => letter.Id)
            .Take(most + 1)
            .Select(letter => new
            {
                letter.Id,
                letter.At,
                letter.LastAt,
                letter.Times,
                letter.Reason,
                letter.Detail,
                letter.FromSlug,
                letter.Type,
                letter.Publisher,
                letter.Envelope,
            })
            .ToListAsync(ct);
        var page = PageKey.Page(rows, most, row => new Key(row.At, row.Id));
        return new Page<DeadLetterView>(
            [
                .. page.Items.Select(row => new DeadLetterView(
                    row.Id,
                    row.At,
                    row.LastAt,
                    row.Times,
                    row.Reason,
                    row.Detail,
                    row.FromSlug,
                    row.Type,
                    row.Publisher,
                    row.Envelope is { } text ? JsonSerializer.Deserialize<Envelope>(text, KernelJson.Options) : null,
                    IsReplayable(row.Reason)
                )),
            ],
            page.Next
        );
    }

    /// <summary>A turn that is over does not come back; what was cut off cannot be read again.</summary>
    public static bool IsReplayable(DeadReason reason) => reason is not (DeadReason.OutOfTurn or DeadReason.TooLong);

    public static Task<AgencyCard> Own(UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<AgencyCard>().AsNoTracking().SingleAsync(agency => agency.Id == work.Agency, ct);

    public static VoiceView View(AgencyVoice voice) =>
        new(voice.UserName, voice.Granted, voice.HostReads, voice.AskedAt, voice.GrantedAt);

    private static async Task<Dictionary<string, string>> Names(
        List<string> slugs,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        slugs.Count == 0
            ? []
            : await work
                .Db.Set<AgencyCard>()
                .AsNoTracking()
                .Where(agency => slugs.Contains(agency.Slug))
                .ToDictionaryAsync(agency => agency.Slug, agency => agency.Name, ct);
}
