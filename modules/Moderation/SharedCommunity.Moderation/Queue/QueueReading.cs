using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Which inquiries a queue is asked for: where they stand, or how urgent they are.</summary>
internal enum QueueState
{
    /// <summary>Open, and nobody is on it.</summary>
    Open,

    /// <summary>Somebody is on it.</summary>
    Claimed,

    /// <summary>Waits for the member.</summary>
    Waiting,

    /// <summary>Closed.</summary>
    Closed,

    /// <summary>Past the promise, whoever is on it.</summary>
    Overdue,

    /// <summary>Less than a quarter of the promised time is left, whoever is on it.</summary>
    DueSoon,
}

/// <summary>Which inquiries are asked for. What is null filters nothing.</summary>
internal sealed record QueueFilter(
    QueueState? State,
    string? Language,
    string? Agency,
    bool Mine,
    string? Channel,
    bool? Private,
    QueueKey? After,
    int Limit
);

/// <summary>Where a page of the queue ended.</summary>
internal sealed record QueueKey(Instant? RespondBy, Instant At, InquiryId Id);

/// <summary>One row as the queue's statement gives it.</summary>
internal sealed record QueueLine(
    InquiryItem Item,
    Instant StartsAt,
    Instant? DueSoonFrom,
    Instant? ClosedAt,
    string Platform
)
{
    public QueueKey Key =>
        ClosedAt is { } closed ? new(null, closed, Item.Id) : new(Item.RespondBy, Item.AskedAt, Item.Id);
}

/// <summary>A community with one page of its queue, read with one statement.</summary>
internal sealed record LoadedQueue(CommunityId CommunityId, IReadOnlyList<QueueLine> Lines) : IInCommunity;

/// <summary>Reads pages of the queue: one round trip with members' names, claims and channels.</summary>
internal static class QueueReading
{
    // First the page's rows, from the inquiries alone and in the order of their index; what they are shown with is joined
    // to those fifty. Left to itself the planner may join and sort the whole community first: of a filter that is not
    // asked for it believes that hardly a row passes, which is why the filters stand in case expressions too.
    private const string Rows = """
        select i.community_id, i.id, i.channel_id, i.text, i.language, i.topics, i.source,
            i.private, i.member_id, m.name, i.asked_at, i.respond_by, i.answered_at, i.answers, i.referrals, i.state,
            i.claim_until, i.claim_staff_id, i.claim_staff_name, claimer.slug, claimer.name, assignee.slug, i.version,
            i.starts_at, i.due_soon_from, i.closed_at, coalesce(ch.platform, 'desk')
        from (
            select *
            from moderation.inquiries i
            where i.community_id = $1
                and case when $3::text is null then true else i.language = $3 end
                and case when $4::text is null then true
                    else i.claim_until > $2 and i.claim_agency_id = (select id from communities.agency_cards where slug = $4)
                        or i.assigned_agency_id = (select id from communities.agency_cards where slug = $4) end
                and case when $5::uuid is null then true else i.claim_until > $2 and i.claim_staff_id = $5 end
                and case when $11::text is null then true
                    else i.channel_id in (select id from channels.channel_cards where community_id = $1 and platform = $11) end
                and case when $12::boolean is null then true else i.private = $12 end
        """;

    private const string Waiting = """

                and i.state <> 'Closed' and (i.queue_at, i.asked_at, i.id) > ($6, $7, $8)
                and case when $9::text is null then true
                    when $9 = 'Open' then i.state = 'Open' and (i.claim_until is null or i.claim_until <= $2)
                    when $9 = 'Claimed' then i.state = 'Open' and i.claim_until > $2
                    when $9 in ('Overdue', 'DueSoon') then true
                    else i.state = $9 end
        """;

    // The late ones stand at the front of the index, and those that are due soon behind them: reading ends with them.
    private const string Late = """

                and i.queue_at < $2
        """;

    private const string Soon = """

                and i.queue_at >= $2 and i.due_soon_from <= $2
        """;

    private const string First = """

            order by i.queue_at, i.asked_at, i.id
            limit $10
        ) i
        """;

    private const string Closed = """

                and i.state = 'Closed' and (i.closed_at, i.id) < ($7, $8) and $6 <= $6 and $9 = 'Closed'
            order by i.closed_at desc, i.id desc
            limit $10
        ) i
        """;

