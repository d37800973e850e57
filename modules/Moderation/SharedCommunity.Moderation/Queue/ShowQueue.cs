using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Inquiries;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Queue;

/// <summary>All that the queue's page shows in one look: the list, the figures above it, and the inquiry that is open.</summary>
internal sealed class ShowQueue(InquiryReading inquiries) : Query<ShowQueue.Request, ShowQueue.Subject, QueuePageModel>
{
    private const string Figures = """
        select count(*)::integer,
            (count(*) filter (where i.state = 'Open' and (i.claim_until is null or i.claim_until <= $2)))::integer,
            (count(*) filter (where i.claim_staff_id = $3 and i.claim_until > $2))::integer,
            (count(*) filter (where i.state = 'Waiting'))::integer,
            (count(*) filter (where i.private))::integer,
            (count(*) filter (where i.due_soon_from <= $2 and i.respond_by >= $2))::integer,
            (count(*) filter (where i.respond_by < $2))::integer,
            moderation.hidden_private_count($1),
            array(select a.slug from communities.co_host_cards h join communities.agency_cards a on a.id = h.agency_id
                where h.community_id = $1 and h.state = 'Active' and h.role in ('Lead', 'CoHost') order by a.name, a.slug),
            array(select a.name from communities.co_host_cards h join communities.agency_cards a on a.id = h.agency_id
                where h.community_id = $1 and h.state = 'Active' and h.role in ('Lead', 'CoHost') order by a.name, a.slug),
            array(select distinct c.platform from channels.channel_cards c where c.community_id = $1 order by c.platform),
            exists(select from moderation.tours_left where staff_id = $3),
            (select a.slug from communities.agency_cards a where a.id = $4),
            (select a.name from communities.agency_cards a where a.id = $4)
        from moderation.inquiries i
        where i.community_id = $1 and i.state <> 'Closed'
        """;

    /// <param name="Community">The community's slug.</param>
    /// <param name="State">Where they stand, or how urgent they are; left out for all that are not closed.</param>
    /// <param name="Language">Their language, BCP 47.</param>
    /// <param name="Agency">The slug of the agency that is on them; in an address it is called <c>of</c>.</param>
    /// <param name="Mine">Those that one is on oneself.</param>
    /// <param name="Channel">The platform that they came by, lower case.</param>
    /// <param name="Private">Whether they came on the private line.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Limit">How many.</param>
    /// <param name="Selected">The inquiry that is open.</param>
    public sealed record Request(
        string Community,
        QueueState? State = null,
        string? Language = null,
        string? Agency = null,
        bool Mine = false,
        string? Channel = null,
        bool? Private = null,
        string? After = null,
        int? Limit = null,
        InquiryId? Selected = null
    );

    /// <inheritdoc />
    public override Permission Needs => QueuePermissions.Read;

    /// <summary>The community and one page of its queue.</summary>
    public sealed record Subject(CommunityCard Community, IReadOnlyList<QueueLine> Lines) : IInCommunity
    {
        /// <inheritdoc />
        public CommunityId CommunityId => Community.Id;
    }

    /// <inheritdoc />
    protected override async Task<Subject?> Load(Request request, UnitOfWork work, CancellationToken ct)
    {
        if (await work.CommunityBySlug(request.Community, ct) is not { } community)
            return null;
        // An address that somebody bent begins at the front: a page has no use for a refusal here.
        PageKey.TryRead<QueueKey>(request.After, out var after);
        var filter = new QueueFilter(
            request.State,
            request.Language,
            request.Agency,
            request.Mine,
            request.Channel,
            request.Private,
            after,
            PageKey.Limit(request.Limit)
        );
        return new(community, await QueueReading.Lines(community.Id, filter, work, ct));
    }

    /// <inheritdoc />
    protected override async Task<Outcome<QueuePageModel>> Handle(
        Request request,
        Subject subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var staff = work.Rights.Staff;
        var figures = await work.Query(
            Figures,
            [subject.CommunityId.Value, work.Now, staff.Value, work.Agency.Value],
            row =>
                (
                    Counts: new QueueCounts(
                        row.GetInt32(0),
                        row.GetInt32(1),
                        row.GetInt32(2),
                        row.GetInt32(3),
                        row.GetInt32(4),
                        row.GetInt32(5),
                        row.GetInt32(6),
                        row.GetInt32(7)
                    ),
                    Agencies: row.GetFieldValue<string[]>(8)
                        .Zip(row.GetFieldValue<string[]>(9), (slug, name) => new QueueAgency(slug, name))
                        .ToArray(),
                    Platforms: row.GetFieldValue<string[]>(10),
                    TourLeft: row.GetBoolean(11),
                    Viewer: new QueueViewer(staff, work.Rights.DisplayName, row.GetString(12), row.GetString(13))
                ),
            ct
        );
        var page = PageKey.Page(subject.Lines, PageKey.Limit(request.Limit), line => line.Key);
        var selected = request.Selected is { } id ? await InquiryReading.Of(id, work, ct) : null;
        // One that belongs to another community is not to be shown on this one's page.
        if (selected?.Inquiry.CommunityId != subject.CommunityId)
            selected = null;
        return new QueuePageModel(
            subject.CommunityId,
            subject.Community.Name,
            figures[0].Viewer,
            subject.Community.TimeZone,
            subject.Community.Languages,
            work.Now,
            figures[0].Counts,
            figures[0].Agencies,
            figures[0].Platforms,
            work.Rights.Allow(QueuePermissions.Work, subject.CommunityId),
            work.ReadsReferrals(),
            [.. page.Items.Select(line => Row(line, staff, work.Now))],
            page.Next,
            selected is null ? null : await inquiries.View(selected, work, ct),
            figures[0].TourLeft
        );
    }

    /// <summary>One line of the queue for a reader.</summary>
    public static QueueRow Row(QueueLine line, StaffId reader, Instant now) =>
        new(
            line.Item.Id,
            line.Item.Member.Name,
            line.Item.Text,
            line.Item.Language,
            line.Platform,
            line.Item.Private,
            line.Item.AskedAt,
            line.Item.State,
            line.Item.State == InquiryStanding.Closed
                ? null
                : Left(line.Item.RespondBy, line.StartsAt, line.DueSoonFrom, now),
            line.Item.Claim is { } claim
                ? new(claim.StaffId, claim.Staff, claim.Agency, claim.AgencyName, claim.Until, claim.StaffId == reader)
                : null,
            line.Item.AssignedTo
        );

    /// <summary>How much of the promised time is left; null where no clock runs.</summary>
    public static TimeToRespond? Left(Instant? respondBy, Instant startsAt, Instant? dueSoonFrom, Instant now)
    {
        if (respondBy is not { } due)
            return null;
        var promised = (due - startsAt).TotalSeconds;
        var left = due - now;
        var share = promised <= 0 ? 0 : Math.Clamp(left.TotalSeconds / promised, 0, 1);
        return new(due, left, share, dueSoonFrom <= now && due >= now);
    }
}
