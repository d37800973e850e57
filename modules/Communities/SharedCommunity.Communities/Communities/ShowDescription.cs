using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.CoHosting;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Communities.Standard;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>All that the page of a community's general settings shows.</summary>
internal sealed class ShowDescription : Query<ShowDescription.Request, Community, ShowDescription.Model>
{
    internal sealed record Request(string Community);

    /// <param name="Community">The community.</param>
    /// <param name="Seen">The mark of it.</param>
    /// <param name="Next">The stages that it can go to from where it stands; none where the reader's agency does not lead.</param>
    /// <param name="MayChange">Whether the reader may change it.</param>
    internal sealed record Model(
        CommunityView Community,
        string Seen,
        IReadOnlyList<CommunityState> Next,
        bool MayChange
    );

    public override Permission Needs => Permissions.ReadCommunity;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().AsNoTracking().FirstOrDefaultAsync(c => c.Slug == request.Community, ct);

    protected override async Task<Outcome<Model>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var mayChange = work.Rights.Allow(Permissions.AdministerCommunity, community.Id);
        return new Model(
            CommunityView.Of(community),
            Mark.OfDescription(community),
            mayChange && await CoHosts.IsLead(community.Id, work, ct)
                ?
                [
                    .. Enum.GetValues<CommunityState>()
                        .Where(state => state != community.State && community.CanGoTo(state)),
                ]
                : [],
            mayChange
        );
    }
}
