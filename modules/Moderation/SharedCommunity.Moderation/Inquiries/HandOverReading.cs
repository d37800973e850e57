using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Reads to whom an inquiry of a community may be handed.</summary>
internal static class HandOverReading
{
    // A list to choose from by eye; whoever is not on it is reached through their agency.
    private const int Most = 300;

    public static async Task<IReadOnlyList<HandOverAgency>> Of(
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var people = await (
            from host in work.Db.Set<CoHostCard>()
            join agency in work.Db.Set<AgencyCard>() on host.AgencyId equals agency.Id
            join staff in work.Db.Set<StaffCard>() on agency.Id equals staff.AgencyId
            where
                host.CommunityId == community
                && host.State == CoHostState.Active
                && host.Role != CoHostRole.ReferralPartner
            orderby agency.Name, agency.Id, staff.DisplayName, staff.Id
            select new
            {
                agency.Slug,
                Agency = agency.Name,
                staff.Id,
                staff.DisplayName,
            }
        )
            .AsNoTracking()
            .Take(Most)
            .ToListAsync(ct);
        return
        [
            .. people
                .GroupBy(person => (person.Slug, person.Agency))
                .Select(group => new HandOverAgency(
                    group.Key.Slug,
                    group.Key.Agency,
                    [
                        .. group
                            .Where(person => person.Id != work.Rights.Staff)
                            .Select(person => new HandOverPerson(person.Id, person.DisplayName)),
                    ]
                )),
        ];
    }
}
