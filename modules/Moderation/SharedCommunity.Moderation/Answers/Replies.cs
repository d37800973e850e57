using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Answers;

/// <summary>What is to be said to the member, or to the group.</summary>
/// <param name="Kind">What kind of reply it is.</param>
/// <param name="Text">The words.</param>
/// <param name="Private">Whether it goes to the member alone.</param>
/// <param name="Service">A service that it names.</param>
/// <param name="Urgent">An emergency: it is not held until the next opening.</param>
/// <param name="AskIfHelped">Whether the member is asked under it whether it helped.</param>
internal sealed record NewReply(
    AnswerKind Kind,
    string Text,
    bool Private,
    string? Service = null,
    bool Urgent = false,
    bool AskIfHelped = false
);

/// <summary>Sends what moderators write on the way that the inquiry came, and records it.</summary>
internal sealed class Replies(IDeliveries deliveries, Clocks clocks)
{
    /// <summary>Queues and records a reply.</summary>
    public async Task<Outcome<Answer>> Send(
        NewReply reply,
        LoadedInquiry loaded,
        Worker who,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var inquiry = loaded.Inquiry;
        var (id, asks) = (AnswerId.New(), reply.AskIfHelped);
        if (asks && !CanAsk(inquiry, reply.Private))
            return Refusals.NobodyToAsk;
        DeliveryId? delivery = null;
        // Whoever phoned or came by was told there and then.
        if (inquiry.ChannelAccountId is { } account)
        {
            var channel = reply.Private ? await PrivateLine(inquiry, work, ct) : inquiry.ChannelId;
            if (channel is null)
                return Refusals.NoPrivateLine;
            var clock = clocks.Of(loaded.Community);
            delivery = deliveries.Enqueue(
                work,
                new NewDelivery(
                    loaded.CommunityId,
                    channel.Value,
                    asks ? HelpQuestion.Under(reply.Text, inquiry.Language) : reply.Text,
                    reply.Private ? account : null,
                    // A reply to a group's message cannot be made on the private line.
                    reply.Private == inquiry.Private
                        ? inquiry.FirstMessageId
                        : null,
                    inquiry.CustodyAgencyId,
                    reply.Urgent ? null : clock.HeldUntil(work.Now),
                    asks ? HelpQuestion.Choices(id, inquiry.Language) : null
                )
            );
        }

        var answer = new Answer
        {
            Id = id,
            CommunityId = loaded.CommunityId,
            InquiryId = inquiry.Id,
            CustodyAgencyId = inquiry.CustodyAgencyId,
            Kind = reply.Kind,
            Text = reply.Text,
            Private = reply.Private,
            StaffId = who.Staff,
            StaffName = who.Name,
            AgencyId = who.Agency,
            AgencyName = who.AgencyName,
            Service = string.IsNullOrWhiteSpace(reply.Service) ? null : reply.Service.Trim(),
            DeliveryId = delivery,
            AskedIfHelped = asks,
            At = work.Now,
        };
        work.Db.Add(answer);
        return answer;
    }

    /// <summary>Whether there is one person who can say whether it helped: in a group, the writer whom it replies to.</summary>
    public static bool CanAsk(Inquiry inquiry, bool privately) =>
        inquiry.ChannelAccountId is not null && (privately || inquiry.FirstMessageId is not null);

    private static async Task<ChannelId?> PrivateLine(Inquiry inquiry, UnitOfWork work, CancellationToken ct)
    {
        if (inquiry.Private)
            return inquiry.ChannelId;
        var lines = await (
            from asked in work.Db.Set<ChannelCard>()
            join line in work.Db.Set<ChannelCard>()
                on new { asked.CommunityId, asked.ConnectionId } equals new { line.CommunityId, line.ConnectionId }
            where asked.Id == inquiry.ChannelId && line.PrivateLine
            select line.Id
        ).ToListAsync(ct);
        return lines.Count == 0 ? null : lines[0];
    }
}
