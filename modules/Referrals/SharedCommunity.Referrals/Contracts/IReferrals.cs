using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>The ground on which something personal is to go out.</summary>
/// <param name="Ground">The member's own yes, or what stands for it.</param>
/// <param name="How">How the member said yes.</param>
/// <param name="Scope">What it covers.</param>
/// <param name="Words">The member's words, or what was said to them.</param>
/// <param name="Until">Until when; null for as long as it is not withdrawn.</param>
/// <param name="Clause">The policy's clause, where it is not the member's own yes.</param>
/// <param name="Reason">Why it is an emergency.</param>
/// <param name="Notified">Who was notified of the emergency.</param>
/// <param name="Second">The colleague who is told of the emergency; the agency's administrators where it is null.</param>
/// <param name="RecordedBy">Who wrote it down; null for the caller.</param>
public sealed record NewConsent(
    ConsentGround Ground,
    ConsentHow? How,
    IReadOnlyList<SharedKind> Scope,
    string Words,
    Instant? Until = null,
    string? Clause = null,
    string? Reason = null,
    string? Notified = null,
    StaffId? Second = null,
    StaffId? RecordedBy = null
);

/// <summary>A referral that is to be sent.</summary>
/// <param name="Community">The community that it comes from.</param>
/// <param name="CommunityName">Its name, for the other agency.</param>
/// <param name="Inquiry">The inquiry that becomes it.</param>
/// <param name="Member">The member whom it is about.</param>
/// <param name="To">The slug of the agency; one's own for another team of it.</param>
/// <param name="Service">What is asked for.</param>
/// <param name="Language">The member's language.</param>
/// <param name="Shared">What is shared, and nothing else.</param>
/// <param name="Consent">On what ground; null for an anonymous referral.</param>
/// <param name="Note">What one adds.</param>
/// <param name="OnConsent">A consent of the member that is there already; then <paramref name="Consent"/> is null.</param>
public sealed record NewReferral(
    CommunityId Community,
    string CommunityName,
    InquiryId Inquiry,
    MemberId Member,
    string To,
    string Service,
    string? Language,
    IReadOnlyList<SharedItem> Shared,
    NewConsent? Consent,
    string Note,
    Guid? OnConsent = null
);

/// <summary>What higher floors may have done with referrals, in their own unit of work.</summary>
public interface IReferrals
{
    /// <summary>Sends a referral as the caller's agency: its row, its consent and its first message in this transaction.</summary>
    Task<Outcome<ReferralId>> Send(UnitOfWork work, NewReferral referral, CancellationToken ct);
}
