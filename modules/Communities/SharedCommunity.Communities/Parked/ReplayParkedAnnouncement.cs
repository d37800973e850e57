using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Parked;

/// <summary>Asks for one more try of a parked announcement. A worker makes it, in the community's own scope.</summary>
[ApiRoute(
    "POST",
    "communities/{id}/parked-announcements/replay",
    Summary = "Try once more what could not take effect. If it fails again it stays in the list."
)]
[FormRoute("/{agency}/{community}/settings/parked/announcements/{parked}/replay")]
internal sealed class ReplayParkedAnnouncement : UseCase<ReplayParkedAnnouncement.Request, CommunityCard, Done>
{
    /// <param name="Parked">The parked announcement.</param>
    /// <param name="Id">The community.</param>
    /// <param name="Community">Its name in addresses, where the id is not given.</param>
    internal sealed record Request(Guid Parked, CommunityId? Id = null, string? Community = null);

    public override Permission Needs => ParkedAnnouncements.Needs;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        request.Id is { } id ? work.Community(id, ct) : work.CommunityBySlug(request.Community ?? "", ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var asked = await work.Call(
            "kernel.parked_ask",
            [community.Id.Value, request.Parked],
            row => row.GetBoolean(0),
            ct
        );
        if (asked is not [true])
            return Refusal.NotFound;
        work.Concerns("parked_announcement", request.Parked, community.Id);
        work.Changed(community.Id, "settings");
        work.Wake(ParkedReplays.WakeUp);
        return Done.It;
    }
}
