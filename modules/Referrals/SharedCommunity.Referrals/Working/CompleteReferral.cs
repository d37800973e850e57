using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Closes the loop with an outcome.</summary>
[ApiRoute("POST", "referrals/{id}/complete", Summary = "Closes the loop with an outcome.")]
[FormRoute("/{agency}/referrals/{id}/complete")]
internal sealed class CompleteReferral(ReferralLoop loop) : OnReferral<CompleteReferral.Request>(loop)
{
    /// <param name="Id">The referral.</param>
    /// <param name="Outcome">What came of it; required.</param>
    /// <param name="Note">A word more; required for "other".</param>
    public sealed record Request(ReferralId Id, ReferralOutcome? Outcome = null, string? Note = null) : IOfReferral;

    /// <inheritdoc />
    protected override string Input => LoopInput.Complete;

    /// <inheritdoc />
    protected override Outcome<MessageBody> Body(Request request, Referral subject, UnitOfWork work)
    {
        if (request.Outcome is not { } outcome)
            return Refusal.Invalid(("outcome", "missing"));
        if (outcome == ReferralOutcome.Other && Text(request.Note) is null)
            return Refusal.Invalid(("note", "missing"));
        return new MessageBody { Outcome = outcome, Note = Text(request.Note) };
    }
}
