using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Audit;

/// <summary>All that the page of an agency's audit trail shows: what its people did, in every community and beside them.</summary>
internal sealed class ShowAgencyAudit : Query<ShowAgencyAudit.Request, Agency, TrailModel>
{
    internal sealed record Request(TrailFilter Filter, string? After = null);

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<Agency?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Agency>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == work.Agency, ct);

    protected override async Task<Outcome<TrailModel>> Handle(
        Request request,
        Agency agency,
        UnitOfWork work,
        CancellationToken ct
    ) => await TrailReading.Model(work, null, request.Filter, request.After, ct);
}
