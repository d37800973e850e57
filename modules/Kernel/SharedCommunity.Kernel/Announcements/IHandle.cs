using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Announcements;

/// <summary>
/// Handles what a lower floor announced, in the same transaction. Touches the database only. If it throws, its effects
/// are rolled back and the batch is repeated one by one; what still fails is parked for this handler.
/// </summary>
/// <typeparam name="T">The announcement.</typeparam>
public interface IHandle<T>
    where T : notnull
{
    /// <summary>Handles a batch, in the order in which it was announced.</summary>
    Task Handle(IReadOnlyList<T> announced, UnitOfWork work, CancellationToken cancellationToken);
}

/// <summary>What an announcement says about itself, so that it can be parked and shown.</summary>
public interface IAnnouncement
{
    /// <summary>The community that it belongs to.</summary>
    Ids.CommunityId CommunityId { get; }
}
