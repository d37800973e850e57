using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.FollowingUp;

/// <summary>Writes down what the member said, asked by phone or in person, whether it helped.</summary>
[ApiRoute("POST", "referrals/{id}/follow-ups", Summary = "Records whether a completed referral helped.")]
[FormRoute("/{agency}/referrals/{id}/follow-ups")]
internal sealed class RecordFollowUp(ReferralLoop loop) : OnReferral<RecordFollowUp.Request>(loop)
{
    /// <param name="Id">The referral.</param>
    /// <param name="Answer">What the member said; required.</param>
    /// <param name="Note">A word more.</param>
    public sealed record Request(ReferralId Id, FollowUpAnswer? Answer = null, string? Note = null) : IOfReferral;

    /// <inheritdoc />
    protected override string Input => LoopInput.FollowUp;

    /// <inheritdoc />
    protected override Outcome<MessageBody> Body(Request request, Referral subject, UnitOfWork work)
    {
        if (request.Answer is not { } answer)
            return Refusal.Invalid(("answer", "missing"));
        return new MessageBody { Helped = answer, Note = Text(request.Note) };
    }

    /// <inheritdoc />
    protected override Task Beside(Request request, Referral subject, UnitOfWork work, CancellationToken ct) =>
        FollowUpDesk.Heard(subject, request.Answer!.Value, work, ct);
}
