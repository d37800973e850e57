using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Membership.Contracts;
using SharedCommunity.Referrals.Loop;

namespace SharedCommunity.Referrals.Telling;

/// <summary>What writing to the members of some referrals needs of the database, read at once, whatever their number.</summary>
internal sealed class Addressed
{
    private readonly Dictionary<CommunityId, CommunityCard> _communities;
    private readonly Dictionary<(CommunityId, MemberId), string?> _languages;
    private readonly Dictionary<(CommunityId, MemberId), Line> _lines;

    private Addressed(
        Dictionary<CommunityId, CommunityCard> communities,
        Dictionary<(CommunityId, MemberId), string?> languages,
        Dictionary<(CommunityId, MemberId), Line> lines
    ) => (_communities, _languages, _lines) = (communities, languages, lines);

    public static async Task<Addressed> Read(
        IReadOnlyCollection<Referral> referrals,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var communities = referrals.Select(one => one.CommunityId!.Value).Distinct().ToList();
        var members = referrals.Select(one => one.MemberId!.Value).Distinct().ToList();
        var cards = await work
            .Db.Set<CommunityCard>()
            .AsNoTracking()
            .Where(community => communities.Contains(community.Id))
            .ToDictionaryAsync(community => community.Id, ct);
        var languages = await work
            .Db.Set<MemberCard>()
            .AsNoTracking()
            .Where(member => communities.Contains(member.CommunityId) && members.Contains(member.Id))
            .Select(member => new
            {
                member.CommunityId,
                member.Id,
                member.Language,
            })
            .ToListAsync(ct);
        var lines = await (
            from its in work.Db.Set<MemberAccountCard>()
            join line in work.Db.Set<PrivateLineCard>()
                on new { its.CommunityId, its.ChannelAccountId } equals new { line.CommunityId, line.ChannelAccountId }
            where communities.Contains(its.CommunityId) && members.Contains(its.MemberId) && line.Reachable
            orderby line.WrittenAt descending
            select new
            {
                its.CommunityId,
                its.MemberId,
                Line = new Line(line.ChannelId, line.ChannelAccountId),
            }
        ).ToListAsync(ct);
        return new(
            cards,
            languages.ToDictionary(one => (one.CommunityId, one.Id), one => one.Language),
            lines
                .GroupBy(one => (one.CommunityId, one.MemberId))
                // Of several the newest.
                .ToDictionary(its => its.Key, its => its.First().Line)
        );
    }

    /// <summary>The words: in the language that the member writes, or else in the community's first that we have.</summary>
    public MemberWords Words(Referral referral)
    {
        var card = _communities.GetValueOrDefault(referral.CommunityId!.Value);
        return MemberWords.In(
            [_languages.GetValueOrDefault(Key(referral)), referral.Language, .. card?.Languages ?? []],
            card?.TimeZone
        );
    }

    /// <summary>The private line on which the member wrote; null where there is none.</summary>
    public Line? LineTo(Referral referral) => _lines.GetValueOrDefault(Key(referral));

    /// <summary>Where nobody answers outside service hours, the opening.</summary>
    public Instant? HeldUntil(Referral referral, Instant now) =>
        _communities.GetValueOrDefault(referral.CommunityId!.Value)?.Clock().HeldUntil(now);

    private static (CommunityId, MemberId) Key(Referral referral) =>
        (referral.CommunityId!.Value, referral.MemberId!.Value);
}
