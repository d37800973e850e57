using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Says no to a referral, with a reason.</summary>
[ApiRoute("POST", "referrals/{id}/decline", Summary = "Says no to a referral, with a reason.")]
[FormRoute("/{agency}/referrals/{id}/decline")]
internal sealed class DeclineReferral(ReferralLoop loop) : OnReferral<DeclineReferral.Request>(loop)
{
    /// <param name="Id">The referral.</param>
    /// <param name="Reason">Why; required.</param>
    /// <param name="Suggestion">Who else could help.</param>
    public sealed record Request(ReferralId Id, string? Reason = null, string? Suggestion = null) : IOfReferral;

    /// <inheritdoc />
    protected override string Input => LoopInput.Decline;

    /// <inheritdoc />
    protected override Outcome<MessageBody> Body(Request request, Referral subject, UnitOfWork work)
    {
        if (Text(request.Reason) is not { } reason)
            return Refusal.Invalid(("reason", "missing"));
        return new MessageBody { Reason = reason, Suggestion = Text(request.Suggestion) };
    }
}
