using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Journal;

/// <summary>Puts one parked event back into its lane.</summary>
[ApiRoute("POST", "communities/{id}/parked-events/{parkedEvent}/replay", Summary = "Has a parked event tried again.")]
[FormRoute("/{agency}/{community}/settings/parked/events/{parkedEvent}/replay")]
internal sealed class ReplayParkedEvent : UseCase<ReplayParkedEvent.Request, CommunityCard, Done>
{
    internal sealed record Request(Guid ParkedEvent, CommunityId? Id = null, string? Community = null);

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
        if (!await Parked.Replay(community.Id, parked.Where(p => p.Item.Id == request.ParkedEvent), work, ct))
            return Refusals.EventGone;
        return Done.It;
    }
}
