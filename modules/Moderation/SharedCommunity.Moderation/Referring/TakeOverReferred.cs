using Microsoft.EntityFrameworkCore;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Referring;

/// <summary>
/// The agency that referred an inquiry has no part in the community any more: the inquiry is open again for all of it,
/// its clock runs anew, and the member knows.
/// </summary>
internal sealed class TakeOverReferred(Clocks clocks, IInquiryReferrals referrals) : IHandle<ReferringAgencyLeft>
{
    /// <inheritdoc />
    public async Task Handle(
        IReadOnlyList<ReferringAgencyLeft> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        foreach (var left in announced)
        {
            var inquiry = await work
                .Db.Set<Inquiry>()
                .SingleOrDefaultAsync(i => i.Id == left.Inquiry, cancellationToken);
            if (
                inquiry is null
                || await work.Community(left.CommunityId, cancellationToken) is not { } community
                || !inquiry.ComeBack(null, clocks.Of(community), work.Now)
            )
                continue;
            work.Db.Add(
                new InquiryEvent
                {
                    CommunityId = inquiry.CommunityId,
                    InquiryId = inquiry.Id,
                    CustodyAgencyId = inquiry.CustodyAgencyId,
                    Kind = InquiryEventKind.Reopened,
                    At = work.Now,
                }
            );
            await referrals.Tell(work, left, cancellationToken);
            work.Changed(inquiry.CommunityId, "queue");
        }
    }
}
