using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>A co-host as the API says it; its id is the agency's, its name null while hidden from the caller.</summary>
internal sealed record CoHostView(
    AgencyId Id,
    string Agency,
    string? Name,
    CoHostRole Role,
    CoHostState State,
    Instant InvitedAt,
    Instant Since,
    Instant? InvitationExpiresAt = null
);

/// <summary>What the use cases of co-hosting ask in common.</summary>
internal static class CoHosts
{
    /// <summary>Whether the caller's agency is an active Lead.</summary>
    public static Task<bool> IsLead(CommunityId community, UnitOfWork work, CancellationToken ct) =>
        work
            .Db.Set<CoHost>()
            .AnyAsync(
                c =>
                    c.CommunityId == community
                    && c.AgencyId == work.Agency
                    && c.Role == CoHostRole.Lead
                    && c.State == CoHostState.Active,
                ct
            );

    /// <summary>
    /// Whether the community has an active Lead but this one. The community's row is locked first: of two Leads who
    /// go at the same time, the second sees that the first has gone.
    /// </summary>
    public static async Task<bool> AnotherLead(CoHost but, UnitOfWork work, CancellationToken ct)
    {
        await work.Query(
            "select 1 from communities.communities where id = $1 for update",
            [but.CommunityId.Value],
            _ => 0,
            ct
        );
        return await work
            .Db.Set<CoHost>()
            .AnyAsync(
                c =>
                    c.CommunityId == but.CommunityId
                    && c.AgencyId != but.AgencyId
                    && c.Role == CoHostRole.Lead
                    && c.State == CoHostState.Active,
                ct
            );
    }

    /// <summary>One co-host for an answer.</summary>
    public static async Task<CoHostView> View(CoHost coHost, UnitOfWork work, CancellationToken ct)
    {
        var name = await work
            .Db.Set<Agency>()
            .Where(a => a.Id == coHost.AgencyId)
            .Select(a => a.Name)
            .FirstOrDefaultAsync(ct);
        return new(
            coHost.AgencyId,
            coHost.AgencySlug,
            name,
            coHost.Role,
            coHost.State,
            coHost.InvitedAt,
            coHost.StateAt,
            coHost.Invitation?.ExpiresAt
        );
    }

    /// <summary>The agencies of a community and the part that each has, by their names in addresses.</summary>
    public static async Task<Page<CoHostView>> List(
        CommunityId community,
        string? after,
        int limit,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var coHosts = work.Db.Set<CoHost>().AsNoTracking().Where(c => c.CommunityId == community);
        if (PageKey.TryRead<string>(after, out var last))
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
                coHost.StateAt,
                coHost.Invitation == null ? null : coHost.Invitation.ExpiresAt
            )
        )
            .Take(limit + 1)
            .ToListAsync(ct);
        return PageKey.Page(rows, limit, view => view.Agency);
    }
}
