using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Rules;

/// <summary>Who may do what with connections, channels, messages and deliveries.</summary>
internal static class Permissions
{
    public static readonly Permission Read = new(
        "channels.read",
        Reach.Community,
        Role.AgencyAdministrator,
        Role.CommunityAdministrator,
        Role.Moderator,
        Role.CaseWorker,
        Role.Viewer
    );

    /// <summary>Connections are the agency's: whoever administers it makes and ends them.</summary>
    public static readonly Permission Connect = new("channels.connect", Reach.Community, Role.AgencyAdministrator);

    public static readonly Permission Bind = new(
        "channels.bind",
        Reach.Community,
        Role.AgencyAdministrator,
        Role.CommunityAdministrator
    );

    /// <summary>What failed or vanished on the way is decided by those who work the queue.</summary>
    public static readonly Permission Mend = new(
        "channels.mend",
        Reach.Community,
        Role.AgencyAdministrator,
        Role.CommunityAdministrator,
        Role.Moderator
    );

    public static readonly Permission OwnConnections = new(
        "channels.own_connections",
        Reach.Agency,
        Role.AgencyAdministrator
    );

    /// <summary>What the bots of a community say by themselves.</summary>
    public static readonly Permission Notices = new(
        "channels.notices",
        Reach.Community,
        Role.AgencyAdministrator,
        Role.CommunityAdministrator
    );

    public static IReadOnlyList<Permission> All { get; } = [Read, Connect, Bind, Mend, OwnConnections, Notices];
}
