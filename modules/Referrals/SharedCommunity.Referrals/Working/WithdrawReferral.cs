using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>The sender takes a referral back.</summary>
[ApiRoute("POST", "referrals/{id}/withdraw", Summary = "Takes a referral back.")]
[FormRoute("/{agency}/referrals/{id}/withdraw")]
internal sealed class WithdrawReferral(ReferralLoop loop) : OnReferral<WithdrawReferral.Request>(loop)
{
    /// <param name="Id">The referral.</param>
    /// <param name="Reason">Why; required.</param>
    public sealed record Request(ReferralId Id, string? Reason = null) : IOfReferral;

    /// <inheritdoc />
    protected override string Input => LoopInput.Withdraw;

    /// <inheritdoc />
    protected override Outcome<MessageBody> Body(Request request, Referral subject, UnitOfWork work)
    {
        if (Text(request.Reason) is not { } reason)
            return Refusal.Invalid(("reason", "missing"));
        return new MessageBody { Reason = reason };
    }
}
