using NodaTime;
using Npgsql;
using NpgsqlTypes;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Queue;

/// <summary>Which inquiries are asked for. What is null filters nothing.</summary>
internal sealed record QueueFilter(
    InquiryStanding? State,
    string? Language,
    string? Agency,
    bool Mine,
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
internal sealed record LoadedQueue(
    CommunityId CommunityId,
    string CommunityName,
    string TimeZone,
    IReadOnlyList<string> Languages,
    IReadOnlyList<QueueLine> Lines
) : IInCommunity;

/// <summary>Reads pages of the queue: one round trip with community, members' names, claims and channels.</summary>
internal static class QueueReading
{
    // First the page's rows, from the inquiries alone and in the order of their index; what they are shown with is joined
    // to those fifty. Left to itself the planner may join and sort the whole community first: of a filter that is not
    // asked for it believes that hardly a row passes, which is why the filters stand in case expressions too.
    private const string Rows = """
        select c.id, c.name, c.time_zone, c.languages, i.id, i.channel_id, i.text, i.language, i.topics, i.source,
            i.private, i.member_id, m.name, i.asked_at, i.respond_by, i.answered_at, i.answers, i.referrals, i.state,
            i.claim_until, i.claim_staff_id, i.claim_staff_name, claimer.slug, claimer.name, assignee.slug, i.version,
            i.starts_at, i.due_soon_from, i.closed_at, coalesce(ch.platform, 'desk')
        from (
            select *
            from moderation.inquiries i
            where case when $3::text is null then true else i.language = $3 end
                and case when $4::text is null then true
                    else i.claim_until > $2 and i.claim_agency_id = (select id from communities.agency_cards where slug = $4)
                        or i.assigned_agency_id = (select id from communities.agency_cards where slug = $4) end
                and case when $5::uuid is null then true else i.claim_until > $2 and i.claim_staff_id = $5 end
        """;

    private const string ById = """

                and i.community_id = $1
        """;

    private const string BySlug = """

                and i.community_id = (select s.id from communities.community_cards s where s.slug = $1)
        """;

    private const string Waiting = """

                and i.state <> 'Closed' and (i.queue_at, i.asked_at, i.id) > ($6, $7, $8)
                and case when $9::text is null then true
                    when $9 = 'Open' then i.state = 'Open' and (i.claim_until is null or i.claim_until <= $2)
                    when $9 = 'Claimed' then i.state = 'Open' and i.claim_until > $2
                    else i.state = $9 end
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

        join communities.community_cards c on c.id = i.community_id
        join membership.member_cards m on m.id = i.member_id
        left join communities.agency_cards claimer on claimer.id = i.claim_agency_id and i.claim_until > $2
        left join communities.agency_cards assignee on assignee.id = i.assigned_agency_id
        left join channels.channel_cards ch on ch.id = i.channel_id
        """;

    private const string InOrder = """

        order by i.queue_at, i.asked_at, i.id
        """;

    private const string NewestFirst = """

        order by i.closed_at desc, i.id desc
        """;

    private const string EmptyById =
        "select id, name, time_zone, languages from communities.community_cards where id = $1";

    private const string EmptyBySlug =
        "select id, name, time_zone, languages from communities.community_cards where slug = $1";

    public static Task<LoadedQueue?> Of(
        CommunityId community,
        QueueFilter filter,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        filter.State == InquiryStanding.Closed
            ? Read(Rows + ById + Closed + Shown + NewestFirst, EmptyById, community.Value, filter, work, ct)
            : Read(Rows + ById + Waiting + Shown + InOrder, EmptyById, community.Value, filter, work, ct);

    public static Task<LoadedQueue?> Of(string slug, QueueFilter filter, UnitOfWork work, CancellationToken ct) =>
        filter.State == InquiryStanding.Closed
            ? Read(Rows + BySlug + Closed + Shown + NewestFirst, EmptyBySlug, slug, filter, work, ct)
            : Read(Rows + BySlug + Waiting + Shown + InOrder, EmptyBySlug, slug, filter, work, ct);

    private static async Task<LoadedQueue?> Read(
        string sql,
        string empty,
        object community,
        QueueFilter filter,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var closed = filter.State == InquiryStanding.Closed;
        var rows = await work.Query(
            sql,
            [
                community,
                work.Now,
                UnitOfWork.Typed(NpgsqlDbType.Text, filter.Language),
                UnitOfWork.Typed(NpgsqlDbType.Text, filter.Agency),
                UnitOfWork.Typed(NpgsqlDbType.Uuid, filter.Mine ? work.Rights.Staff.Value : null),
                filter.After is { } after ? after.RespondBy ?? Instant.MaxValue : Instant.MinValue,
                filter.After?.At ?? (closed ? Instant.MaxValue : Instant.MinValue),
                filter.After?.Id.Value ?? (closed ? Guid.AllBitsSet : Guid.Empty),
                UnitOfWork.Typed(NpgsqlDbType.Text, filter.State?.ToString()),
                filter.Limit + 1,
            ],
            row => Community(row) with { Lines = [Line(row, work.Now)] },
            ct
        );
        return rows.Count > 0
            ? rows[0] with
            {
                Lines = [.. rows.Select(row => row.Lines[0])],
            }
            // Nothing waits, or there is no such community for the reader.
            : (await work.Query(empty, [community], Community, ct)).FirstOrDefault();
    }

    private static LoadedQueue Community(NpgsqlDataReader row) =>
        new(CommunityId.From(row.GetGuid(0)), row.GetString(1), row.GetString(2), row.GetFieldValue<string[]>(3), []);

    private static QueueLine Line(NpgsqlDataReader row, Instant now)
    {
        var claimUntil = Time(row, 19);
        return new(
            new InquiryItem
            {
                Id = InquiryId.From(row.GetGuid(4)),
                CommunityId = CommunityId.From(row.GetGuid(0)),
                ChannelId = row.IsDBNull(5) ? null : ChannelId.From(row.GetGuid(5)),
                Text = row.GetString(6),
                Language = Text(row, 7),
                Topics = row.GetFieldValue<string[]>(8),
                Source = Enum.Parse<InquirySource>(row.GetString(9)),
                Private = row.GetBoolean(10),
                Member = new(MemberId.From(row.GetGuid(11)), row.GetString(12)),
                AskedAt = row.GetFieldValue<Instant>(13),
                RespondBy = Time(row, 14),
                AnsweredAt = Time(row, 15),
                Answers = row.GetInt32(16),
                Referrals = row.GetInt32(17),
                State = Inquiry.Standing(Enum.Parse<InquiryState>(row.GetString(18)), claimUntil, now),
                Claim = row.IsDBNull(22)
                    ? null
                    : new(
                        row.GetString(21),
                        StaffId.From(row.GetGuid(20)),
                        row.GetString(22),
                        row.GetString(23),
                        claimUntil!.Value
                    ),
                AssignedTo = Text(row, 24),
                Version = row.GetInt32(25),
            },
            row.GetFieldValue<Instant>(26),
            Time(row, 27),
            Time(row, 28),
            row.GetString(29)
        );
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static Instant? Time(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetFieldValue<Instant>(at);
}
