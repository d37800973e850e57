using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>Writes into the history what could not be delivered, and makes open pages show where an answer stands.</summary>
internal sealed class FollowDeliveries : IHandle<DeliverySettled>
{
    public async Task Handle(
        IReadOnlyList<DeliverySettled> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        var failed = announced
            .Where(settled => settled.State is DeliveryState.Failed or DeliveryState.Unknown)
            .ToDictionary(settled => settled.Delivery, settled => settled);
        foreach (var community in announced.Select(settled => settled.CommunityId).Distinct())
            work.Changed(community, "queue");
        if (failed.Count == 0)
            return;
        var ids = failed.Keys.ToList();
        var answers = await work
            .Db.Set<Answer>()
            .Where(answer => answer.DeliveryId != null && ids.Contains(answer.DeliveryId.Value))
            .ToListAsync(cancellationToken);
        foreach (var answer in answers)
            work.Db.Add(
                new InquiryEvent
                {
                    CommunityId = answer.CommunityId,
                    InquiryId = answer.InquiryId,
                    CustodyAgencyId = answer.CustodyAgencyId,
                    Kind = InquiryEventKind.AnswerFailed,
                    At = work.Now,
                    Note = failed[answer.DeliveryId!.Value].Failure,
                }
            );
    }
}
