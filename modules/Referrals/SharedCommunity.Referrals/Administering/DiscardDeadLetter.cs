using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;

namespace SharedCommunity.Referrals.Administering;

/// <summary>Gives a refused message up: its words are gone for good, that it came stays known.</summary>
[ApiRoute("POST", "bus/dead-letters/{id}/discard", Summary = "Gives a refused message up for good.")]
[FormRoute("/{agency}/bus/dead-letters/{id}/discard")]
internal sealed class DiscardDeadLetter : OnDeadLetter
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
        letter.DiscardedAt = work.Now;
        letter.Message = "\"\"";
        work.Concerns("dead_letter", letter.Id);
        await work.Db.SaveChangesAsync(ct);
        return Done.It;
    }
}
