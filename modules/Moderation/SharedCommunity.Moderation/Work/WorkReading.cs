using System.Text.Json;
using NodaTime;
using Npgsql;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Queue;

namespace SharedCommunity.Moderation.Work;

/// <summary>
/// Reads the parts of My work: five statements, whatever there is. Each list is bounded before anything is joined to it,
/// and what another agency has in custody is behind the wall of its rows.
/// </summary>
internal sealed class WorkReading(CommunityId community, Instant from, UnitOfWork work, CancellationToken ct)
{
    public const string Mine = "mine";
    public const string Overdue = "overdue";
    public const string DueSoon = "soon";
    public const string Open = "open";

    /// <summary>The most urgent of the next hundred that the viewer can answer in its language.</summary>
    public const string Speak = "speak";
    public const string Waiting = "waiting";
    public const string Handed = "handed";

    private static readonly Duration Lately = Duration.FromDays(14);
    private static readonly Duration NotesLast = Duration.FromDays(7);

    private readonly Guid me = work.Rights.Staff.Value;
    private readonly Guid ours = work.Agency.Value;

    // "Handed over" counts once for each time; an answer that closes is an answer, not a closing.
    private const string Counts = """
        select i.open, i.unclaimed, i.soon, i.overdue, i.new, e.answered, e.claimed, e.handed, e.reopened, e.closed
        from (
            select count(*)::integer as open,
                (count(*) filter (where state = 'Open' and (claim_until is null or claim_until <= $2)))::integer as unclaimed,
                (count(*) filter (where due_soon_from <= $2 and respond_by >= $2))::integer as soon,
                (count(*) filter (where respond_by < $2))::integer as overdue,
                (count(*) filter (where asked_at > $3))::integer as new
            from moderation.inquiries where community_id = $1 and state <> 'Closed'
        ) i, (
            select (count(*) filter (where kind = 'Answered'))::integer as answered,
                (count(*) filter (where kind in ('Claimed', 'TakenOver')))::integer as claimed,
                (count(*) filter (where kind = 'Assigned'))::integer as handed,
                (count(*) filter (where kind = 'Reopened'))::integer as reopened,
                (count(*) filter (where kind = 'Closed'))::integer as closed
            from moderation.inquiry_events
            where community_id = $1 and at > $3 and staff_id is distinct from $4
                and kind in ('Claimed', 'TakenOver', 'Answered', 'Assigned', 'Reopened', 'Closed')
        ) e
        """;

    // What is overdue or due soon is counted with the figures, over all of the queue; here its first rows are read in
    // the order of the queue's index, and the counting stops with them.
    private const string Rows = """
        select s.list, s.total, i.id, m.name, left(i.text, 400), i.language, coalesce(ch.platform, 'desk'), i.private,
            i.asked_at, i.starts_at, i.respond_by, i.due_soon_from, i.claim_until, i.claim_staff_id, i.claim_staff_name,
            claimer.slug, claimer.name, s.since
        from (
            (select 'mine' as list, id, count(*) over () as total, null::timestamptz as since
            from moderation.inquiries
            where community_id = $1 and claim_staff_id = $3 and claim_until > $2 and state = 'Open'
            order by queue_at, asked_at, id limit 8)
            union all
            (select 'overdue', id, 0, null from moderation.inquiries
            where community_id = $1 and state <> 'Closed' and queue_at < $2
            order by queue_at, asked_at, id limit 5)
            union all
            (select 'soon', id, 0, null from moderation.inquiries
            where $5 > 0 and community_id = $1 and state <> 'Closed' and queue_at >= $2 and due_soon_from <= $2
            order by queue_at, asked_at, id limit 5)
            union all
            (select 'open', id, 0, null from moderation.inquiries
            where community_id = $1 and state = 'Open' and (claim_until is null or claim_until <= $2)
            order by queue_at, asked_at, id limit 1)
            union all
            (select 'speak', id, 0, null from (
                select id, language, queue_at, asked_at from moderation.inquiries
                where community_id = $1 and state = 'Open' and (claim_until is null or claim_until <= $2)
                order by queue_at, asked_at, id limit 100) near
            where language = any((select languages from communities.staff_cards where id = $3)::text[])
            order by queue_at, asked_at, id limit 1)
            union all
            (select 'handed', id, count(*) over (), null from moderation.inquiries
            where community_id = $1 and assigned_agency_id = $4 and state <> 'Closed'
                and (claim_staff_id is distinct from $3 or claim_until <= $2)
            order by queue_at, asked_at, id limit 5)
            union all
            (select 'waiting', w.id, count(*) over (), e.at
            from moderation.inquiries w
            cross join lateral (
                select at, agency_id from moderation.inquiry_events
                where community_id = w.community_id and inquiry_id = w.id and kind = 'Waiting'
                order by at desc limit 1
            ) e
            where w.community_id = $1 and w.state = 'Waiting' and e.agency_id = $4
            order by e.at, w.id limit 5)
        ) s
        join moderation.inquiries i on i.id = s.id
        join membership.member_cards m on m.id = i.member_id
        left join communities.agency_cards claimer on claimer.id = i.claim_agency_id and i.claim_until > $2
        left join channels.channel_cards ch on ch.id = i.channel_id
        order by s.list, s.since, i.queue_at, i.asked_at, i.id
        """;

