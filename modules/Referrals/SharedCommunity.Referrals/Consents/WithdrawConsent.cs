using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Consents;

/// <summary>
/// The member takes a consent back: what has not gone does not go, the agencies that have it are told and stop, and what
/// was shared is hidden on both sides. The history stays.
/// </summary>
[ApiRoute("POST", "consents/{id}/withdraw", Summary = "Withdraws a consent: what was shared on it is hidden.")]
[FormRoute("/{agency}/consents/{id}/withdraw")]
internal sealed class WithdrawConsent(ReferralLoop loop) : UseCase<WithdrawConsent.Request, Consent, ConsentItem>
{
    private const int Longest = 2000;

    /// <param name="Id">The consent.</param>
    /// <param name="Reason">Why, where the member said so. Nobody outside the agency is told.</param>
    public sealed record Request(Guid Id, string? Reason = null);

    /// <inheritdoc />
    public override Permission Needs => Permissions.Work;

    /// <summary>Whoever moderates one community only may follow what they referred there.</summary>
    protected override CommunityId? CommunityOf(Consent subject) => subject.CommunityId;

    /// <inheritdoc />
    protected override Task<Consent?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        ConsentReading.Locked(request.Id, work, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<ConsentItem>> Handle(
        Request request,
        Consent subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if (reason?.Length > Longest)
            return Refusal.Invalid(("reason", "too_long"));
        if (!subject.Withdraw(work.Rights.Staff, reason, work.Now))
            return Refusals.ConsentOver;
        await EndOfConsent.Reach(subject, ConsentEnd.Withdrawn, loop, work, ct);
        await work.Db.SaveChangesAsync(ct);
        work.Concerns("consent", subject.Id, subject.CommunityId);
        return (await ConsentReading.Items([subject], work, ct))[0];
    }
}
