using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Languages;
using SharedCommunity.Moderation.Topics;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Makes an inquiry of a message that the rules did not take for one.</summary>
[ApiRoute("POST", "messages/{id}/inquiry", Summary = "Makes an inquiry of a message.", Creates = true)]
[FormRoute("/{agency}/{community}/messages/{id}/inquiry")]
internal sealed class MarkMessage(IMessages messages, Clocks clocks, LanguageDetection languages)
    : UseCase<MarkMessage.Request, MessageCard, InquiryItem>
{
    /// <param name="Id">The message.</param>
    public sealed record Request(MessageId Id);

    /// <inheritdoc />
    public override Permission Needs => Queue.QueuePermissions.Work;

    /// <inheritdoc />
    protected override Task<MessageCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<MessageCard>().FirstOrDefaultAsync(message => message.Id == request.Id, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<InquiryItem>> Handle(
        Request request,
        MessageCard subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var belongs = await work.Db.Set<InquiryMessage>().AnyAsync(message => message.MessageId == request.Id, ct);
        if (belongs)
            return Refusals.AlreadyAnInquiry;
        var member = await (
            from account in work.Db.Set<MemberAccountCard>()
            join card in work.Db.Set<MemberCard>() on account.MemberId equals card.Id
            where account.CommunityId == subject.CommunityId && account.ChannelAccountId == subject.ChannelAccountId
            select card
        ).FirstOrDefaultAsync(ct);
        // What we sent ourselves, or a group posted, has no member behind it.
        if (member is null || subject.Outgoing)
            return Refusal.NotFound;
        var community = await work.Db.Set<CommunityCard>().FirstAsync(card => card.Id == subject.CommunityId, ct);
        var language = languages.Detect(subject.Text, member.Language);
        var inquiry = new Inquiry(
            new NewInquiry(
                subject.CommunityId,
                member.Id,
                subject.ChannelId,
                subject.ChannelAccountId,
                subject.Id,
                subject.Text,
                language.Code,
                language.Confidence,
                false,
                [.. TopicRules.Propose(subject.Text).Select(topic => topic.Id)],
                InquirySource.Marked,
                subject.Private,
                null,
                subject.SentAt,
                // A private message that we see is ours or nobody's; whoever makes an inquiry of it takes it up.
                subject.Private
                    ? work.Agency
                    : null
            ),
            clocks.Of(community)
        );
        work.Db.Add(inquiry);
        work.Db.Add(
            new InquiryMessage
            {
                CommunityId = subject.CommunityId,
                MessageId = subject.Id,
                InquiryId = inquiry.Id,
                CustodyAgencyId = inquiry.CustodyAgencyId,
                InText = true,
                SentAt = subject.SentAt,
            }
        );
        await work.Db.SaveChangesAsync(ct);
        if (subject.Private)
            await messages.TakeCustody(work, [subject.Id], [], ct);
        var loaded = (await LoadedInquiry.With(inquiry, work, ct))!;
        loaded.Record(work, InquiryEventKind.Opened, loaded.Worker(work));
        work.Announce(new InquiryOpened(subject.CommunityId, inquiry.Id, inquiry.Source, inquiry.AskedAt));
        return loaded.Done(work);
    }
}
