using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>Makes a link to a form on which the member says yes or no; staff hand it over.</summary>
[ApiRoute(
    "POST",
    "inquiries/{id}/consent-link",
    Summary = "Makes a link on which the member says whether what is named may be shared. It is shown this once."
)]
[FormRoute("/{agency}/{community}/inquiries/{id}/consent-link")]
internal sealed class MakeConsentLink(IConsentAsking asking) : OnConsentAsk<ConsentLink>
{
    /// <inheritdoc />
    public override bool HoldsSecret => true;

    /// <inheritdoc />
    protected override Task<Outcome<ConsentLink>> Ask(UnitOfWork work, NewConsentAsk ask, CancellationToken ct) =>
        asking.ByLink(work, ask, ct);
}
