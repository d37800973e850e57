using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Parked;

/// <summary>The announcements of a community that are parked.</summary>
[ApiRoute(
    "GET",
    "communities/{id}/parked-announcements",
    Summary = "What happened in a community and could not take full effect: by its metadata, oldest first, 200 at most."
)]
internal sealed class ListParkedAnnouncements
    : Query<ListParkedAnnouncements.Request, CommunityCard, Page<ParkedAnnouncement>>
{
    internal sealed record Request(CommunityId Id);

    public override Permission Needs => ParkedAnnouncements.Needs;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Page<ParkedAnnouncement>>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    ) => new Page<ParkedAnnouncement>(await ParkedAnnouncements.Of(community.Id, work, ct), null);
}
