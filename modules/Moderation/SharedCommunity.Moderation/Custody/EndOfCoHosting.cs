using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Moderation.Custody;

/// <summary>An agency that is suspended or leaves lets go of all that it had: it returns to the queue at once.</summary>
internal sealed class EndOfCoHosting : IHandle<CoHostingEnded>
{
    public async Task Handle(
        IReadOnlyList<CoHostingEnded> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        foreach (var ended in announced)
        {
            await work.Call(
                "moderation.custody_release",
                [ended.CommunityId.Value, ended.Agency.Value],
                row => row.GetInt32(0),
                cancellationToken
            );
            work.Changed(ended.CommunityId, "queue");
        }
    }
}
