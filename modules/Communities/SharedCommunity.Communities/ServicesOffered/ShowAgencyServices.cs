using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.ServicesOffered;

/// <summary>What one's own agency says of its services.</summary>
[ApiRoute("GET", "agencies/{id}/services", Summary = "What your agency helps with, and when somebody is there.")]
internal sealed class ShowAgencyServices : Query<ShowAgencyServices.Request, Rights, AgencyServicesView>
{
    /// <param name="Id">One's own agency.</param>
    internal sealed record Request(AgencyId Id);

    public override Permission Needs => Permissions.ReadOwn;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult(request.Id == work.Agency ? work.Rights : null);

    protected override async Task<Outcome<AgencyServicesView>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        AgencyServicesView.Of(
            work.Agency,
            await work.Db.Set<AgencyServices>().AsNoTracking().FirstOrDefaultAsync(s => s.AgencyId == work.Agency, ct)
        );
}
