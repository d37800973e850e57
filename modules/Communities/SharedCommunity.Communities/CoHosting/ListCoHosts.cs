using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Communities;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>The agencies of a community and the part that each has.</summary>
[ApiRoute("GET", "communities/{id}/co-hosts", Summary = "The agencies of a community and the part that each has.")]
internal sealed class ListCoHosts : Query<ListCoHosts.Request, Community, Page<CoHostView>>
{
    internal sealed record Request(CommunityId Id, string? After = null, int? Limit = null);

    public override Permission Needs => Permissions.ReadCommunity;

    protected override Task<Community?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Community>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Id, ct);

    protected override async Task<Outcome<Page<CoHostView>>> Handle(
        Request request,
        Community community,
        UnitOfWork work,
        CancellationToken ct
    ) => await CoHosts.List(community.Id, request.After, PageKey.Limit(request.Limit), work, ct);
}
