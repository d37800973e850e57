using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Rules;

/// <summary>Who may do what with agencies, staff and communities.</summary>
internal static class Permissions
{
    public static readonly Permission FoundAgencies = new("communities.found_agencies", Reach.Platform);

    public static readonly Permission ReadOwn = new("communities.read_own", Reach.Self);

    public static readonly Permission AdministerAgency = new(
        "communities.administer_agency",
        Reach.Agency,
        Role.AgencyAdministrator
    );

    public static readonly Permission ReadCommunity = new(
        "communities.read_community",
        Reach.Community,
        Role.AgencyAdministrator,
        Role.CommunityAdministrator,
        Role.Moderator,
        Role.CaseWorker,
        Role.Evaluator,
        Role.Viewer
    );

    public static readonly Permission AdministerCommunity = new(
        "communities.administer_community",
        Reach.Community,
        Role.AgencyAdministrator,
        Role.CommunityAdministrator
    );

    public static IReadOnlyList<Permission> All { get; } =
    [FoundAgencies, ReadOwn, AdministerAgency, ReadCommunity, AdministerCommunity];
}
