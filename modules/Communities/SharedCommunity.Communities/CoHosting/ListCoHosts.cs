using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>The agencies of a community and the part that each has.</summary>
[ApiRoute("GET", "communities/{id}/co-hosts", Summary = "The agencies of a community and the part that each has.")]
internal sealed class ListCoHosts : Query<ListCoHosts.Request, Community, Page<CoHostView>>
{
    internal sealed record Request(CommunityId Id, string? After = null, int? Limit = null);

    public override Permission Needs => Permissions.ReadCommunity;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Id, ct);

    protected override async Task<Outcome<Page<CoHostView>>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var limit = PageKey.Limit(request.Limit);
        var coHosts = work.Db.Set<CoHost>().AsNoTracking().Where(c => c.CommunityId == community.Id);
        if (PageKey.TryRead<string>(request.After, out var last))
            coHosts = coHosts.Where(c => c.AgencySlug.CompareTo(last) > 0);
        var rows = await (
            from coHost in coHosts
            join known in work.Db.Set<Agency>().AsNoTracking() on coHost.AgencyId equals known.Id into cards
            from agency in cards.DefaultIfEmpty()
            orderby coHost.AgencySlug
            select new CoHostView(
                coHost.AgencyId,
                agency == null ? coHost.AgencySlug : agency.Slug,
                agency == null ? null : agency.Name,
                coHost.Role,
                coHost.State,
                coHost.InvitedAt,
                coHost.StateAt
            )
        )
            .Take(limit + 1)
            .ToListAsync(ct);
        return PageKey.Page(rows, limit, view => view.Agency);
    }
}
