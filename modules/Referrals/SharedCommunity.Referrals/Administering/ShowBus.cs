using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>How the agency's messages to other agencies stand: metadata alone, of its own referrals alone.</summary>
[ApiRoute("GET", "bus", Summary = "How the agency's messages to other agencies stand.")]
internal sealed class ShowBus(BusLine line) : Query<ShowBus.Request, Rights, BusView>
{
    internal sealed record Request;

    public override Permission Needs => Permissions.Administer;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<BusView>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    ) => await BusReading.Of(line, work, ct);
}
