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
    private const int MostPeople = 50;
    private const int MostAgencies = 200;

    public static async Task<IReadOnlyList<HandOverAgency>> Of(
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var self = work.Rights.Staff;
        var agencies = await (
            from host in work.Db.Set<CoHostCard>()
            join agency in work.Db.Set<AgencyCard>() on host.AgencyId equals agency.Id
            where
                host.CommunityId == community
                && host.State == CoHostState.Active
                && host.Role != CoHostRole.ReferralPartner
            orderby agency.Name, agency.Id
            select new
            {
                agency.Slug,
                agency.Name,
                People = work
                    .Db.Set<StaffCard>()
                    .Where(staff => staff.AgencyId == agency.Id && staff.EndedAt == null && staff.Id != self)
                    .OrderBy(staff => staff.DisplayName)
                    .ThenBy(staff => staff.Id)
                    .Select(staff => new { staff.Id, staff.DisplayName })
                    .Take(MostPeople)
                    .ToList(),
            }
        )
            .AsNoTracking()
            .Take(MostAgencies)
            .ToListAsync(ct);
        return
        [
            .. agencies.Select(agency => new HandOverAgency(
                agency.Slug,
                agency.Name,
                [.. agency.People.Select(person => new HandOverPerson(person.Id, person.DisplayName))]
            )),
        ];
    }
}
