using NodaTime;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Contracts;
using SharedCommunity.Moderation.Queue;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Moderation.Work;

/// <summary>Shows what a moderator finds on coming back: what is theirs, what is urgent, what others did meanwhile.</summary>
[ApiRoute(
    "GET",
    "communities/{id}/work",
    Summary = "What waits for the caller in a community, and what others did since the caller was here."
)]
internal sealed class ShowMyWork : Query<ShowMyWork.Request, LoadedWork, MyWork>
{
    /// <summary>Who was never here is told of the last day; nobody is told of more than two weeks.</summary>
    private static readonly Duration FirstLook = Duration.FromDays(1);
    private static readonly Duration Most = Duration.FromDays(14);

    /// <param name="Id">The community; the page names it by its address.</param>
    /// <param name="Community">The community's slug.</param>
    public sealed record Request(CommunityId? Id = null, string? Community = null);

    /// <inheritdoc />
    public override Permission Needs => QueuePermissions.Read;

    /// <inheritdoc />
    protected override Task<LoadedWork?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        LoadedWork.Of(request.Id, request.Community, work, ct);

    /// <inheritdoc />
    protected override async Task<Outcome<MyWork>> Handle(
        Request request,
        LoadedWork subject,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var from = From(subject.SeenAt, work.Now);
        var reading = new WorkReading(subject.CommunityId, from, work, ct);
        var (figures, since) = await reading.Figures(subject);
        var lists = await reading.Lists(figures);
        return new MyWork(
            subject.CommunityId,
            subject.Slug,
            subject.Name,
            new(work.Rights.Staff, work.Rights.DisplayName, subject.AgencySlug, subject.AgencyName),
            subject.TimeZone,
            work.Now,
            figures,
            lists[WorkReading.Mine],
            lists[WorkReading.Overdue] with
            {
                Total = figures.Overdue,
            },
            lists[WorkReading.DueSoon] with
            {
                Total = figures.DueSoon,
            },
            lists[WorkReading.Speak].Rows.Concat(lists[WorkReading.Open].Rows).FirstOrDefault(),
            lists[WorkReading.Waiting],
            lists[WorkReading.Handed],
            await reading.NotArrived(),
            await reading.Notes(),
            since with
            {
                From = from,
                LastVisit = subject.SeenAt,
                Events = await reading.Events(),
            },
            await work.ReferralsToday(ct),
            work.Rights.Allow(QueuePermissions.Work, subject.CommunityId),
            subject.TourLeft
        );
    }

    private static Instant From(Instant? seenAt, Instant now) => Instant.Max(seenAt ?? now - FirstLook, now - Most);
}
