using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Messages;

/// <summary>Messages with what Moderation knows of them: the inquiry that each belongs to, and who answered.</summary>
internal static class MessageRows
{
    public static async Task<Dictionary<MessageId, MessageRow>> Of(
        CommunityId community,
        IReadOnlyList<MessageCard> cards,
        IReadOnlyList<MessagePlace> places,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var ids = cards.Select(m => m.Id).ToHashSet();
        var inquiries = await (
            from its in work.Db.Set<InquiryMessage>()
            join inquiry in work.Db.Set<Inquiry>() on its.InquiryId equals inquiry.Id
            where its.CommunityId == community && ids.Contains(its.MessageId)
            select new
            {
                its.MessageId,
                inquiry.Id,
                inquiry.State,
                inquiry.ClosedFor,
                inquiry.Language,
            }
        )
            .AsNoTracking()
            .ToDictionaryAsync(i => i.MessageId, ct);
        var sent = cards.Select(m => m.DeliveryId).OfType<DeliveryId>().ToHashSet();
        var answers = await (
            from answer in work.Db.Set<Answer>()
            join agency in work.Db.Set<AgencyCard>() on answer.AgencyId equals agency.Id
            where answer.DeliveryId != null && sent.Contains(answer.DeliveryId.Value)
            select new
            {
                answer.DeliveryId,
                answer.StaffName,
                agency.Slug,
                answer.AgencyName,
            }
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var writers = answers.GroupBy(a => a.DeliveryId!.Value).ToDictionary(a => a.Key, a => a.First());
        var where = places.ToDictionary(place => place.Id);
        return cards
            .DistinctBy(m => m.Id)
            .ToDictionary(
                m => m.Id,
                m =>
                {
                    var inquiry = inquiries.GetValueOrDefault(m.Id);
                    var writer = m.DeliveryId is { } delivery ? writers.GetValueOrDefault(delivery) : null;
                    return new MessageRow(
                        m.Id,
                        writer?.StaffName ?? m.WriterName,
                        writer?.Slug,
                        writer?.AgencyName,
                        m.Text,
                        inquiry?.Language,
                        m.Attachment,
                        m.SentAt,
                        m.EditedAt is not null,
                        m.Private,
                        m.Outgoing,
                        where.GetValueOrDefault(m.ChannelId),
                        inquiry is null
                            ? null
                            : new(
                                inquiry.Id,
                                inquiry.State == InquiryState.Closed,
                                inquiry.ClosedFor == CloseReason.NotAnInquiry
                            ),
                        inquiry is null && !m.Outgoing && m.ChannelAccountId is not null
                    );
                }
            );
    }
}
