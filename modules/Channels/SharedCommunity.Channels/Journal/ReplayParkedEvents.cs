using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Journal;

/// <summary>Puts all parked events that failed in the same way back into their lanes: their cause was mended.</summary>
[ApiRoute(
    "POST",
    "communities/{id}/parked-events/replay",
    Summary = "Has all parked events tried again that failed in the same way."
)]
[FormRoute("/{agency}/{community}/settings/parked/events/replay")]
internal sealed class ReplayParkedEvents : UseCase<ReplayParkedEvents.Request, CommunityCard, Done>
{
    internal sealed record Request(string Failure, CommunityId? Id = null, string? Community = null);

    public override Permission Needs => Permissions.Mend;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        request.Id is { } id ? work.Community(id, ct) : work.CommunityBySlug(request.Community ?? "", ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var parked = await Parked.Of(community.Id, work, ct);
        if (!await Parked.Replay(community.Id, parked.Where(p => p.Item.Failure == request.Failure), work, ct))
            return Refusals.EventGone;
        return Done.It;
    }
}
