using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Answers;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Queue;
using SharedCommunity.Moderation.Referring;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Inquiries;

/// <summary>Reads one inquiry with its conversation and history, for the page and the API alike.</summary>
internal sealed class InquiryReading(Clocks clocks, ReferToReading agencies)
{
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
        var talk = await TalkReading.Of(inquiry, answers, slugs, work, ct);
        var allowed = work.Rights.Allow(QueuePermissions.Work, inquiry.CommunityId)
            ? inquiry.ActionsOf(loaded.Worker(work), work.Now)
            : new HashSet<InquiryAction>();
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
            await InquirerReading.Of(loaded, channel?.Platform ?? "desk", work, ct),
            allowed,
            inquiry.Private,
            inquiry.Private || await HasPrivateLine(inquiry, channel, work, ct),
            Replies.CanAsk(inquiry, inquiry.Private),
            clocks.Of(loaded.Community).HeldUntil(work.Now),
            inquiry.Contact,
            allowed.Contains(InquiryAction.Assign) ? await HandOverReading.Of(inquiry.CommunityId, work, ct) : [],
            allowed.Contains(InquiryAction.Publish)
                ? await PublicationReading.Of(inquiry, loaded.Member.Name, answers, work, ct)
                : null,
            allowed.Contains(InquiryAction.Refer) ? await agencies.Of(loaded, work, ct) : [],
            await work.ReferralsOf(id, ct),
            // Also where it was referred already: more may be asked, and what was answered is seen.
            await work.ConsentsFor(id, inquiry.CommunityId, inquiry.MemberId, ct)
        );
    }

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

    /// <summary>The slug of an agency, where it is still seen.</summary>
    public static string? Slug(AgencyId? agency, Dictionary<AgencyId, string> slugs) =>
        agency is { } id ? slugs.GetValueOrDefault(id) : null;

    /// <summary>The slugs of agencies, for their colours.</summary>
    public static async Task<Dictionary<AgencyId, string>> Slugs(
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
