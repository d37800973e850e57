using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Working;

/// <summary>The member was reached.</summary>
[ApiRoute("POST", "referrals/{id}/contact", Summary = "Says that the member was reached.")]
[FormRoute("/{agency}/referrals/{id}/contact")]
internal sealed class RecordContact(ReferralLoop loop) : OnReferral<RecordContact.Request>(loop)
{
    /// <param name="Id">The referral.</param>
    /// <param name="Note">A word more.</param>
    public sealed record Request(ReferralId Id, string? Note = null) : IOfReferral;

    /// <inheritdoc />
    protected override string Input => LoopInput.Contact;

    /// <inheritdoc />
    protected override Outcome<MessageBody> Body(Request request, Referral subject, UnitOfWork work) =>
        new MessageBody { Note = Text(request.Note) };
}
