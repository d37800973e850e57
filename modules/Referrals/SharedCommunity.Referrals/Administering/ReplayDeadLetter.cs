using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>
/// Has a refused message tried again, by the door that it came through and on behalf of the same publisher. What had its
/// turn meanwhile has no second effect; what is refused again stays.
/// </summary>
[ApiRoute("POST", "bus/dead-letters/{id}/replay", Summary = "Has a refused message tried again.")]
[FormRoute("/{agency}/bus/dead-letters/{id}/replay")]
internal sealed class ReplayDeadLetter(Arrivals arrivals) : OnDeadLetter
{
    protected override async Task<Outcome<Done>> Handle(
        Request request,
        DeadLetter letter,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (Decided(letter) is { } decided)
            return decided;
        if (!BusReading.IsReplayable(letter.Reason))
            return Refusals.TurnIsOver;
        var own = await BusReading.Own(work, ct);
        var text = letter.Text;
        var refused = await arrivals.TakeAgain(
            new(work.Agency, own.Slug),
            new(Wire.Read(text), letter.Publisher, text),
            work,
            ct
        );
        if (refused is not null)
            return Refusals.RefusedAgain;
        letter.ReplayedAt = work.Now;
        work.Concerns("dead_letter", letter.Id);
        return Done.It;
    }
}
