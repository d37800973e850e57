using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Referrals.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Telling;

/// <summary>Does what the floor of the inquiries asks about its referrals.</summary>
internal sealed class InquiryReferrals(ReferralLoop loop, MemberVoice voice) : IInquiryReferrals
{
    /// <inheritdoc />
    public async Task Settle(UnitOfWork work, IReadOnlyCollection<InquiryId> inquiries, CancellationToken ct)
    {
        var ids = inquiries.ToList();
        var owed = await work
            .Db.Set<Referral>()
            .Where(referral =>
                referral.Side == ReferralSide.Sender
                && referral.Owes == NextStepOwner.Sender
                && referral.InquiryId != null
                && ids.Contains(referral.InquiryId.Value)
            )
            .ToListAsync(ct);
        foreach (var referral in owed)
            loop.Settle(referral, work);
    }

    /// <inheritdoc />
    public async Task Thank(UnitOfWork work, ReferralId referral, bool isOpenAgain, CancellationToken ct)
    {
        var its = await work.Db.Set<Referral>().SingleAsync(one => one.Id == referral, ct);
        var words = await MemberVoice.Words(its, work, ct);
        var answer = isOpenAgain ? FollowUpAnswer.No : FollowUpAnswer.Partly;
        await voice.Tell(its, "thanks", words.Thanks(its, answer), null, work, ct, isReply: true);
    }

    /// <inheritdoc />
    public async Task Tell(UnitOfWork work, ReferringAgencyLeft left, CancellationToken ct)
    {
        if (!left.MayWrite)
            return;
        var words = await MemberVoice.Words(left.CommunityId, left.Member, left.Language, work, ct);
        await voice.TellOnly(
            left.CommunityId,
            left.Member,
            left.Agency,
            words.TakenBack(left.To, left.Service),
            work,
            ct
        );
    }
}
