using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.Staff;

/// <summary>Reads the caller's agency's staff, for the API and for the page.</summary>
internal static class StaffList
{
    private sealed record Key(string Name, Guid Id);

    /// <summary>One page of the staff by their names, or only one person.</summary>
    public static async Task<Page<StaffView>> Read(
        string? after,
        int limit,
        StaffId? only,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var rows =
            from staff in work.Db.Set<StaffMembership>().AsNoTracking()
            join own in work.Db.Set<StaffPrivate>().AsNoTracking() on staff.Id equals own.StaffId
            where staff.AgencyId == work.Agency
            where only == null || staff.Id == only
            select new { staff, own.Email };
        if (PageKey.TryRead<Key>(after, out var last))
        {
            var id = StaffId.From(last.Id);
            rows = rows.Where(r =>
                EF.Functions.GreaterThan(
                    ValueTuple.Create(r.staff.DisplayName, r.staff.Id),
                    ValueTuple.Create(last.Name, id)
                )
            );
        }
        var page = await rows.OrderBy(r => r.staff.DisplayName).ThenBy(r => r.staff.Id).Take(limit + 1).ToListAsync(ct);
        var ids = page.Select(r => r.staff.Id).ToList();
        var roles = await work
            .Db.Set<StaffRole>()
            .AsNoTracking()
            .Where(r => ids.Contains(r.StaffId))
            .OrderBy(r => r.Role)
            .ToListAsync(ct);
        var held = roles.ToLookup(r => r.StaffId, r => new HeldRole(r.Role, r.CommunityId));
        var views = page.Select(r => new StaffView(
                r.staff.Id,
                r.staff.DisplayName,
                r.Email,
                r.staff.Languages,
                [.. held[r.staff.Id]],
                r.staff.JoinedAt,
                r.staff.EndedAt
            ))
            .ToList();
        return PageKey.Page(views, limit, view => new Key(view.DisplayName, view.Id.Value));
    }
}
