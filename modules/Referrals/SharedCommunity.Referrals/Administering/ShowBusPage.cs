using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.Administering;

/// <summary>All that the page of the bus shows.</summary>
internal sealed class ShowBusPage(BusLine line) : Query<ShowBusPage.Request, Rights, ShowBusPage.Model>
{
    internal sealed record Request(string? After = null);

    internal sealed record Model(BusView Bus, Page<DeadLetterView> Letters, ShownZone Zone);

    public override Permission Needs => Permissions.Administer;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Model>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var letters = await BusReading.Letters(request.After, null, work, ct);
        return letters.IsDone
            ? new Model(
                await BusReading.Of(line, work, ct),
                letters.Value,
                await CardReading.Zone(work, community: null, ct)
            )
            : letters.Refusal;
    }
}
