using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.Consents;

/// <summary>All that the page of the agency's consents shows.</summary>
internal sealed class ShowConsents : Query<ListConsents.Request, Rights, ShowConsents.Model>
{
    internal sealed record Model(Page<ConsentItem> Page, ShownZone Zone);

    public override Permission Needs => Permissions.Read;

    protected override Task<Rights?> Load(ListConsents.Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Model>> Handle(
        ListConsents.Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var page = await ListConsents.Page(request, work, ct);
        return page.IsDone ? new Model(page.Value, await CardReading.Zone(work, community: null, ct)) : page.Refusal;
    }
}
