using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Deliveries;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Journal;

/// <summary>All that the page of what is parked shows: metadata alone, never what anybody said.</summary>
internal sealed class ShowParked : Query<ShowParked.Request, CommunityCard, ShowParked.Model>
{
    /// <summary>How many events, and how many announcements, the page shows.</summary>
    public const int Shown = 50;

    internal sealed record Request(string Community, string? After = null);

    /// <param name="Deliveries">What failed and what nobody knows of.</param>
    /// <param name="Events">The oldest parked events.</param>
    /// <param name="EventCount">How many there are, 500 at the most.</param>
    /// <param name="Kinds">The ways in which they failed, with how many each.</param>
    /// <param name="Bots">The bots through which they came.</param>
    /// <param name="Announcements">The oldest parked announcements; empty for those who may not see them.</param>
    /// <param name="AnnouncementCount">How many there are, 200 at the most.</param>
    /// <param name="Zone">The community's time zone.</param>
    internal sealed record Model(
        Page<UnsettledDelivery> Deliveries,
        IReadOnlyList<ListParkedEvents.Item> Events,
        int EventCount,
        IReadOnlyList<(string Failure, int Count)> Kinds,
        IReadOnlyDictionary<ConnectionId, string?> Bots,
        IReadOnlyList<ParkedAnnouncement> Announcements,
        int AnnouncementCount,
        DateTimeZone Zone
    );

    public override Permission Needs => Permissions.Mend;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.CommunityBySlug(request.Community, ct);

    protected override async Task<Outcome<Model>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        UnsettledDeliveries.Key? after = null;
        if (!string.IsNullOrEmpty(request.After) && !PageKey.TryRead(request.After, out after))
            return Refusal.Malformed(("after", "not_readable"));
        var deliveries = await UnsettledDeliveries.Of(community.Id, after, work, ct);
        var events = (await Parked.Of(community.Id, work, ct)).ConvertAll(p => p.Item);
        var ids = events.Select(e => e.ConnectionId).Distinct().ToList();
        var bots = await work
            .Db.Set<Connection>()
            .Where(c => ids.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => c.BotUsername, ct);
        var announcements = work.Rights.Allow(ParkedAnnouncements.Needs, community.Id)
            ? await ParkedAnnouncements.Of(community.Id, work, ct)
            : [];
        return new Model(
            deliveries,
            [.. events.Take(Shown)],
            events.Count,
            [.. events.CountBy(e => e.Failure).OrderByDescending(k => k.Value).Select(k => (k.Key, k.Value))],
            bots,
            [.. announcements.Take(Shown)],
            announcements.Count,
            DateTimeZoneProviders.Tzdb[community.TimeZone]
        );
    }
}
