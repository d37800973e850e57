using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Audit;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.Audit;

/// <summary>Reads a page of the audit trail: the newest first.</summary>
internal static class TrailReading
{
    private sealed record Key(Instant At, Guid Id);

    public static async Task<Page<TrailItem>> Read(
        UnitOfWork work,
        CommunityId? community,
        TrailFilter filter,
        DateTimeZone zone,
        (string? After, int? Limit) page,
        CancellationToken ct
    )
    {
        // The agency is named beside the wall, so that the index serves.
        var lines = work.Audit().Where(line => line.AgencyId == work.Agency);
        if (community is { } one)
            lines = lines.Where(line => line.CommunityId == one);
        if (filter.Person is { } person)
            lines = lines.Where(line => line.StaffId == person);
        if (!string.IsNullOrEmpty(filter.Action))
            lines = lines.Where(line => line.Action == filter.Action);
        if (filter.From is { } from)
        {
            var start = zone.AtStartOfDay(Era.Clamp(from)).ToInstant();
            lines = lines.Where(line => line.At >= start);
        }
        if (filter.Until is { } until)
        {
            var end = zone.AtStartOfDay(Era.Clamp(until).PlusDays(1)).ToInstant();
            lines = lines.Where(line => line.At < end);
        }
        if (PageKey.TryRead<Key>(page.After, out var last))
            lines = lines.Where(line => line.At < last.At || (line.At == last.At && line.Id.CompareTo(last.Id) < 0));
        var limit = PageKey.Limit(page.Limit);
        var rows = await lines
            .OrderByDescending(line => line.At)
            .ThenByDescending(line => line.Id)
            .Take(limit + 1)
            .ToListAsync(ct);
        var ids = rows.Select(row => row.StaffId).OfType<StaffId>().Distinct().ToList();
        var names = await work
            .Db.Set<StaffCard>()
            .AsNoTracking()
            .Where(card => ids.Contains(card.Id))
            .ToDictionaryAsync(card => card.Id, card => card.DisplayName, ct);
        return PageKey.Page(
            [
                .. rows.Select(row => new TrailItem(
                    row.Id,
                    row.At,
                    row.StaffId,
                    row.StaffId is { } id ? names.GetValueOrDefault(id) : null,
                    row.AgencyId,
                    row.CommunityId,
                    row.Action,
                    row.SubjectKind,
                    row.SubjectId
                )),
            ],
            limit,
            item => new Key(item.At, item.Id)
        );
    }

    /// <summary>What the page of a trail shows: its lines, and whom one may choose.</summary>
    public static async Task<TrailModel> Model(
        UnitOfWork work,
        CommunityCard? community,
        TrailFilter filter,
        string? after,
        CancellationToken ct
    )
    {
        var zone = DateTimeZoneProviders.Tzdb[community?.TimeZone ?? "Etc/UTC"];
        var people = await work
            .Db.Set<StaffCard>()
            .AsNoTracking()
            .Where(card => card.AgencyId == work.Agency)
            .OrderBy(card => card.DisplayName)
            .ThenBy(card => card.Id)
            .Take(PageKey.LargestLimit)
            .ToListAsync(ct);
        var agency = await work
            .Db.Set<AgencyCard>()
            .AsNoTracking()
            .Where(card => card.Id == work.Agency)
            .FirstOrDefaultAsync(ct);
        return new(
            await Read(work, community?.Id, filter, zone, (after, null), ct),
            [.. people.Select(person => (person.Id, person.DisplayName))],
            agency?.Name ?? "",
            agency?.Slug ?? "",
            filter,
            zone
        );
    }
}
