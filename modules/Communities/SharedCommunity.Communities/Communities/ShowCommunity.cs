using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>One community, with what it promises.</summary>
[ApiRoute("GET", "communities/{id}", Summary = "A community, with its time zone and service standard.")]
internal sealed class ShowCommunity : Query<ShowCommunity.Request, Community, CommunityView>
{
    internal sealed record Request(CommunityId Id);

    public override Permission Needs => Permissions.ReadCommunity;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Id, ct);

    protected override Task<Outcome<CommunityView>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    ) => Task.FromResult<Outcome<CommunityView>>(CommunityView.Of(community));
}
