using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Referrals.Bus;
using SharedCommunity.Referrals.Consents;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;
using SharedCommunity.Referrals.Rules;

namespace SharedCommunity.Referrals.Sending;

/// <summary>Where a referral begins: the ground is checked, and only what was ticked leaves.</summary>
internal sealed class ReferralDesk(ReferralLoop loop) : IReferrals
{
    private const int LongestText = 4000;

    // These say nothing of who it is.
    private static readonly SharedKind[] Anonymous = [SharedKind.Language];

    /// <inheritdoc />
    public async Task<Outcome<ReferralId>> Send(UnitOfWork work, NewReferral referral, CancellationToken ct)
    {
        if (Wrong(referral, work.Now) is { } wrong)
            return wrong;
        if (referral.Consent?.Second is { } second && !await IsColleague(second, work, ct))
            return Refusal.Invalid(("second", "no_colleague"));
        var agencies = await work
            .Db.Set<AgencyCard>()
            .AsNoTracking()
            .Where(agency => agency.Id == work.Agency || agency.Slug == referral.To)
            .ToListAsync(ct);
        var own = agencies.Single(agency => agency.Id == work.Agency);
        if (
            agencies.FirstOrDefault(agency => agency.Slug == referral.To) is not { } other
            || (other.Id != own.Id && !await TakesPart(other.Id, referral.Community, work, ct))
        )
            return Refusals.NoSuchAgency;
        var consent = referral.Consent is { } given ? Written(given, referral, work) : null;
        if (consent is not null)
            work.Db.Add(consent);
        var id = ReferralId.New();
        var begun = new Referral
        {
            Id = id,
            LoopId = id,
            AgencyId = own.Id,
            Side = ReferralSide.Sender,
            OwnSlug = own.Slug,
            OtherSlug = other.Slug,
            OtherName = other.Name,
            CommunityId = referral.Community,
            CommunityName = referral.CommunityName,
            InquiryId = referral.Inquiry,
            MemberId = referral.Member,
            ConsentId = consent?.Id,
            ReferredBy = work.HasRights ? work.Rights.Staff : null,
            Service = referral.Service.Trim(),
            Language = referral.Language,
            Shared = JsonSerializer.Serialize(referral.Shared, KernelJson.Options),
            Ground = consent is null ? null : JsonSerializer.Serialize(consent.Told, KernelJson.Options),
            Note = referral.Note.Trim(),
            CreatedAt = work.Now,
        };
        await loop.Begin(
            begun,
            new MessageBody
            {
                AgencyName = own.Name,
                Community = referral.CommunityName,
                Service = begun.Service,
                Language = begun.Language,
                Shared = referral.Shared,
                Consent = consent?.Told,
                Note = begun.Note,
            },
            work,
            ct
        );
        work.Concerns("referral", id.Value, referral.Community);
        work.Changed(own.Id, "referrals");
        return id;
    }

    private static Refusal? Wrong(NewReferral referral, Instant now)
    {
        if (string.IsNullOrWhiteSpace(referral.Service))
            return Refusal.Invalid(("service", "missing"));
        if (
            referral.Service.Length > 200
            || referral.Note.Length > LongestText
            || referral.Shared.Any(item => item.Text.Length > LongestText)
            || new[] { referral.Consent?.Words, referral.Consent?.Reason, referral.Consent?.Notified }.Any(text =>
                text?.Length > LongestText
            )
        )
            return Refusal.Invalid(("note", "too_long"));
        var personal = referral.Shared.Select(item => item.Kind).Except(Anonymous).ToList();
        if (referral.Consent is not { } consent)
            return personal.Count > 0 ? Refusals.NoGround : null;
        if (personal.Except(consent.Scope).Any())
            return Refusals.BeyondGround;
        return consent.Ground switch
        {
            _ when consent.Until <= now => Refusal.Invalid(("until", "in_the_past")),
            ConsentGround.Given when consent.How is null => Refusal.Invalid(("how", "missing")),
            ConsentGround.Implied or ConsentGround.Emergency when string.IsNullOrWhiteSpace(consent.Clause) =>
                Refusal.Invalid(("clause", "missing")),
            ConsentGround.Emergency when string.IsNullOrWhiteSpace(consent.Reason) => Refusal.Invalid(
                ("reason", "missing")
            ),
            ConsentGround.Emergency when string.IsNullOrWhiteSpace(consent.Notified) => Refusal.Invalid(
                ("notified", "missing")
            ),
            ConsentGround.Emergency when consent.Second is null => Refusal.Invalid(("second", "missing")),
            _ => null,
        };
    }

    private static Consent Written(NewConsent given, NewReferral referral, UnitOfWork work) =>
        new()
        {
            AgencyId = work.Agency,
            CommunityId = referral.Community,
            MemberId = referral.Member,
            Ground = given.Ground,
            How = given.How,
            Scope = [.. given.Scope.Distinct().Select(kind => kind.ToString())],
            Words = given.Words.Trim(),
            Clause = given.Clause?.Trim(),
            Reason = given.Reason?.Trim(),
            Notified = given.Notified?.Trim(),
            SecondStaffId = given.Second,
            RecordedBy = given.RecordedBy ?? work.Rights.Staff,
            GivenAt = work.Now,
            Until = given.Until,
        };

    /// <summary>Somebody else of the same agency who works there: whoever writes an emergency down cannot be the second.</summary>
    private static Task<bool> IsColleague(StaffId second, UnitOfWork work, CancellationToken ct) =>
        work
            .Db.Set<StaffCard>()
            .AnyAsync(
                person =>
                    person.Id == second
                    && person.AgencyId == work.Agency
                    && person.EndedAt == null
                    && person.Id != work.Rights.Staff,
                ct
            );

    private static Task<bool> TakesPart(
        AgencyId agency,
        CommunityId community,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        work
            .Db.Set<CoHostCard>()
            .AnyAsync(
                host => host.CommunityId == community && host.AgencyId == agency && host.State == CoHostState.Active,
                ct
            );
}
