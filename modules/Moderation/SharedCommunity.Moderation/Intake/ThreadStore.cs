using NodaTime;
using Npgsql;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;

namespace SharedCommunity.Moderation.Intake;

/// <summary>Reads and writes the inquiries of a batch, each with one statement whatever the batch's size.</summary>
internal static class ThreadStore
{
    // Locked, so that a moderator who claims at this moment and the batch do not write past each other.
    private const string Recent = """
        select i.id, i.member_id, i.channel_id, i.private, i.last_message_at, i.text, i.state, i.custody_agency_id,
            i.claim_until, i.closed_at, i.closed_for, i.starts_at, i.respond_by, i.due_soon_from, i.waiting_left
        from moderation.inquiries i
        where i.community_id = $1 and i.member_id = any ($2) and (i.state <> 'Closed' or i.closed_at > $3)
        order by i.id
        for update
        """;

    private const string Insert = """
        insert into moderation.inquiries (community_id, id, channel_id, channel_account_id, member_id,
            first_message_id, text, language, language_confidence, topics, source, private, asked_at, starts_at,
            respond_by, due_soon_from, last_message_at, custody_agency_id, promised_by, language_corrected, state,
            answers, referrals, version)
        select $1, new.id, new.channel_id, new.account_id, new.member_id, new.message_id, new.text, new.language,
            new.confidence, string_to_array(new.topics, ','), new.source, new.private, new.asked_at, new.starts_at,
            new.respond_by, new.due_soon_from, new.last_message_at, new.custody, new.respond_by, false, 'Open', 0, 0, 1
        from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[],
            $9::double precision[], $10::text[], $11::text[], $12::boolean[], $13::timestamptz[], $14::timestamptz[],
            $15::timestamptz[], $16::timestamptz[], $17::timestamptz[], $18::uuid[])
            as new (id, channel_id, account_id, member_id, message_id, text, language, confidence, topics, source,
                private, asked_at, starts_at, respond_by, due_soon_from, last_message_at, custody)
        """;

    private const string Update = """
        update moderation.inquiries i
        set text = t.text, state = t.state, last_message_at = t.last_message_at, starts_at = t.starts_at,
            respond_by = t.respond_by, due_soon_from = t.due_soon_from, version = i.version + t.changed,
            closed_at = case t.state when 'Closed' then i.closed_at end,
            closed_for = case t.state when 'Closed' then i.closed_for end,
            waiting_left = case t.state when 'Waiting' then i.waiting_left end
        from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
            $8::timestamptz[], $9::integer[])
            as t (id, text, state, last_message_at, starts_at, respond_by, due_soon_from, changed)
        where i.community_id = $1 and i.id = t.id
        """;

    public static async Task<IReadOnlyList<Thread>> Read(
        UnitOfWork work,
        CommunityId community,
        IReadOnlyList<MemberId> members,
        CancellationToken ct
    ) =>
        members.Count == 0
            ? []
            : await work.Query(
                Recent,
                [
                    community.Value,
                    members.Select(member => member.Value).ToArray(),
                    work.Now - Sorting.CustodyLasts - Duration.FromDays(1),
                ],
                ReadThread,
                ct
            );

    public static async Task Write(
        UnitOfWork work,
        CommunityId community,
        List<DescribedThread> opened,
        Sorting sorting,
        ServiceClock clock,
        CancellationToken ct
    )
    {
        if (opened.Count > 0)
            await work.Execute(Insert, InsertArguments(community, opened, clock), ct);
        if (sorting.Touched.ToList() is { Count: > 0 } touched)
            await work.Execute(Update, UpdateArguments(community, touched), ct);
        await work.InsertAll(
            sorting
                .Joined.Select(joined => new InquiryMessage
                {
                    CommunityId = community,
                    MessageId = joined.Message.Message,
                    InquiryId = joined.Thread.Id,
                    CustodyAgencyId = joined.Thread.Custody,
                    InText = joined.InText,
                    SentAt = joined.Message.SentAt,
                })
                .ToList(),
            "on conflict do nothing",
            ct
        );
        await work.InsertAll(
            sorting
                .Happened.Select(happened => new InquiryEvent
                {
                    CommunityId = community,
                    InquiryId = happened.Thread.Id,
                    CustodyAgencyId = happened.Thread.Custody,
                    Kind = happened.Kind,
                    At = happened.At,
                })
                .ToList(),
            ct: ct
        );
        foreach (var (thread, _, _) in opened)
            work.Announce(
                new InquiryOpened(community, thread.Id, thread.New!.Value.Source, thread.New.Value.Message.SentAt)
            );
    }

