using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Binding;

/// <summary>The groups that ask to be bound.</summary>
[ApiRoute(
    "GET",
    "communities/{id}/bind-requests",
    Summary = "Groups that ask to be bound and wait for a confirmation."
)]
internal sealed class ListBindRequests : Query<ListBindRequests.Request, CommunityCard, Page<BindRequestView>>
{
    internal sealed record Request(CommunityId Id);

    public override Permission Needs => Permissions.Bind;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<BindRequestView>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var waiting = await work
            .Db.Set<BindRequest>()
            .AsNoTracking()
            .Where(r => r.CommunityId == community.Id && r.DecidedAt == null)
            .OrderBy(r => r.AskedAt)
            .ToListAsync(ct);
        return new Page<BindRequestView>([.. waiting.Select(BindRequestView.Of)], null);
    }
}
