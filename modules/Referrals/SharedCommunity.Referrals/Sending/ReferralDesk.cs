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
internal sealed class ReferralDesk(ReferralLoop loop, SecondPerson second) : IReferrals
{
    private const int LongestText = 4000;

    // Some messages of a member together; with all else it fits what a receiver takes.
    private const int LongestInquiry = 20_000;

    // These say nothing of who it is.
    private static readonly SharedKind[] Anonymous = [SharedKind.Language];

    /// <inheritdoc />
    public async Task<Outcome<ReferralId>> Send(UnitOfWork work, NewReferral referral, CancellationToken ct)
    {
        if (Wrong(referral, work.Now) is { } wrong)
            return wrong;
        if (await Receivers.Find(referral.To, referral.Community, work, ct) is not { } other)
            return Refusals.NoSuchAgency;
        var own = await work.Db.Set<AgencyCard>().AsNoTracking().SingleAsync(agency => agency.Id == work.Agency, ct);
        var id = ReferralId.New();
        var ground = await Ground(id, referral, own, other, work, ct);
        if (!ground.IsDone)
            return ground.Refusal;
        var consent = ground.Value.Consent;
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
        if (referral.Service.Length > 200)
            return Refusal.Invalid(("service", "too_long"));
        if (referral.Shared.Any(item => item.Text.Length > Longest(item.Kind)))
            return Refusal.Invalid(("share", "too_long"));
        if (
            referral.Note.Length > LongestText
            || new[] { referral.Consent?.Words, referral.Consent?.Reason, referral.Consent?.Notified }.Any(text =>
                text?.Length > LongestText
            )
        )
            return Refusal.Invalid(("note", "too_long"));
        if (referral.OnConsent is not null)
            return null;
        var personal = Personal(referral.Shared.Select(item => item.Kind)).ToList();
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
            _ => null,
        };
    }

    private static int Longest(SharedKind kind) => kind == SharedKind.Inquiry ? LongestInquiry : LongestText;

    /// <summary>What of this says who it is.</summary>
    public static IEnumerable<SharedKind> Personal(IEnumerable<SharedKind> kinds) => kinds.Except(Anonymous);

    /// <summary>On what it goes: a consent that is there, or what is written down with it.</summary>
    private async Task<Outcome<OnGround>> Ground(
        ReferralId id,
        NewReferral referral,
        AgencyCard own,
        AgencyCard other,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (referral.OnConsent is { } there)
            return await Standing(there, referral, work, ct);
        if (referral.Consent is not { } given)
            return new OnGround(null);
        IReadOnlyList<string> told = [];
        if (given.Ground == ConsentGround.Emergency)
        {
            told = await second.Tell(id, own, other, given.Second, work, ct);
            if (told.Count == 0)
                return given.Second is null ? Refusals.NobodyToTell : Refusal.Invalid(("second", "no_colleague"));
        }
        var consent = Written(given, referral, other, told, work);
        work.Db.Add(consent);
        return new OnGround(consent);
    }

    /// <summary>The member's yes to just that: of theirs, in force, to this agency, and to all that is ticked.</summary>
    private static async Task<Outcome<OnGround>> Standing(
        Guid id,
        NewReferral referral,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (
            await ConsentReading.Locked(id, work, ct) is not { Ground: ConsentGround.Given } consent
            || consent.MemberId != referral.Member
            || consent.CommunityId != referral.Community
        )
            return Refusal.Invalid(("consent", "unknown_consent"));
        if (consent.StateAt(work.Now) != ConsentState.InForce)
            return Refusals.ConsentOver;
        if (consent.ToSlug != referral.To)
            return Refusals.OtherReceiver;
        if (Personal(referral.Shared.Select(item => item.Kind)).Any(kind => !consent.Covers(kind, work.Now)))
            return Refusals.BeyondGround;
        return new OnGround(consent);
    }

    private static Consent Written(
        NewConsent given,
        NewReferral referral,
        AgencyCard other,
        IReadOnlyList<string> told,
        UnitOfWork work
    ) =>
        new()
        {
            AgencyId = work.Agency,
            CommunityId = referral.Community,
            MemberId = referral.Member,
            ToSlug = other.Slug,
            ToName = other.Name,
            Ground = given.Ground,
            How = given.How,
            Scope = [.. given.Scope.Distinct().Select(kind => kind.ToString())],
            Words = given.Words.Trim(),
            Clause = given.Clause?.Trim(),
            Reason = given.Reason?.Trim(),
            Notified = given.Notified?.Trim(),
            SecondStaffId = given.Second,
            SecondNames = told,
            RecordedBy = given.RecordedBy ?? work.Rights.Staff,
            GivenAt = work.Now,
            Until = given.Until,
        };

    /// <param name="Consent">The consent; null for an anonymous referral.</param>
    private sealed record OnGround(Consent? Consent);
}
