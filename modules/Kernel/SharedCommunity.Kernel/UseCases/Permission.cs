namespace SharedCommunity.Kernel.UseCases;

/// <summary>A role of a staff member, in the whole agency or in one community. One person may hold several.</summary>
public enum Role
{
    /// <summary>Administers the agency: staff, keys, connections, its communities.</summary>
    AgencyAdministrator,

    /// <summary>Administers a community: service standard, channels, co-hosts.</summary>
    CommunityAdministrator,

    /// <summary>Works the shared queue.</summary>
    Moderator,

    /// <summary>Works referrals and cases.</summary>
    CaseWorker,

    /// <summary>Reads figures, never names.</summary>
    Evaluator,

    /// <summary>Reads, changes nothing.</summary>
    Viewer,
}

/// <summary>What a permission is checked against.</summary>
public enum Reach
{
    /// <summary>The caller's agency.</summary>
    Agency,

    /// <summary>The (agency, community) of what the use case loaded.</summary>
    Community,

    /// <summary>The platform: agencies, by a row in the platform's administrators.</summary>
    Platform,

    /// <summary>The caller's own account; any active staff member.</summary>
    Self,
}

/// <summary>Who may do something. Every use case declares one; the runner checks it in the use case's transaction.</summary>
/// <param name="Name">Stable name, <c>module.verb</c>.</param>
/// <param name="Reach">What it is checked against.</param>
/// <param name="Roles">The roles that grant it.</param>
public sealed record Permission(string Name, Reach Reach, params IReadOnlyList<Role> Roles);

/// <summary>What the caller may do, read anew in every unit of work.</summary>
/// <param name="Staff">The staff membership.</param>
/// <param name="DisplayName">The name that colleagues see.</param>
/// <param name="Roles">The roles; without a community they hold in all that the agency co-hosts.</param>
public sealed record Rights(
    Ids.StaffId Staff,
    string DisplayName,
    IReadOnlyList<(Role Role, Ids.CommunityId? Community)> Roles
)
{
    /// <summary>Whether these rights grant the permission in that community (null: in the agency).</summary>
    public bool Allow(Permission permission, Ids.CommunityId? community) =>
        permission.Reach == Reach.Self
        || Roles.Any(held =>
            permission.Roles.Contains(held.Role) && (held.Community is null || held.Community == community)
        );

    /// <summary>Whether the caller has anything to do with that community.</summary>
    public bool Know(Ids.CommunityId community) =>
        Roles.Any(held => held.Community is null || held.Community == community);
}
