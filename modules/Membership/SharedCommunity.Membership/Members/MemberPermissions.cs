using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Membership.Members;

/// <summary>Who may do what with members.</summary>
internal static class MemberPermissions
{
    /// <summary>Evaluators read figures, never names.</summary>
    public static readonly Permission Read = new(
        "membership.read",
        Reach.Community,
        Role.AgencyAdministrator,
        Role.CommunityAdministrator,
        Role.Moderator,
        Role.CaseWorker,
        Role.Viewer
    );

    public static IReadOnlyList<Permission> All { get; } = [Read];
}
