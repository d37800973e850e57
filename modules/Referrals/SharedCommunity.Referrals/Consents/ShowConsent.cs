using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Consents;

/// <summary>One consent with all that was written down, and what stands on it.</summary>
[ApiRoute("GET", "consents/{id}", Summary = "A consent, and the referrals that stand on it.")]
internal sealed class ShowConsent : Query<ShowConsent.Request, Consent, ConsentItem>
{
    /// <param name="Id">The consent.</param>
    public sealed record Request(Guid Id);

    /// <inheritdoc />
    public override Permission Needs => Permissions.Read;

    /// <summary>Whoever moderates one community only may follow what they referred there.</summary>
    protected override CommunityId? CommunityOf(Consent subject) => subject.CommunityId;

    /// <inheritdoc />
    protected override Task<Consent?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Consent>().AsNoTracking().FirstOrDefaultAsync(consent => consent.Id == request.Id, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<ConsentItem>> Handle(
        Request request,
        Consent subject,
        UnitOfWork work,
        CancellationToken ct
    ) => (await ConsentReading.Items([subject], work, ct))[0];
}
