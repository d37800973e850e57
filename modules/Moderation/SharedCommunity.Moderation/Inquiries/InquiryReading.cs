using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Queue;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Reads one inquiry with its conversation and history, for the page and the API alike.</summary>
internal sealed class InquiryReading(Clocks clocks)
{
    private const int Before = 2;
    private const int After = 1;

    /// <summary>The inquiry, not locked; null where there is none that the reader may see.</summary>
    public static async Task<LoadedInquiry?> Of(InquiryId id, UnitOfWork work, CancellationToken ct)
    {
        var inquiry = await work.Db.Set<Inquiry>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct);
        return inquiry is null ? null : await LoadedInquiry.With(inquiry, work, ct);
    }

    /// <summary>All that is shown of it.</summary>
    public async Task<InquiryView> View(LoadedInquiry loaded, UnitOfWork work, CancellationToken ct)
    {
        var (inquiry, id) = (loaded.Inquiry, loaded.Inquiry.Id);
        var channel = await work
            .Db.Set<ChannelCard>()
            .AsNoTracking()
            .FirstOrDefaultAsync(c => c.Id == inquiry.ChannelId, ct);
        var events = await work
            .Db.Set<InquiryEvent>()
            .AsNoTracking()
            .Where(e => e.CommunityId == inquiry.CommunityId && e.InquiryId == id)
            .OrderBy(e => e.At)
            .ThenBy(e => e.Id)
            .ToListAsync(ct);
        var notes = await work
            .Db.Set<InquiryNote>()
            .AsNoTracking()
            .Where(n => n.CommunityId == inquiry.CommunityId && n.InquiryId == id)
            .OrderBy(n => n.At)
            .ToListAsync(ct);
        var answers = await work
            .Db.Set<Answer>()
            .AsNoTracking()
            .Where(a => a.CommunityId == inquiry.CommunityId && a.InquiryId == id && a.RecalledAt == null)
            .OrderBy(a => a.At)
            .ToListAsync(ct);
        var slugs = await Slugs(
            events.Select(e => e.AgencyId).Concat(notes.Select(n => (AgencyId?)n.AgencyId)),
            answers.Select(a => a.AgencyId),
            work,
            ct
        );
        var talk = await Talk(inquiry, answers, slugs, work, ct);
        var earlier = await work
            .Db.Set<Inquiry>()
            .CountAsync(
                i =>
                    i.CommunityId == inquiry.CommunityId
                    && i.MemberId == inquiry.MemberId
                    && i.AskedAt < inquiry.AskedAt,
                ct
            );
        var mayWork = work.Rights.Allow(QueuePermissions.Work, inquiry.CommunityId);
        return new InquiryView(
            ShowQueue.Row(
                new(
                    loaded.Item(work),
                    inquiry.StartsAt,
                    inquiry.DueSoonFrom,
                    inquiry.ClosedAt,
                    channel?.Platform ?? "desk"
                ),
                work.Rights.Staff,
                work.Now
            ),
            inquiry.Version,
            channel is { PrivateLine: false } ? channel.Title : "",
            inquiry.Topics,
            talk,
            [
                .. events.Select(e => new HistoryLine(
                    JsonNamingPolicy.SnakeCaseLower.ConvertName(e.Kind.ToString()),
                    e.StaffName,
                    Slug(e.AgencyId, slugs),
                    e.AgencyName,
                    e.At,
                    e.Note
                )),
            ],
            [.. notes.Select(n => new NoteLine(n.StaffName, Slug(n.AgencyId, slugs), n.AgencyName, n.At, n.Text))],
            new(
                loaded.Member.Id,
                loaded.Member.Name,
                loaded.Member.Language,
                loaded.Member.JoinedAt,
                loaded.Member.LeftAt,
                earlier
            ),
            mayWork ? inquiry.ActionsOf(loaded.Worker(work), work.Now) : new HashSet<InquiryAction>(),
            inquiry.Private,
            inquiry.Private || await HasPrivateLine(inquiry, channel, work, ct),
            clocks.Of(loaded.Community).HeldUntil(work.Now)
        );
    }

    private static async Task<IReadOnlyList<TalkLine>> Talk(
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
                    .Select(message => Line(message, TalkKind.Context, inquiry))
            )
            .Concat(answers.Select(answer => Line(answer, slugs, deliveries)))
            .ToList();
        if (asked.Count == 0)
            lines.Add(Entered(inquiry));
        return [.. lines.OrderBy(line => line.At).ThenBy(line => line.Key)];
    }

    // A private line is not a place that others write in: what stands around a message there is another member's.
    private static async Task<List<MessageCard>> Around(
        Inquiry inquiry,
        List<MessageCard> asked,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        if (inquiry.Private || asked.Count == 0)
            return [];
        var (first, last) = (asked.Min(m => m.SentAt), asked.Max(m => m.SentAt));
        var ids = asked.Select(m => m.Id).ToHashSet();
        var inChannel = work
            .Db.Set<MessageCard>()
            .AsNoTracking()
            .Where(m => m.CommunityId == inquiry.CommunityId && m.ChannelId == inquiry.ChannelId && !m.Private);
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
            Slug(answer.AgencyId, slugs),
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
            delivery?.NotBefore
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

    private static async Task<bool> HasPrivateLine(
        Inquiry inquiry,
        ChannelCard? channel,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        channel is not null
        && inquiry.ChannelAccountId is not null
        && await work
            .Db.Set<ChannelCard>()
            .AnyAsync(
                c => c.CommunityId == inquiry.CommunityId && c.ConnectionId == channel.ConnectionId && c.PrivateLine,
                ct
            );

    private static string? Slug(AgencyId? agency, Dictionary<AgencyId, string> slugs) =>
        agency is { } id ? slugs.GetValueOrDefault(id) : null;

    private static async Task<Dictionary<AgencyId, string>> Slugs(
        IEnumerable<AgencyId?> some,
        IEnumerable<AgencyId> others,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var ids = some.OfType<AgencyId>().Concat(others).ToHashSet();
        return await work
            .Db.Set<AgencyCard>()
            .AsNoTracking()
            .Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, a => a.Slug, ct);
    }
}