    // An answer that another one followed is settled; so is what nobody has minded for two weeks.
    private const string Lost = """
        select a.inquiry_id, m.name, left(a.text, 300), a.staff_name, a.at, d.state, d.failure
        from channels.delivery_cards d
        join moderation.answers a on a.delivery_id = d.id
        join moderation.inquiries i on i.id = a.inquiry_id
        join membership.member_cards m on m.id = i.member_id
        where d.community_id = $1 and d.state in ('Failed', 'Unknown')
            and a.agency_id = $2 and a.recalled_at is null and a.at > $3
            and not exists (select from moderation.answers later
                where later.community_id = a.community_id and later.inquiry_id = a.inquiry_id
                    and later.at > a.at and later.recalled_at is null)
        order by a.at desc limit 6
        """;

    // Mine, once more in a wider sense: what I was on last, even if the claim has run out, and what is my agency's.
    private const string NotesOfColleagues = """
        select n.id, n.inquiry_id, m.name, n.staff_name, writer.slug, n.agency_name, n.at, left(n.text, 600)
        from moderation.inquiry_notes n
        join moderation.inquiries i on i.community_id = n.community_id and i.id = n.inquiry_id
        join membership.member_cards m on m.id = i.member_id
        left join communities.agency_cards writer on writer.id = n.agency_id
        where n.community_id = $1 and n.at > $2 and n.staff_id <> $3 and i.state <> 'Closed'
            and (i.claim_staff_id = $3 or i.assigned_agency_id = $4 or i.custody_agency_id = $4)
        order by n.at desc, n.id desc limit 6
        """;

    private const string LatestEvents = """
        select e.id, e.kind, e.inquiry_id, m.name, e.staff_name, doer.slug, e.agency_name, e.at
        from (
            select * from moderation.inquiry_events
            where community_id = $1 and at > $2 and staff_id is distinct from $3
                and kind in ('Claimed', 'TakenOver', 'Answered', 'Assigned', 'Reopened', 'Closed')
            order by at desc limit 12
        ) e
        join moderation.inquiries i on i.community_id = e.community_id and i.id = e.inquiry_id
        join membership.member_cards m on m.id = i.member_id
        left join communities.agency_cards doer on doer.id = e.agency_id
        order by e.at desc, e.id desc
        """;

