using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>Takes a referral on, and says when the member hears from one.</summary>
[ApiRoute("POST", "referrals/{id}/accept", Summary = "Takes a referral on.")]
[FormRoute("/{agency}/referrals/{id}/accept")]
internal sealed class AcceptReferral(ReferralLoop loop) : OnReferral<AcceptReferral.Request>(loop)
{
    /// <param name="Id">The referral.</param>
    /// <param name="ContactBy">Until when the member hears from one.</param>
    /// <param name="Note">A word more.</param>
    public sealed record Request(ReferralId Id, Instant? ContactBy = null, string? Note = null) : IOfReferral;

    /// <inheritdoc />
    protected override string Input => LoopInput.Accept;

    /// <inheritdoc />
    protected override Outcome<MessageBody> Body(Request request, Referral subject, UnitOfWork work)
    {
        if (request.ContactBy is { } by && by <= work.Now)
            return Refusal.Invalid(("contactBy", "in_the_past"));
        return new MessageBody
        {
            AcceptedBy = work.Rights.DisplayName,
            ContactBy = request.ContactBy,
            Note = Text(request.Note),
        };
    }
}