    private const string Shown = """

        join membership.member_cards m on m.id = i.member_id
        left join lateral (
            select a.slug, a.name from communities.agency_cards a
            where i.claim_until > $2 and a.id = i.claim_agency_id
            offset 0
        ) claimer on true
        left join lateral (
            select a.slug from communities.agency_cards a
            where i.assigned_agency_id is not null and a.id = i.assigned_agency_id
            offset 0
        ) assignee on true
        left join channels.channel_cards ch on ch.id = i.channel_id
        """;

    private const string InOrder = """

        order by i.queue_at, i.asked_at, i.id
        """;

    private const string NewestFirst = """

        order by i.closed_at desc, i.id desc
        """;

    /// <summary>A page of a community's queue; null where the reader knows of no such community.</summary>
    public static async Task<LoadedQueue?> Of(
        CommunityId community,
        QueueFilter filter,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var lines = await Lines(community, filter, work, ct);
        // Nothing waits, or there is no such community.
        return
            lines.Count > 0
            || await work.Db.Set<CommunityCard>().AsNoTracking().AnyAsync(card => card.Id == community, ct)
            ? new LoadedQueue(community, lines)
            : null;
    }

    /// <summary>A page of the queue of a community that was read already.</summary>
    public static Task<List<QueueLine>> Lines(
        CommunityId community,
        QueueFilter filter,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var closed = filter.State == QueueState.Closed;
        return work.Query(
            filter.State switch
            {
                QueueState.Closed => Rows + Closed + Shown + NewestFirst,
                QueueState.Overdue => Rows + Waiting + Late + First + Shown + InOrder,
                QueueState.DueSoon => Rows + Waiting + Soon + First + Shown + InOrder,
                _ => Rows + Waiting + First + Shown + InOrder,
            },
            [
                community.Value,
                work.Now,
                UnitOfWork.Typed(NpgsqlDbType.Text, filter.Language),
                UnitOfWork.Typed(NpgsqlDbType.Text, filter.Agency),
                UnitOfWork.Typed(NpgsqlDbType.Uuid, filter.Mine ? work.Rights.Staff.Value : null),
                filter.After is { } after ? after.RespondBy ?? Instant.MaxValue : Instant.MinValue,
                filter.After?.At ?? (closed ? Instant.MaxValue : Instant.MinValue),
                filter.After?.Id.Value ?? (closed ? Guid.AllBitsSet : Guid.Empty),
                UnitOfWork.Typed(NpgsqlDbType.Text, filter.State?.ToString()),
                filter.Limit + 1,
                UnitOfWork.Typed(NpgsqlDbType.Text, filter.Channel),
                UnitOfWork.Typed(NpgsqlDbType.Boolean, filter.Private),
            ],
            row => Line(row, work.Now),
            ct
        );
    }

    private static QueueLine Line(NpgsqlDataReader row, Instant now)
    {
        var claimUntil = Time(row, 16);
        return new(
            new InquiryItem
            {
                Id = InquiryId.From(row.GetGuid(1)),
                CommunityId = CommunityId.From(row.GetGuid(0)),
                ChannelId = row.IsDBNull(2) ? null : ChannelId.From(row.GetGuid(2)),
                Text = row.GetString(3),
                Language = Text(row, 4),
                Topics = row.GetFieldValue<string[]>(5),
                Source = Enum.Parse<InquirySource>(row.GetString(6)),
                Private = row.GetBoolean(7),
                Member = new(MemberId.From(row.GetGuid(8)), row.GetString(9)),
                AskedAt = row.GetFieldValue<Instant>(10),
                RespondBy = Time(row, 11),
                AnsweredAt = Time(row, 12),
                Answers = row.GetInt32(13),
                Referrals = row.GetInt32(14),
                State = Inquiry.Standing(Enum.Parse<InquiryState>(row.GetString(15)), claimUntil, now),
                Claim = row.IsDBNull(19)
                    ? null
                    : new(
                        row.GetString(18),
                        StaffId.From(row.GetGuid(17)),
                        row.GetString(19),
                        row.GetString(20),
                        claimUntil!.Value
                    ),
                AssignedTo = Text(row, 21),
                Version = row.GetInt32(22),
            },
            row.GetFieldValue<Instant>(23),
            Time(row, 24),
            Time(row, 25),
            row.GetString(26)
        );
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static Instant? Time(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetFieldValue<Instant>(at);
}
