using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>The page of an agency's staff, one of whom may be opened to be changed.</summary>
internal sealed class ShowStaff : Query<ShowStaff.Request, Rights, ShowStaff.Model>
{
    // Person: whose row is opened.
    internal sealed record Request(string? After = null, StaffId? Person = null);

    internal sealed record Model(
        Page<StaffView> People,
        StaffView? Open,
        StaffId Own,
        IReadOnlyList<CommunityCard> Communities,
        Instant AsOf
    );

    // An agency takes part in a handful; beyond that a role is given for all of them, or by the API.
    private const int MostCommunities = 50;

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Model>> Handle(
        Request request,
        Rights rights,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var people = await StaffList.Read(request.After, PageKey.UsualLimit, null, work, ct);
        var open = people.Items.FirstOrDefault(one => one.Id == request.Person);
        // A link may name somebody who stands on another page of the list.
        if (open is null && request.Person is { } person)
            open = (await StaffList.Read(null, 1, person, work, ct)).Items is [var one] ? one : null;
        var communities = await work
            .Db.Set<CommunityCard>()
            .AsNoTracking()
            .OrderBy(c => c.Name)
            .ThenBy(c => c.Id)
            .Take(MostCommunities)
            .ToListAsync(ct);
        return new Model(people, open, rights.Staff, communities, work.Now);
    }
}
