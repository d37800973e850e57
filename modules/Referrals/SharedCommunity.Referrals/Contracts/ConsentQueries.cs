using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Asking;
using SharedCommunity.Referrals.Consents;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>What higher floors ask of consents, inside their unit of work. Who may not read referrals gets nothing.</summary>
public static class ConsentQueries
{
    // A list to choose from by eye.
    private const int Most = 20;

    /// <summary>What the caller's agency asked about an inquiry, and the consents of its member that hold.</summary>
    public static async Task<ConsentsForInquiry> ConsentsFor(
        this UnitOfWork work,
        InquiryId inquiry,
        CommunityId community,
        MemberId member,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!work.ReadsReferrals())
            return new([], []);
        var now = work.Now;
        var asked = await work
            .Db.Set<ConsentAsk>()
            .AsNoTracking()
            .Where(ask => ask.InquiryId == inquiry)
            .OrderByDescending(ask => ask.AskedAt)
            .ThenByDescending(ask => ask.Id)
            .Take(Most)
            .ToListAsync(ct);
        var live = await work
            .Db.Set<Consent>()
            .AsNoTracking()
            .Where(consent =>
                consent.CommunityId == community
                && consent.MemberId == member
                && consent.Ground == ConsentGround.Given
                && consent.ToSlug != null
                && consent.WithdrawnAt == null
                && (consent.Until == null || consent.Until > now)
            )
            .OrderByDescending(consent => consent.GivenAt)
            .ThenByDescending(consent => consent.Id)
            .Take(Most)
            .ToListAsync(ct);
        return new(
            [.. asked.Select(ask => ask.Item(now))],
            [
                .. live.Select(consent => new LiveConsent(
                    consent.Id,
                    new(consent.ToSlug!, consent.ToName ?? consent.ToSlug!),
                    [.. consent.Scope.Select(Enum.Parse<SharedKind>)],
                    consent.How,
                    consent.GivenAt,
                    consent.Until
                )),
            ]
        );
    }
}
