using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Referrals.Contracts;

/// <summary>What the floor of the inquiries has done about its agency's referrals, in its own unit of work.</summary>
public interface IInquiryReferrals
{
    /// <summary>These inquiries are seen to: what the caller's agency had referred of them in vain owes nothing any more.</summary>
    Task Settle(UnitOfWork work, IReadOnlyCollection<InquiryId> inquiries, CancellationToken ct);

    /// <summary>Thanks a member who has said in the chat that a referral did not help.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="referral">The referral, on the sender's side.</param>
    /// <param name="isOpenAgain">Whether the inquiry was opened again for it; only then the member is told so.</param>
    /// <param name="ct">Stops it.</param>
    Task Thank(UnitOfWork work, ReferralId referral, bool isOpenAgain, CancellationToken ct);

    /// <summary>Tells a member, in the community's scope, that a referral of an agency that has left is taken back.</summary>
    Task Tell(UnitOfWork work, ReferringAgencyLeft left, CancellationToken ct);
}
