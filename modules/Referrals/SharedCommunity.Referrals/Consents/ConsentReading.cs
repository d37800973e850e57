using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Consents;

/// <summary>Reads consents of the caller's agency as pages and programs see them.</summary>
internal static class ConsentReading
{
    // A consent is for one referral, or for the few that a redirection makes of it.
    private const int MostReferrals = 1000;

    /// <summary>A consent, locked until the end of the unit of work.</summary>
    public static async Task<Consent?> Locked(Guid id, UnitOfWork work, CancellationToken ct) =>
        (
            await work
                .Db.Set<Consent>()
                .FromSql($"select * from referrals.consents where id = {id} for update")
                .ToListAsync(ct)
        ).FirstOrDefault();

    /// <summary>Consents with the names and the referrals that belong to them, in their order.</summary>
    public static async Task<IReadOnlyList<ConsentItem>> Items(
        IReadOnlyList<Consent> consents,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var memberIds = consents.Select(consent => consent.MemberId).Distinct().ToList();
        var members = await work
            .Db.Set<MemberCard>()
            .AsNoTracking()
            .Where(member => memberIds.Contains(member.Id))
            .ToDictionaryAsync(member => member.Id, member => member.Name, ct);
        var staffIds = consents
            .SelectMany(consent => new[] { consent.RecordedBy, consent.SecondStaffId, consent.WithdrawnBy })
            .OfType<Kernel.Ids.StaffId>()
            .Distinct()
            .ToList();
        var staff = await work
            .Db.Set<StaffCard>()
            .AsNoTracking()
            .Where(person => staffIds.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.DisplayName, ct);
        var ids = consents.Select(consent => (Guid?)consent.Id).ToList();
        var referrals = await work
            .Db.Set<Referral>()
            .AsNoTracking()
            .Where(referral => ids.Contains(referral.ConsentId))
            .OrderByDescending(referral => referral.CreatedAt)
            .ThenByDescending(referral => referral.Id)
            .Take(MostReferrals)
            .Select(referral => new
            {
                referral.ConsentId,
                referral.Id,
                referral.Service,
                referral.OtherSlug,
                referral.OtherName,
                referral.State,
                referral.Heard,
            })
            .ToListAsync(ct);
        var standing = referrals.ToLookup(
            referral => referral.ConsentId,
            referral => new ConsentReferral(
                referral.Id,
                referral.Service,
                new(referral.OtherSlug, referral.OtherName),
                referral.State,
                referral.Heard > 0
            )
        );
        return
        [
            .. consents.Select(consent => new ConsentItem
            {
                Id = consent.Id,
                Member = new(consent.MemberId, members.GetValueOrDefault(consent.MemberId)),
                State = consent.StateAt(work.Now),
                Ground = consent.Ground,
                How = consent.How,
                Scope = consent.Told.Scope,
                Words = consent.Words,
                Clause = consent.Clause,
                Reason = consent.Reason,
                Notified = consent.Notified,
                Second =
                    consent.SecondNames.Count > 0
                        ? string.Join(", ", consent.SecondNames)
                        : Name(consent.SecondStaffId),
                Agency = consent.ToSlug is { } to ? new(to, consent.ToName ?? to) : null,
                Language = consent.Language,
                RecordedBy = Name(consent.RecordedBy),
                GivenAt = consent.GivenAt,
                Until = consent.Until,
                WithdrawnAt = consent.WithdrawnAt,
                WithdrawnBy = Name(consent.WithdrawnBy),
                WithdrawnReason = consent.WithdrawnReason,
                Referrals = [.. standing[consent.Id]],
            }),
        ];

        string? Name(Kernel.Ids.StaffId? person) => person is { } id ? staff.GetValueOrDefault(id) : null;
    }
}
