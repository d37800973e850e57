using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Says which agency is the right one; the sender refers there, on a consent of its own.</summary>
[ApiRoute("POST", "referrals/{id}/redirect", Summary = "Says which agency is the right one.")]
[FormRoute("/{agency}/referrals/{id}/redirect")]
internal sealed class RedirectReferral(ReferralLoop loop) : OnReferral<RedirectReferral.Request>(loop)
{
    /// <param name="Id">The referral.</param>
    /// <param name="Suggestion">The agency, by slug or name; required.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(ReferralId Id, string? Suggestion = null, string? Reason = null) : IOfReferral;

    /// <inheritdoc />
    protected override string Input => LoopInput.Redirect;

    /// <inheritdoc />
    protected override Outcome<MessageBody> Body(Request request, Referral subject, UnitOfWork work)
    {
        if (Text(request.Suggestion) is not { } suggestion)
            return Refusal.Invalid(("suggestion", "missing"));
        return new MessageBody { Suggestion = suggestion, Reason = Text(request.Reason) };
    }
}
