using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Referrals.Rules;

/// <summary>Who may do what with an agency's own side of its referrals.</summary>
internal static class Permissions
{
    public static readonly Permission Read = new(
        "referrals.read",
        Reach.Agency,
        Role.AgencyAdministrator,
        Role.Moderator,
        Role.CaseWorker
    );

    public static readonly Permission Work = new(
        "referrals.work",
        Reach.Agency,
        Role.AgencyAdministrator,
        Role.Moderator,
        Role.CaseWorker
    );

    public static readonly Permission Administer = new("referrals.administer", Reach.Agency, Role.AgencyAdministrator);

    public static IReadOnlyList<Permission> All { get; } = [Read, Work, Administer];
}
