using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>A role as the API says it.</summary>
/// <param name="Role">The role.</param>
/// <param name="Community">Where it holds; null for all that the agency co-hosts.</param>
internal sealed record HeldRole(Role Role, CommunityId? Community = null);

/// <summary>A staff member as the agency's own administrators see them.</summary>
internal sealed record StaffView(
    StaffId Id,
    string DisplayName,
    string Email,
    IReadOnlyList<string> Languages,
    IReadOnlyList<HeldRole> Roles,
    NodaTime.Instant JoinedAt,
    NodaTime.Instant? EndedAt
);

/// <summary>The rules of roles that adding and changing staff share.</summary>
internal static class StaffRoles
{
    /// <summary>The roles that may be held in one community alone.</summary>
    public static IReadOnlyList<Role> InCommunity { get; } =
    [.. Enum.GetValues<Role>().Where(role => role != Role.AgencyAdministrator)];

    /// <summary>
    /// Checks that the roles name communities that the agency sees. A role that is held already may stay where the
    /// agency sees nothing for now: a suspended co-host's, say.
    /// </summary>
    public static async Task Check(
        Fields fields,
        IReadOnlyList<HeldRole>? roles,
        IEnumerable<HeldRole> held,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (roles is null)
            return;
        var named = roles.Except(held).Select(role => role.Community).OfType<CommunityId>().Distinct().ToList();
        var seen = await work.Db.Set<Community>().CountAsync(c => named.Contains(c.Id), ct);
        fields
            .When(seen < named.Count, "roles", "unknown_community")
            .When(
                roles.Any(r => r is { Role: Role.AgencyAdministrator, Community: not null }),
                "roles",
                "role_of_agency"
            )
            .When(roles.Distinct().Count() < roles.Count, "roles", "twice");
    }

    public static IEnumerable<StaffRole> Of(StaffId staff, AgencyId agency, IEnumerable<HeldRole> roles) =>
        roles.Select(held => new StaffRole
        {
            StaffId = staff,
            AgencyId = agency,
            Role = held.Role,
            CommunityId = held.Community,
        });

    /// <summary>
    /// Whether anybody but this one still administers the agency. The agency's row is locked first: of two who take
    /// each other's role away, the second sees what the first did.
    /// </summary>
    public static async Task<bool> AnotherAdministrator(StaffId but, UnitOfWork work, CancellationToken ct)
    {
        await work.Query(
            "select 1 from communities.agencies where id = $1 for update",
            [work.Agency.Value],
            _ => 0,
            ct
        );
        return await (
            from role in work.Db.Set<StaffRole>()
            join staff in work.Db.Set<StaffMembership>() on role.StaffId equals staff.Id
            where role.AgencyId == work.Agency && role.Role == Role.AgencyAdministrator
            where role.StaffId != but && staff.EndedAt == null
            select role.Id
        ).AnyAsync(ct);
    }
}
