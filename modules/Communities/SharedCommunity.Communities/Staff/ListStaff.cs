using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>The agency's staff with roles and e-mails, those who have left included.</summary>
[ApiRoute("GET", "staff", Summary = "Your agency's staff and their roles.")]
internal sealed class ListStaff : Query<ListStaff.Request, Rights, Page<StaffView>>
{
    internal sealed record Request(string? After = null, int? Limit = null);

    private sealed record Key(string Name, Guid Id);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Page<StaffView>>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var limit = PageKey.Limit(request.Limit);
        var rows =
            from staff in work.Db.Set<StaffMembership>().AsNoTracking()
            join own in work.Db.Set<StaffPrivate>().AsNoTracking() on staff.Id equals own.StaffId
            where staff.AgencyId == work.Agency
            select new { staff, own.Email };
        if (PageKey.TryRead<Key>(request.After, out var last))
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
