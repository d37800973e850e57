using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Who may do what with the queue.</summary>
internal static class QueuePermissions
{
    /// <summary>Evaluators read figures, never names or words.</summary>
    public static readonly Permission Read = new(
        "moderation.read",
        Reach.Community,
        Role.AgencyAdministrator,
        Role.CommunityAdministrator,
        Role.Moderator,
        Role.CaseWorker,
        Role.Viewer
    );

    /// <summary>Claims, answers and all else that moderators do.</summary>
    public static readonly Permission Work = new(
        "moderation.work",
        Reach.Community,
        Role.CommunityAdministrator,
        Role.Moderator
    );

    /// <summary>What one has seen, and the tour: one's own bookmarks, a viewer's too.</summary>
    public static readonly Permission Own = new("moderation.own", Reach.Self);

    public static IReadOnlyList<Permission> All { get; } = [Read, Work, Own];
}
