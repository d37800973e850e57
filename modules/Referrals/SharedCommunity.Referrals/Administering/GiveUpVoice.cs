using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>An agency takes back what its own software might say, or its asking for it. This host reads its queue again.</summary>
[ApiRoute("DELETE", "bus/voice", Summary = "Ends that software of the agency's own speaks for it.")]
[FormRoute("/{agency}/bus/voice/give-up")]
internal sealed class GiveUpVoice : UseCase<GiveUpVoice.Request, Rights, Done>
{
    internal sealed record Request;

    public override Permission Needs => Permissions.Administer;

    protected override Task<Rights?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        Task.FromResult<Rights?>(work.Rights);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        Rights subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        await work.Db.Set<AgencyVoice>().Where(one => one.AgencyId == work.Agency).ExecuteDeleteAsync(ct);
        work.Concerns("voice", work.Agency.Value);
        work.Wake(Queues.Wake);
        return Done.It;
    }
}
