using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>An agency's own software speaks for it no more, or is not let to; this host reads its queue again.</summary>
[ApiRoute(
    "DELETE",
    "platform/agencies/{id}/voice",
    Summary = "Ends that an agency's own software speaks for it (platform administrators)."
)]
[FormRoute("/agencies/voices/{id}/end")]
internal sealed class EndVoice : UseCase<EndVoice.Request, AgencyCard, Done>
{
    /// <param name="Id">The agency.</param>
    internal sealed record Request(AgencyId Id);

    public override Permission Needs => Permissions.GrantVoices;

    protected override Task<AgencyCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<AgencyCard>().AsNoTracking().FirstOrDefaultAsync(agency => agency.Id == request.Id, ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        AgencyCard agency,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        await work.Db.Set<AgencyVoice>().Where(one => one.AgencyId == agency.Id).ExecuteDeleteAsync(ct);
        work.Concerns("voice", agency.Id.Value);
        work.Wake(Queues.Wake);
        return Done.It;
    }
}
