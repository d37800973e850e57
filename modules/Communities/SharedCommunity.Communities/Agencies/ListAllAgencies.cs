using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Agencies;

/// <summary>Every agency of the installation, for those who found them.</summary>
[ApiRoute("GET", "platform/agencies", Summary = "Every agency of the installation (platform administrators).")]
internal sealed class ListAllAgencies : Query<ListAgencies.Request, ListAgencies.Request, Page<AgencyView>>
{
    public override Permission Needs => Permissions.FoundAgencies;

    protected override Task<ListAgencies.Request?> Load(
        ListAgencies.Request request,
        UnitOfWork work,
        CancellationToken ct
    ) => Task.FromResult<ListAgencies.Request?>(request);

    protected override async Task<Outcome<Page<AgencyView>>> Handle(
        ListAgencies.Request request,
        ListAgencies.Request subject,
        UnitOfWork work,
        CancellationToken ct
    ) => await ListAgencies.Visible(work, request.After, request.Limit, ct);
}
