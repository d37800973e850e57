using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>
/// Software of an agency's own may read its queue and speak for it from now on, as one user of the broker. Unless this
/// host goes on reading (for the time of moving over), it stops, and speaks for the agency no more.
/// </summary>
[ApiRoute(
    "PUT",
    "platform/agencies/{id}/voice",
    Summary = "Lets an agency's own software speak for it on the bus (platform administrators)."
)]
[FormRoute("/agencies/voices/{id}/grant")]
internal sealed class GrantVoice(BusSettings settings) : UseCase<GrantVoice.Request, AgencyCard, VoiceOfAgency>
{
    /// <param name="Id">The agency.</param>
    /// <param name="UserName">The user of the broker; left out for the one that the agency asked for.</param>
    /// <param name="HostReads">Whether this installation goes on reading the queue and speaking too.</param>
    internal sealed record Request(AgencyId Id, string? UserName = null, bool HostReads = false);

    public override Permission Needs => Permissions.GrantVoices;

    protected override Task<AgencyCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<AgencyCard>().AsNoTracking().FirstOrDefaultAsync(agency => agency.Id == request.Id, ct);

    protected override async Task<Outcome<VoiceOfAgency>> Handle(
        Request request,
        AgencyCard agency,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var voice = await work.Db.Set<AgencyVoice>().FirstOrDefaultAsync(one => one.AgencyId == agency.Id, ct);
        var userName = string.IsNullOrWhiteSpace(request.UserName) ? voice?.UserName : request.UserName.Trim();
        if (VoiceRules.Wrong(userName, settings) is { } wrong)
            return wrong;
        if (voice is null)
        {
            voice = new AgencyVoice { AgencyId = agency.Id, AskedAt = work.Now };
            work.Db.Add(voice);
        }
        (voice.UserName, voice.Granted, voice.HostReads) = (userName!, true, request.HostReads);
        voice.GrantedAt ??= work.Now;
        if (await VoiceRules.IsTaken(work, ct))
            return Refusals.VoiceTaken;
        work.Concerns("voice", agency.Id.Value);
        work.Wake(Queues.Wake);
        return new VoiceOfAgency(agency.Id, agency.Slug, agency.Name, BusReading.View(voice));
    }
}
