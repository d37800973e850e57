using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>The communities that the caller's agency co-hosts and in which the caller has a role.</summary>
[ApiRoute("GET", "communities", Summary = "The communities that you work in.")]
internal sealed class ListCommunities : Query<ListCommunities.Request, Rights, Page<CommunityView>>
{
    internal sealed record Request(string? After = null, int? Limit = null);

    public override Permission Needs => Permissions.ReadOwn;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Page<CommunityView>>> Handle(
        Request request,
        Rights rights,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var limit = PageKey.Limit(request.Limit);
        var communities = work.Db.Set<Community>().AsNoTracking();
        if (rights.Roles.All(held => held.Community is not null))
        {
            var known = rights.Roles.Select(held => held.Community!.Value).ToList();
            communities = communities.Where(c => known.Contains(c.Id));
        }
        if (PageKey.TryRead<string>(request.After, out var last))
            communities = communities.Where(c => c.Slug.CompareTo(last) > 0);
        var rows = await communities.OrderBy(c => c.Slug).Take(limit + 1).ToListAsync(ct);
        return PageKey.Page([.. rows.Select(CommunityView.Of)], limit, view => view.Slug);
    }
}
