using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Host.Live;

/// <summary>Which communities' changes a staff member may be told of now.</summary>
internal sealed class WatchCommunities : Query<WatchCommunities.Request, Rights, IReadOnlySet<CommunityId>>
{
    internal sealed record Request;

    private static readonly Permission Watch = new("host.watch", Reach.Self);

    public override Permission Needs => Watch;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<IReadOnlySet<CommunityId>>> Handle(
        Request request,
        Rights rights,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var visible = await work.Call("communities.visible", [], row => row.GetFieldValue<Guid[]>(0), ct);
        return visible.SelectMany(ids => ids).Select(CommunityId.From).Where(rights.Know).ToHashSet();
    }
}