    private static object[] InsertArguments(CommunityId community, List<DescribedThread> opened, ServiceClock clock)
    {
        var readings = opened.Select(one => clock.Start(one.Thread.New!.Value.Message.SentAt)).ToArray();
        return
        [
            community.Value,
            opened.Select(one => one.Thread.Id.Value).ToArray(),
            opened.Select(one => one.Thread.Channel?.Value).ToArray(),
            opened.Select(one => one.Thread.New!.Value.Message.Account.Value).ToArray(),
            opened.Select(one => one.Thread.Member.Value).ToArray(),
            opened.Select(one => one.Thread.New!.Value.Message.Message.Value).ToArray(),
            opened.Select(one => one.Thread.Text).ToArray(),
            opened.Select(one => one.Language.Code).ToArray(),
            opened.Select(one => one.Language.Confidence).ToArray(),
            opened.Select(one => string.Join(',', one.Topics.Select(topic => topic.Id))).ToArray(),
            opened.Select(one => one.Thread.New!.Value.Source.ToString()).ToArray(),
            opened.Select(one => one.Thread.Private).ToArray(),
            opened.Select(one => one.Thread.New!.Value.Message.SentAt).ToArray(),
            readings.Select(reading => reading.StartsAt).ToArray(),
            readings.Select(reading => reading.Due).ToArray(),
            readings.Select(reading => clock.DueSoonFrom(reading.StartsAt, reading.Due)).ToArray(),
            opened.Select(one => one.Thread.LastMessageAt).ToArray(),
            opened.Select(one => one.Thread.Custody?.Value).ToArray(),
        ];
    }

    private static object[] UpdateArguments(CommunityId community, List<Thread> touched) =>
        [
            community.Value,
            touched.Select(thread => thread.Id.Value).ToArray(),
            touched.Select(thread => thread.Text).ToArray(),
            touched.Select(thread => thread.State.ToString()).ToArray(),
            touched.Select(thread => thread.LastMessageAt).ToArray(),
            touched.Select(thread => thread.StartsAt).ToArray(),
            touched.Select(thread => thread.RespondBy).ToArray(),
            touched.Select(thread => thread.DueSoonFrom).ToArray(),
            touched.Select(thread => thread.Changed ? 1 : 0).ToArray(),
        ];

    private static Thread ReadThread(NpgsqlDataReader row) =>
        new()
        {
            Id = InquiryId.From(row.GetGuid(0)),
            Member = MemberId.From(row.GetGuid(1)),
            Channel = row.IsDBNull(2) ? null : ChannelId.From(row.GetGuid(2)),
            Private = row.GetBoolean(3),
            LastMessageAt = row.GetFieldValue<Instant>(4),
            Text = row.GetString(5),
            State = Enum.Parse<InquiryState>(row.GetString(6)),
            Custody = row.IsDBNull(7) ? null : AgencyId.From(row.GetGuid(7)),
            ClaimUntil = Time(row, 8),
            ClosedAt = Time(row, 9),
            ClosedFor = row.IsDBNull(10) ? null : Enum.Parse<CloseReason>(row.GetString(10)),
            StartsAt = row.GetFieldValue<Instant>(11),
            RespondBy = Time(row, 12),
            DueSoonFrom = Time(row, 13),
            WaitingLeft = row.IsDBNull(14) ? null : row.GetFieldValue<Duration>(14),
        };

    private static Instant? Time(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetFieldValue<Instant>(at);
}
