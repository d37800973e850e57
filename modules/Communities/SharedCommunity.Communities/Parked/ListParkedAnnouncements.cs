using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Parked;

/// <summary>What one floor told and another could not take, by its metadata: never what was said.</summary>
internal sealed record ParkedAnnouncementView(
    Guid Id,
    string Handler,
    string Announcement,
    string Failure,
    Instant ParkedAt
);

/// <summary>The announcements of a community that are parked.</summary>
[ApiRoute(
    "GET",
    "communities/{id}/parked-announcements",
    Summary = "What happened in a community and could not take full effect: by its metadata, oldest first, 200 at most."
)]
internal sealed class ListParkedAnnouncements
    : Query<ListParkedAnnouncements.Request, CommunityCard, Page<ParkedAnnouncementView>>
{
    internal sealed record Request(CommunityId Id);

    public override Permission Needs => Permissions.AdministerCommunity;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<ParkedAnnouncementView>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        new Page<ParkedAnnouncementView>(
            await work.Call(
                "kernel.parked",
                [community.Id.Value],
                row => new ParkedAnnouncementView(
                    row.GetGuid(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.GetString(3),
                    row.GetFieldValue<Instant>(4)
                ),
                ct
            ),
            null
        );
}
