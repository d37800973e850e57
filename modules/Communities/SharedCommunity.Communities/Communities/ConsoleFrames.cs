using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Pages;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>What stands around a page: the person, the agencies that they work for, the community.</summary>
internal sealed class ConsoleFrames : IFrameSource
{
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
        var found = community is null ? null : await work.CommunityBySlug(community, ct);
        return new FrameState(
            work.Rights,
            slugs.Where(s => s.Id == work.Agency.Value).Select(s => s.Slug).FirstOrDefault() ?? "",
            [.. slugs.Select(s => (s.Slug, names.GetValueOrDefault(s.Slug, s.Slug)))],
            found is not null && work.Rights.Know(found.Id) ? new(found.Id, found.Slug, found.Name) : null
        );
    }
}
