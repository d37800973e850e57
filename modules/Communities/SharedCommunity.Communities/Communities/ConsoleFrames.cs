using NpgsqlTypes;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Pages;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>What stands around a page: the person, the agencies that they work for, the community.</summary>
internal sealed class ConsoleFrames : IFrameSource
{
    // A menu of more would help nobody; the page of the agency lists them all.
    private const int MostCommunities = 50;

    // One reading tells the agencies of the account, the page's community, and those that one may switch to. Agencies that
    // share no community with this one are known by the name in their address only.
    private const string Around = """
        select true, s.agency_id, s.agency_slug, coalesce(a.name, s.agency_slug)
        from communities.staff_of_account($1) s left join communities.agency_cards a on a.slug = s.agency_slug
        union all
        (select false, c.id, c.slug, c.name from communities.community_cards c
        order by c.slug is distinct from $2, c.name limit $3)
        """;

    public async Task<FrameState> Read(UnitOfWork work, string? community, CancellationToken ct)
    {
        var around = await work.Query(
            Around,
            [
                ((Caller.Staff)work.Caller!).Account.Value,
                UnitOfWork.Typed(NpgsqlDbType.Text, community),
                MostCommunities,
            ],
            row => (IsAgency: row.GetBoolean(0), Id: row.GetGuid(1), Slug: row.GetString(2), Name: row.GetString(3)),
            ct
        );
        var agencies = around.Where(one => one.IsAgency).OrderBy(one => one.Slug, StringComparer.Ordinal).ToList();
        var known = around
            .Where(one => !one.IsAgency && work.Rights.Know(CommunityId.From(one.Id)))
            .Select(one => new FrameCommunity(CommunityId.From(one.Id), one.Slug, one.Name))
            .ToList();
        return new FrameState(
            work.Rights,
            agencies.Where(one => one.Id == work.Agency.Value).Select(one => one.Slug).FirstOrDefault() ?? "",
            [.. agencies.Select(one => (one.Slug, one.Name))],
            known.Find(c => c.Slug == community)
        )
        {
            AgencyId = work.Agency,
            Communities = [.. known.OrderBy(c => c.Name, StringComparer.CurrentCulture)],
        };
    }
}
