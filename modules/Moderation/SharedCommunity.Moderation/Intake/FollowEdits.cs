using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Languages;
using SharedCommunity.Moderation.Questions;

namespace SharedCommunity.Moderation.Intake;

/// <summary>What a member changes before somebody is on it changes the inquiry's text; the clock keeps the first.</summary>
internal sealed class FollowEdits(LanguageDetection languages) : IHandle<MessageEdited>
{
    public async Task Handle(
        IReadOnlyList<MessageEdited> announced,
        UnitOfWork work,
        CancellationToken cancellationToken
    )
    {
        foreach (var edited in announced)
            await Follow(edited, work, cancellationToken);
    }

    private async Task Follow(MessageEdited edited, UnitOfWork work, CancellationToken ct)
    {
        var found = await (
            from its in work.Db.Set<InquiryMessage>()
            join one in work.Db.Set<Inquiry>() on its.InquiryId equals one.Id
            where its.CommunityId == edited.CommunityId && its.MessageId == edited.Message && its.InText
            select one
        ).FirstOrDefaultAsync(ct);
        if (found is null || found.StandingAt(work.Now) is InquiryStanding.Claimed or InquiryStanding.Closed)
            return;
        var parts = await (
            from its in work.Db.Set<InquiryMessage>()
            join message in work.Db.Set<MessageCard>() on its.MessageId equals message.Id
            where its.CommunityId == edited.CommunityId && its.InquiryId == found.Id && its.InText
            orderby message.SentAt, message.Id
            select new { message.Id, message.Text }
        ).ToListAsync(ct);
        var text = string.Join(
            '\n',
            parts
                .Select(part => part.Id == edited.Message ? edited.Text : part.Text)
                .Select(part => Commands.TryAsk(part, null, out var asked) ? asked : part)
                .Where(part => part.Length > 0)
        );
        if (text == found.Text)
            return;
        var language = languages.Detect(text, found.Language);
        found.Reword(text, language.Code, language.Confidence);
        work.Db.Add(
            new InquiryEvent
            {
                CommunityId = found.CommunityId,
                InquiryId = found.Id,
                CustodyAgencyId = found.CustodyAgencyId,
                Kind = InquiryEventKind.Edited,
                At = edited.EditedAt,
            }
        );
        work.Changed(found.CommunityId, "queue");
    }
}
