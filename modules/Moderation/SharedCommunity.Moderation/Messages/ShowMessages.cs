using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Moderation.Queue;

namespace SharedCommunity.Moderation.Messages;

/// <summary>All that the page of the messages shows: a page of what was posted, or one message among those around it.</summary>
internal sealed class ShowMessages : Query<ShowMessages.Request, CommunityCard, MessagesPageModel>
{
    private const int OnEachSide = 10;

    // Whoever comes back after a week is told that there is much, not how much exactly.
    private const int MostCounted = 1000;

    /// <param name="Community">The community's slug.</param>
    /// <param name="Show"><c>group</c>, <c>private</c> or <c>unasked</c>; anything else shows all.</param>
    /// <param name="Channel">Where they were posted.</param>
    /// <param name="Words">What is searched for.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="AsOf">What came later is counted, not shown.</param>
    /// <param name="At">The message to show among those around it.</param>
    /// <param name="Marked">The message that a notice is about.</param>
    public sealed record Request(
        string Community,
        string? Show = null,
        ChannelId? Channel = null,
        string? Words = null,
        string? After = null,
        Instant? AsOf = null,
        MessageId? At = null,
        MessageId? Marked = null
    );

    /// <inheritdoc />
    public override Permission Needs => QueuePermissions.Read;

    /// <inheritdoc />
    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.CommunityBySlug(request.Community, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<MessagesPageModel>> Handle(
        Request request,
        CommunityCard subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var places = await work
            .Db.Set<ChannelCard>()
            .AsNoTracking()
            .Where(c => c.CommunityId == subject.Id)
            .OrderBy(c => c.PrivateLine)
            .ThenBy(c => c.Title)
            .ThenBy(c => c.Id)
            .Select(c => new MessagePlace(c.Id, c.Platform, c.PrivateLine, c.Title))
            .ToListAsync(ct);
        var at = request.At is { } asked ? await One(subject, asked, work, ct) : null;
        var asOf = request.AsOf < work.Now ? request.AsOf.Value : work.Now;
        var (cards, next, fresh) = at is null
            ? await List(request, subject, asOf, work, ct)
            : (await Around(at, work, ct), null, 0);
        var about = request.Marked is { } marked ? await One(subject, marked, work, ct) : null;
        var rows = await MessageRows.Of(subject.Id, about is null ? cards : [.. cards, about], places, work, ct);
        return new MessagesPageModel(
            subject.Name,
            subject.TimeZone,
            asOf,
            work.Now,
            work.Rights.Allow(QueuePermissions.Work, subject.Id),
            places,
            [.. cards.Select(card => rows[card.Id])],
            next,
            fresh,
            at is null ? null : rows[at.Id],
            at is not null && Place(cards, at) >= OnEachSide,
            at is not null && cards.Count - Place(cards, at) > OnEachSide,
            request.At is not null && at is null,
            about is null ? null : rows[about.Id]
        );
    }

    private static async Task<(IReadOnlyList<MessageCard> Cards, string? Next, int Fresh)> List(
        Request request,
        CommunityCard community,
        Instant asOf,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        // An address that somebody bent begins at the front: a page has no use for a refusal here.
        PageKey.TryRead<MessageKey>(request.After, out var before);
        var filter = new MessageFilter(
            community.Id,
            request.Words,
            request.Channel,
            request.Show switch
            {
                "private" => true,
                "group" => false,
                _ => null,
            },
            before
        );
        var asked = work.Db.Set<InquiryMessage>();
        IQueryable<MessageCard> Narrowed(IQueryable<MessageCard> messages) =>
            request.Show == "unasked"
                ? messages.Where(m =>
                    m.ChannelAccountId != null
                    && !m.Outgoing
                    && !asked.Any(its => its.CommunityId == m.CommunityId && its.MessageId == m.Id)
                )
                : messages;
        if (!string.IsNullOrWhiteSpace(request.Words))
        {
            var found = await work.Messages(filter, ct, Narrowed);
            return (found.Items, found.Next, 0);
        }

        // Whether we knew a message by then is told by its id, which holds the time at which we wrote it down; the
        // platform's time may be seconds older.
        var known = FirstIdFrom(asOf);
        var page = await work.Messages(
            filter,
            ct,
            messages => Narrowed(messages).Where(m => ((Guid)(object)m.Id).CompareTo(known) < 0)
        );
        var later = await work.CountMessages(
            filter with
            {
                Before = null,
            },
            messages => Narrowed(messages).Where(m => ((Guid)(object)m.Id).CompareTo(known) >= 0),
            MostCounted,
            ct
        );
        return (page.Items, page.Next, later);
    }

    private static Task<MessageCard?> One(
        CommunityCard community,
        MessageId id,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        work
            .Db.Set<MessageCard>()
            .AsNoTracking()
            .FirstOrDefaultAsync(m => m.CommunityId == community.Id && m.Id == id, ct);

    // Of its group, or of the private conversation with its writer: what stands beside it elsewhere says nothing about it.
    private static async Task<IReadOnlyList<MessageCard>> Around(MessageCard at, UnitOfWork work, CancellationToken ct)
    {
        var (id, sentAt, conversation) = (at.Id.Value, at.SentAt, at.ConversationId);
        var line = work
            .Db.Set<MessageCard>()
            .AsNoTracking()
            .Where(m =>
                m.CommunityId == at.CommunityId && m.ChannelId == at.ChannelId && m.ConversationId == conversation
            );
        var before = await line.Where(m =>
                m.SentAt <= sentAt && (m.SentAt < sentAt || ((Guid)(object)m.Id).CompareTo(id) < 0)
            )
            .OrderByDescending(m => m.SentAt)
            .ThenByDescending(m => m.Id)
            .Take(OnEachSide)
            .ToListAsync(ct);
        var after = await line.Where(m =>
                m.SentAt >= sentAt && (m.SentAt > sentAt || ((Guid)(object)m.Id).CompareTo(id) > 0)
            )
            .OrderBy(m => m.SentAt)
            .ThenBy(m => m.Id)
            .Take(OnEachSide)
            .ToListAsync(ct);
        return [.. Enumerable.Reverse(before), at, .. after];
    }

    private static int Place(IReadOnlyList<MessageCard> cards, MessageCard at) =>
        cards.TakeWhile(card => card.Id != at.Id).Count();

    private static Guid FirstIdFrom(Instant instant)
    {
        var time = instant.ToUnixTimeMilliseconds();
        return new((int)(time >> 16), (short)time, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
    }
}
