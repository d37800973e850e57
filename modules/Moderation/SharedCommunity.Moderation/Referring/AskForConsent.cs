using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>The bot asks the member on the private line whether something may be shared with one agency.</summary>
[ApiRoute(
    "POST",
    "inquiries/{id}/ask-consent",
    Summary = "Has the bot ask the member, in their language, whether what is named may be shared with one agency."
)]
[FormRoute("/{agency}/{community}/inquiries/{id}/ask-consent")]
internal sealed class AskForConsent(IConsentAsking asking) : OnConsentAsk<ConsentAskItem>
{
    /// <inheritdoc />
    protected override Task<Outcome<ConsentAskItem>> Ask(UnitOfWork work, NewConsentAsk ask, CancellationToken ct) =>
        asking.InChat(work, ask, ct);
}
