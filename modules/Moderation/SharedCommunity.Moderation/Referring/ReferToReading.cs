using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>Reads to which agencies an inquiry of a community may be referred: all that take part in it, partners too.</summary>
internal static class ReferToReading
{
    // A list to choose from by eye.
    private const int Most = 200;

    public static async Task<IReadOnlyList<ReferTo>> Of(CommunityId community, UnitOfWork work, CancellationToken ct) =>
        await (
            from host in work.Db.Set<CoHostCard>()
            join agency in work.Db.Set<AgencyCard>() on host.AgencyId equals agency.Id
            where host.CommunityId == community && host.State == CoHostState.Active
            orderby agency.Id == work.Agency, agency.Name, agency.Id
            select new ReferTo(agency.Slug, agency.Name, agency.Id == work.Agency)
        )
            .Take(Most)
            .ToListAsync(ct);
}
