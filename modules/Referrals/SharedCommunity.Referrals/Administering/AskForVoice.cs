using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>
/// An agency asks that software of its own may read its queue and speak for it. Nothing changes until that is granted;
/// whoever asks for another user gives up the one that was granted.
/// </summary>
[ApiRoute("POST", "bus/voice", Summary = "Asks that software of the agency's own may speak for it on the bus.")]
[FormRoute("/{agency}/bus/voice/ask")]
internal sealed class AskForVoice(BusSettings settings) : UseCase<AskForVoice.Request, AgencyCard, VoiceView>
{
    /// <param name="UserName">The user of the broker.</param>
    internal sealed record Request(string? UserName = null);

    public override Permission Needs => Permissions.Administer;

    protected override async Task<AgencyCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        await BusReading.Own(work, ct);

    protected override async Task<Outcome<VoiceView>> Handle(
        Request request,
        AgencyCard own,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var userName = request.UserName?.Trim();
        if (VoiceRules.Wrong(userName, settings) is { } wrong)
            return wrong;
        var voice = await work.Db.Set<AgencyVoice>().FirstOrDefaultAsync(one => one.AgencyId == own.Id, ct);
        if (voice is null)
        {
            voice = new AgencyVoice { AgencyId = own.Id };
            work.Db.Add(voice);
        }
        (voice.UserName, voice.Granted, voice.GrantedAt, voice.HostReads) = (userName!, false, null, false);
        voice.AskedAt = work.Now;
        work.Concerns("voice", own.Id.Value);
        work.Wake(Queues.Wake);
        return BusReading.View(voice);
    }
}
