using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Journal;

/// <summary>Puts one parked event back into its lane.</summary>
[ApiRoute("POST", "communities/{id}/parked-events/{parkedEvent}/replay", Summary = "Has a parked event tried again.")]
internal sealed class ReplayParkedEvent : UseCase<ReplayParkedEvent.Request, CommunityCard, Done>
{
    internal sealed record Request(CommunityId Id, Guid ParkedEvent);

    public override Permission Needs => Permissions.Mend;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.Community(request.Id, ct);

    protected override async Task<Outcome<Done>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var parked = await Parked.Of(community.Id, work, ct);
        var (item, journalId) = parked.FirstOrDefault(p => p.Item.Id == request.ParkedEvent);
        if (item is null)
            return Refusals.EventGone;
        await work.Call("channels.journal_replay", [new[] { journalId }], row => row.GetInt64(0), ct);
        work.Concerns("parked_event", item.Id, community.Id);
        work.Wake("journal");
        return Done.It;
    }
}
