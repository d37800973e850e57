using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Audit;

/// <summary>All that the page of a community's audit trail shows.</summary>
internal sealed class ShowAudit : Query<ShowAudit.Request, CommunityCard, TrailModel>
{
    internal sealed record Request(string Community, TrailFilter Filter, string? After = null);

    public override Permission Needs => Permissions.AdministerCommunity;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.CommunityBySlug(request.Community, ct);

    protected override async Task<Outcome<TrailModel>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    ) => await TrailReading.Model(work, community, request.Filter, request.After, ct);
}
