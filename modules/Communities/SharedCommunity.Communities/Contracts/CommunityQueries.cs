using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Contracts;

/// <summary>What pages and use cases of higher floors ask of communities, inside their unit of work.</summary>
public static class CommunityQueries
{
    /// <summary>The community that an address names; null if there is none that this scope may see.</summary>
    public static Task<CommunityCard?> CommunityBySlug(this UnitOfWork work, string slug, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Db.Set<CommunityCard>().AsNoTracking().FirstOrDefaultAsync(c => c.Slug == slug, ct);
    }

    /// <summary>The community with that id; null if there is none that this scope may see.</summary>
    public static Task<CommunityCard?> Community(this UnitOfWork work, CommunityId id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Db.Set<CommunityCard>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
    }

    /// <summary>Whether a staff member of an agency that works the community's queue still may do this there.</summary>
    public static async Task<bool> StillMay(
        this UnitOfWork work,
        StaffId staff,
        Permission permission,
        CommunityId community,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(permission);
        return await work.Call(
            "communities.holds_role",
            [staff.Value, community.Value, permission.Roles.Select(role => role.ToString()).ToArray()],
            row => row.GetBoolean(0),
            ct
        )
            is [true];
    }

    /// <summary>The clock of the community's service standard, in its time zone.</summary>
    public static ServiceClock Clock(this CommunityCard community)
    {
        ArgumentNullException.ThrowIfNull(community);
        var standard = community.ServiceStandard is { } json ? JsonSerializer.Deserialize<ServiceStandard>(json) : null;
        return new(standard, DateTimeZoneProviders.Tzdb[community.TimeZone]);
    }
}