    /// <summary>The queue in figures, and how often others did what.</summary>
    public async Task<(WorkFigures Figures, SinceLastVisit Since)> Figures(LoadedWork subject)
    {
        var counts = await work.Query(
            Counts,
            [community.Value, work.Now, from, me],
            row => Enumerable.Range(0, row.FieldCount).Select(row.GetInt32).ToArray(),
            ct
        );
        var (queue, done) = (counts[0][..4], counts[0][4..]);
        return (
            new(queue[0], queue[1], queue[2], queue[3], subject.HiddenPrivate, subject.ReferredElsewhere),
            new(from, null, done[0], done[1], done[2], done[3], done[4], done[5], [])
        );
    }

    /// <summary>The lists, each by its name; one that holds nothing is there and empty.</summary>
    public async Task<IReadOnlyDictionary<string, WorkList>> Lists(WorkFigures figures)
    {
        var rows = await work.Query(
            Rows,
            // Where nothing is due soon, nothing is looked for: it would be looked for in all of the queue.
            [community.Value, work.Now, me, ours, figures.DueSoon],
            row => (List: row.GetString(0), Total: (int)row.GetInt64(1), Row: Row(row)),
            ct
        );
        return new[] { Mine, Overdue, DueSoon, Open, Speak, Waiting, Handed }.ToDictionary(
            list => list,
            list => new WorkList(
                rows.Where(row => row.List == list).Select(row => row.Total).FirstOrDefault(),
                [.. rows.Where(row => row.List == list).Select(row => row.Row)]
            )
        );
    }

    /// <summary>Answers of one's own agency that did not arrive.</summary>
    public async Task<IReadOnlyList<LostAnswer>> NotArrived() =>
        await work.Query(
            Lost,
            [community.Value, ours, work.Now - Lately],
            row => new LostAnswer(
                InquiryId.From(row.GetGuid(0)),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetFieldValue<Instant>(4),
                Enum.Parse<DeliveryState>(row.GetString(5)),
                Text(row, 6)
            ),
            ct
        );

    /// <summary>What colleagues left on inquiries that are one's own or one's agency's.</summary>
    public async Task<IReadOnlyList<ColleagueNote>> Notes() =>
        await work.Query(
            NotesOfColleagues,
            [community.Value, work.Now - NotesLast, me, ours],
            row => new ColleagueNote(
                row.GetGuid(0),
                InquiryId.From(row.GetGuid(1)),
                row.GetString(2),
                row.GetString(3),
                Text(row, 4),
                row.GetString(5),
                row.GetFieldValue<Instant>(6),
                row.GetString(7)
            ),
            ct
        );

    /// <summary>The last things that others did.</summary>
    public async Task<IReadOnlyList<WorkEvent>> Events() =>
        await work.Query(
            LatestEvents,
            [community.Value, from, me],
            row => new WorkEvent(
                row.GetGuid(0),
                JsonNamingPolicy.SnakeCaseLower.ConvertName(row.GetString(1)),
                InquiryId.From(row.GetGuid(2)),
                row.GetString(3),
                Text(row, 4),
                Text(row, 5),
                Text(row, 6),
                row.GetFieldValue<Instant>(7)
            ),
            ct
        );

    private WorkRow Row(NpgsqlDataReader row)
    {
        var isClaimed = !row.IsDBNull(15);
        return new(
            InquiryId.From(row.GetGuid(2)),
            row.GetString(3),
            row.GetString(4),
            Text(row, 5),
            row.GetString(6),
            row.GetBoolean(7),
            row.GetFieldValue<Instant>(8),
            ShowQueue.Left(Time(row, 10), row.GetFieldValue<Instant>(9), Time(row, 11), work.Now),
            isClaimed
                ? new(
                    StaffId.From(row.GetGuid(13)),
                    row.GetString(14),
                    row.GetString(15),
                    row.GetString(16),
                    row.GetFieldValue<Instant>(12),
                    row.GetGuid(13) == me
                )
                : null,
            Time(row, 17)
        );
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static Instant? Time(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetFieldValue<Instant>(at);
}
