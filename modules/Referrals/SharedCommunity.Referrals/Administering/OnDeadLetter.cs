using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Administering;

/// <summary>A decision about a refused message. It is made once: the row is locked.</summary>
internal abstract class OnDeadLetter : UseCase<OnDeadLetter.Request, DeadLetter, Done>
{
    /// <param name="Id">The refused message.</param>
    internal sealed record Request(Guid Id);

    /// <inheritdoc />
    public override Permission Needs => Permissions.Administer;

    /// <inheritdoc />
    protected override async Task<DeadLetter?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        (
            await work
                .Db.Set<DeadLetter>()
                .FromSql($"select * from referrals.dead_letters where id = {request.Id} for update")
                .ToListAsync(ct)
        ).FirstOrDefault();

    /// <summary>Why there is nothing to decide; null where there is.</summary>
    protected static Refusal? Decided(DeadLetter letter) =>
        letter is { ReplayedAt: null, DiscardedAt: null } ? null : Refusals.LetterDecided;
}
