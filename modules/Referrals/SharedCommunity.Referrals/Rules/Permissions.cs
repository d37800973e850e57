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

    /// <summary>Who may speak for an agency is for those to say who found agencies.</summary>
    public static readonly Permission GrantVoices = new("referrals.grant_voices", Reach.Platform);

    public static IReadOnlyList<Permission> All { get; } = [Read, Work, Administer, GrantVoices];
}
