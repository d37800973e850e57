using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Referrals.Sending;

/// <summary>To whom one may refer: who takes part in the community, and another team of one's own agency.</summary>
internal static class Receivers
{
    /// <summary>The agency of that slug; null where nothing may go to it from this community.</summary>
    public static async Task<AgencyCard?> Find(
        string slug,
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        await work.Db.Set<AgencyCard>().AsNoTracking().FirstOrDefaultAsync(agency => agency.Slug == slug, ct)
            is { } found
        && (found.Id == work.Agency || await TakesPart(found.Id, community, work, ct))
            ? found
            : null;

    private static Task<bool> TakesPart(
        AgencyId agency,
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        work
            .Db.Set<CoHostCard>()
            .AnyAsync(
                host => host.CommunityId == community && host.AgencyId == agency && host.State == CoHostState.Active,
                ct
            );
}
