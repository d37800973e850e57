using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Reads the conversation of one inquiry.</summary>
internal static class TalkReading
{
    private const int Before = 2;
    private const int After = 1;

    /// <summary>The inquiry's messages, what was said around them, and our answers, oldest first.</summary>
    public static async Task<IReadOnlyList<TalkLine>> Of(
        Inquiry inquiry,
        List<Answer> answers,
        Dictionary<AgencyId, string> slugs,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var asked = await (
            from its in work.Db.Set<InquiryMessage>()
            join message in work.Db.Set<MessageCard>() on its.MessageId equals message.Id
            where its.CommunityId == inquiry.CommunityId && its.InquiryId == inquiry.Id
            select message
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var around = await Around(inquiry, asked, work, ct);
        var ours = answers.Select(a => a.DeliveryId).OfType<DeliveryId>().ToHashSet();
        var before = await Others(around, ours, work, ct);
        var theirs =
            before.Count == 0 ? slugs : await InquiryReading.Slugs([], before.Values.Select(a => a.AgencyId), work, ct);
        var deliveries = await work
            .Db.Set<DeliveryCard>()
            .AsNoTracking()
            .Where(d => ours.Contains(d.Id))
            .ToDictionaryAsync(d => d.Id, ct);
        var lines = asked
            .Select(message => Line(message, TalkKind.Asked, inquiry))
            .Concat(
                around
                    .Where(message => message.DeliveryId is not { } from || !ours.Contains(from))
                    .Select(message => Signed(Line(message, TalkKind.Context, inquiry), message, before, theirs))
            )
            .Concat(answers.Select(answer => Line(answer, slugs, deliveries)))
            .ToList();
        if (asked.Count == 0)
            lines.Add(Entered(inquiry));
        return [.. lines.OrderBy(line => line.At).ThenBy(line => line.Key)];
    }

    // What we said around it in answer to others is shown with who wrote it, not with the bot's name.
    private static async Task<Dictionary<DeliveryId, Answer>> Others(
        List<MessageCard> around,
        HashSet<DeliveryId> ours,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var ids = around.Select(m => m.DeliveryId).OfType<DeliveryId>().Where(id => !ours.Contains(id)).ToList();
        return ids.Count == 0
            ? []
            : await work
                .Db.Set<Answer>()
                .AsNoTracking()
                .Where(a => a.DeliveryId != null && ids.Contains(a.DeliveryId.Value))
                .ToDictionaryAsync(a => a.DeliveryId!.Value, ct);
    }

    private static TalkLine Signed(
        TalkLine line,
        MessageCard message,
        Dictionary<DeliveryId, Answer> before,
        Dictionary<AgencyId, string> slugs
    ) =>
        message.DeliveryId is { } id && before.GetValueOrDefault(id) is { } answer
            ? line with
            {
                WriterName = answer.StaffName,
                AgencySlug = InquiryReading.Slug(answer.AgencyId, slugs),
                AgencyName = answer.AgencyName,
            }
            : line;

    // On the private line only what the same person wrote belongs here; all else there is another member's.
    private static async Task<List<MessageCard>> Around(
        Inquiry inquiry,
        List<MessageCard> asked,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (asked.Count == 0)
            return [];
        var (first, last) = (asked.Min(m => m.SentAt), asked.Max(m => m.SentAt));
        var ids = asked.Select(m => m.Id).ToHashSet();
        var inChannel = work
            .Db.Set<MessageCard>()
            .AsNoTracking()
            .Where(m =>
                m.CommunityId == inquiry.CommunityId && m.ChannelId == inquiry.ChannelId && m.Private == inquiry.Private
            );
        if (inquiry.Private)
            inChannel = inChannel.Where(m => m.ChannelAccountId == inquiry.ChannelAccountId);
        var before = await inChannel
            .Where(m => m.SentAt < first)
            .OrderByDescending(m => m.SentAt)
            .Take(Before)
            .ToListAsync(ct);
        var after = await inChannel.Where(m => m.SentAt > last).OrderBy(m => m.SentAt).Take(After).ToListAsync(ct);
        return [.. before.Concat(after).Where(m => !ids.Contains(m.Id))];
    }

    private static TalkLine Line(MessageCard message, TalkKind kind, Inquiry inquiry) =>
        new(
            message.Id.Value,
            kind,
            message.WriterName,
            null,
            null,
            message.Text,
            kind == TalkKind.Asked ? inquiry.Language : null,
            message.Attachment,
            message.Id,
            message.SentAt,
            message.Private,
            message.EditedAt is not null,
            message.DeliveryId,
            null,
            null,
            null
        );

    private static TalkLine Line(
        Answer answer,
        Dictionary<AgencyId, string> slugs,
        Dictionary<DeliveryId, DeliveryCard> deliveries
    )
    {
        var delivery = answer.DeliveryId is { } id ? deliveries.GetValueOrDefault(id) : null;
        return new(
            answer.Id.Value,
            TalkKind.Answer,
            answer.StaffName,
            InquiryReading.Slug(answer.AgencyId, slugs),
            answer.AgencyName,
            answer.Text,
            null,
            null,
            null,
            answer.At,
            answer.Private,
            false,
            answer.DeliveryId,
            delivery?.State,
            delivery?.Failure,
            delivery?.NotBefore,
            answer switch
            {
                { AskedIfHelped: false } => null,
                { Helped: { } helped } => helped ? HelpAnswer.Yes : HelpAnswer.No,
                _ => HelpAnswer.Asked,
            }
        );
    }

    // What staff entered stands nowhere but on the inquiry itself.
    private static TalkLine Entered(Inquiry inquiry) =>
        new(
            inquiry.Id.Value,
            TalkKind.Asked,
            "",
            null,
            null,
            inquiry.Text,
            inquiry.Language,
            null,
            null,
            inquiry.AskedAt,
            inquiry.Private,
            false,
            null,
            null,
            null,
            null
        );
}
