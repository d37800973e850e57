using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Binding;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Rules;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Connections;

/// <summary>All that the page of a community's channels shows: where it lives, on which bots, and who asks to be bound.</summary>
internal sealed class ShowChannels : Query<ShowChannels.Request, CommunityCard, ShowChannels.Model>
{
    internal sealed record Request(string Community);

    /// <param name="Places">The groups and private lines.</param>
    /// <param name="Asking">The groups that wait for a yes.</param>
    /// <param name="OwnBots">The bots of the reader's agency, for those who may bind.</param>
    /// <param name="Health">What waits or failed on each place.</param>
    /// <param name="Zone">The community's time zone.</param>
    /// <param name="AsOf">When it was read.</param>
    /// <param name="MayConnect">Whether the reader may connect a bot.</param>
    /// <param name="MayBind">Whether the reader may bind a group.</param>
    /// <param name="MayMendBots">Whether the reader may connect their agency's bots again.</param>
    /// <param name="MayMend">Whether the reader may look at what is parked.</param>
    internal sealed record Model(
        IReadOnlyList<Place> Places,
        IReadOnlyList<BindRequest> Asking,
        IReadOnlyList<OwnBot> OwnBots,
        IReadOnlyDictionary<ChannelId, ChannelHealth> Health,
        DateTimeZone Zone,
        Instant AsOf,
        bool MayConnect,
        bool MayBind,
        bool MayMendBots,
        bool MayMend
    );

    internal sealed record Place(Channel Channel, Connection? Bot, string? Owner);

    /// <summary>A bot of the reader's agency and what the last look at the platform found.</summary>
    internal sealed record OwnBot(Connection Bot, ConnectionCheck? Check);

    public override Permission Needs => Permissions.Read;

    protected override Task<CommunityCard?> Load(Request request, UnitOfWork work, CancellationToken ct) =>
        work.CommunityBySlug(request.Community, ct);

    protected override async Task<Outcome<Model>> Handle(
        Request request,
        CommunityCard community,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var places = await (
            from channel in work.Db.Set<Channel>()
            where channel.CommunityId == community.Id
            join bot in work.Db.Set<Connection>() on channel.ConnectionId equals bot.Id into bots
            from bot in bots.DefaultIfEmpty()
            join owner in work.Db.Set<AgencyCard>() on bot.AgencyId equals owner.Id into owners
            from owner in owners.DefaultIfEmpty()
            orderby channel.Since
            select new Place(channel, bot, owner.Name)
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var mayBind = work.Rights.Allow(Permissions.Bind, community.Id);
        var asking = mayBind
            ? await work
                .Db.Set<BindRequest>()
                .AsNoTracking()
                .Where(r => r.CommunityId == community.Id && r.DecidedAt == null)
                .OrderBy(r => r.AskedAt)
                .ToListAsync(ct)
            : [];
        var own = mayBind
            ? await (
                from bot in work.Db.Set<Connection>()
                where bot.AgencyId == work.Agency && bot.State != ConnectionState.Closed
                join check in work.Db.Set<ConnectionCheck>() on bot.Id equals check.ConnectionId into checks
                from check in checks.DefaultIfEmpty()
                orderby bot.CreatedAt
                select new OwnBot(bot, check)
            )
                .AsNoTracking()
                .ToListAsync(ct)
            : [];
        return new Model(
            places,
            asking,
            own,
            await ChannelHealth.Of(community.Id, work, ct),
            DateTimeZoneProviders.Tzdb[community.TimeZone],
            work.Now,
            work.Rights.Allow(Permissions.Connect, community.Id),
            mayBind,
            work.Rights.Allow(Permissions.OwnConnections, null),
            work.Rights.Allow(Permissions.Mend, community.Id)
        );
    }
}
