using Microsoft.EntityFrameworkCore;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Notices;

/// <summary>What a community's privacy page says of it. Nothing of members: this is read by anybody.</summary>
/// <param name="Community">What it is called.</param>
/// <param name="Readers">The agencies whose staff read what is written.</param>
/// <param name="Bots">The bots and who owns them.</param>
/// <param name="Emergency">The emergency number in the community's own words; null where it has none.</param>
internal sealed record PrivacyFacts(
    string Community,
    IReadOnlyList<string> Readers,
    IReadOnlyList<(string Bot, string Owner)> Bots,
    string? Emergency
)
{
    public static async Task<PrivacyFacts?> Of(string slug, Work work, CancellationToken ct)
    {
        var ids = await work.Call(
            "communities.community_by_slug",
            [slug],
            row => row.IsDBNull(0) ? (CommunityId?)null : CommunityId.From(row.GetGuid(0)),
            ct
        );
        return ids is [{ } id] ? await work.Run(Scope.Community(id), (unit, token) => Read(id, unit, token), ct) : null;
    }

    private static async Task<PrivacyFacts?> Read(CommunityId id, UnitOfWork unit, CancellationToken ct)
    {
        if (await unit.Community(id, ct) is not { } community)
            return null;
        var readers = await (
            from host in unit.Db.Set<CoHostCard>()
            join agency in unit.Db.Set<AgencyCard>() on host.AgencyId equals agency.Id
            where host.CommunityId == id && host.State == CoHostState.Active && host.Role != CoHostRole.ReferralPartner
            orderby agency.Name
            select agency.Name
        ).ToListAsync(ct);
        var bots = await (
            from channel in unit.Db.Set<Channel>()
            join bot in unit.Db.Set<Connection>() on channel.ConnectionId equals bot.Id
            join owner in unit.Db.Set<AgencyCard>() on bot.AgencyId equals owner.Id
            where channel.CommunityId == id && bot.State != ConnectionState.Closed && bot.BotUsername != null
            select new { bot.BotUsername, owner.Name }
        )
            .Distinct()
            .OrderBy(one => one.BotUsername)
            .ToListAsync(ct);
        var language = Reader.Language;
        var emergency = await unit
            .Db.Set<NoticeText>()
            .Where(n => n.CommunityId == id && n.Kind == NoticeKind.Emergency && n.Language == language)
            .Select(n => n.Text)
            .SingleOrDefaultAsync(ct);
        return new(community.Name, readers, [.. bots.Select(one => (one.BotUsername!, one.Name))], emergency);
    }
}
