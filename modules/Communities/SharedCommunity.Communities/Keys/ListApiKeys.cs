using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Communities.Staff;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Keys;

/// <summary>The caller's keys; to an administrator of the agency, everybody's.</summary>
[ApiRoute("GET", "api-keys", Summary = "Your API keys; an agency administrator sees those of all staff.")]
internal sealed class ListApiKeys : Query<ListApiKeys.Request, Rights, Page<ListApiKeys.KeyView>>
{
    internal sealed record Request(string? After = null, int? Limit = null);

    internal sealed record KeyView(
        Guid Id,
        string Name,
        string Prefix,
        StaffId StaffId,
        string Staff,
        Instant CreatedAt,
        Instant? RevokedAt,
        LocalDate? LastUsedOn
    );

    public override Permission Needs => Permissions.ReadOwn;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Page<KeyView>>> Handle(
        Request request,
        Rights rights,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var limit = PageKey.Limit(request.Limit);
        var all = rights.Allow(Permissions.AdministerAgency, null);
        var keys =
            from key in work.Db.Set<ApiKey>().AsNoTracking()
            join staff in work.Db.Set<StaffMembership>() on key.StaffId equals staff.Id
            where all || key.StaffId == rights.Staff
            select new { key, staff.DisplayName };
        if (PageKey.TryRead<Guid>(request.After, out var last))
            keys = keys.Where(k => k.key.Id.CompareTo(last) > 0);
        var rows = await keys.OrderBy(k => k.key.Id)
            .Take(limit + 1)
            .Select(k => new KeyView(
                k.key.Id,
                k.key.Name,
                k.key.Prefix,
                k.key.StaffId,
                k.DisplayName,
                k.key.CreatedAt,
                k.key.RevokedAt,
                k.key.LastUsedOn
            ))
            .ToListAsync(ct);
        return PageKey.Page(rows, limit, key => key.Id);
    }
}
