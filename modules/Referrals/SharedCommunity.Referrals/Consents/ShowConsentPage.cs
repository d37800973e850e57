using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;
using SharedCommunity.Referrals.Working;

namespace SharedCommunity.Referrals.Consents;

/// <summary>All that the page of one consent shows.</summary>
internal sealed class ShowConsentPage : Query<ShowConsent.Request, Consent, ShowConsentPage.Model>
{
    internal sealed record Model(ConsentItem Consent, ShownZone Zone);

    public override Permission Needs => Permissions.Read;

    /// <summary>Whoever moderates one community only may follow what they referred there.</summary>
    protected override CommunityId? CommunityOf(Consent subject) => subject.CommunityId;

    protected override Task<Consent?> Load(ShowConsent.Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Consent>().AsNoTracking().FirstOrDefaultAsync(consent => consent.Id == request.Id, ct);

    protected override async Task<Outcome<Model>> Handle(
        ShowConsent.Request request,
        Consent subject,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        new Model(
            (await ConsentReading.Items([subject], work, ct))[0],
            await CardReading.Zone(work, subject.CommunityId, ct)
        );
}
