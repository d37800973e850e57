using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Agencies;

/// <summary>An agency in a list.</summary>
internal sealed record AgencyView(AgencyId Id, string Slug, string Name);

/// <summary>The caller's agency and those that share an active community with it.</summary>
[ApiRoute("GET", "agencies", Summary = "Your agency and those that share an active community with it.")]
internal sealed class ListAgencies : Query<ListAgencies.Request, Rights, Page<AgencyView>>
{
    internal sealed record Request(string? After = null, int? Limit = null);

    public override Permission Needs => Permissions.ReadOwn;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Page<AgencyView>>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    ) => await Visible(work, request.After, request.Limit, ct);

    /// <summary>The agencies that the scope may see, by slug.</summary>
    internal static async Task<Page<AgencyView>> Visible(
        UnitOfWork work,
        string? after,
        int? asked,
        CancellationToken ct
    )
    {
        var limit = PageKey.Limit(asked);
        var agencies = work.Db.Set<Agency>().AsNoTracking();
        if (PageKey.TryRead<string>(after, out var last))
            agencies = agencies.Where(a => a.Slug.CompareTo(last) > 0);
        var rows = await agencies
            .OrderBy(a => a.Slug)
            .Take(limit + 1)
            .Select(a => new AgencyView(a.Id, a.Slug, a.Name))
            .ToListAsync(ct);
        return PageKey.Page(rows, limit, agency => agency.Slug);
    }
}
