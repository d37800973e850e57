using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Pages;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>What stands around a page: the person, the agencies that they work for, the community.</summary>
internal sealed class ConsoleFrames : IFrameSource
{
    // A menu of more would help nobody; the page of the agency lists them all.
    private const int MostCommunities = 50;

    public async Task<FrameState> Read(UnitOfWork work, string? community, CancellationToken ct)
    {
        var slugs = await work.Call(
            "communities.staff_of_account",
            [((Caller.Staff)work.Caller!).Account.Value],
            row => (Id: row.GetGuid(0), Slug: row.GetString(2)),
            ct
        );
        // Agencies that share no community with this one are known by the name in their address only.
        var names = await work
            .Db.Set<AgencyCard>()
            .AsNoTracking()
            .Where(a => slugs.Select(s => s.Slug).Contains(a.Slug))
            .ToDictionaryAsync(a => a.Slug, a => a.Name, ct);
        // One reading tells the page's community and those that one may switch to.
        var communities = await work
            .Db.Set<CommunityCard>()
            .AsNoTracking()
            .OrderBy(c => c.Slug != community)
            .ThenBy(c => c.Name)
            .Take(MostCommunities)
            .Select(c => new FrameCommunity(c.Id, c.Slug, c.Name))
            .ToListAsync(ct);
        var known = communities.Where(c => work.Rights.Know(c.Id)).ToList();
        return new FrameState(
            work.Rights,
            slugs.Where(s => s.Id == work.Agency.Value).Select(s => s.Slug).FirstOrDefault() ?? "",
            [.. slugs.Select(s => (s.Slug, names.GetValueOrDefault(s.Slug, s.Slug)))],
            known.Find(c => c.Slug == community)
        )
        {
            AgencyId = work.Agency,
            Communities = [.. known.OrderBy(c => c.Name, StringComparer.CurrentCulture)],
        };
    }
}
