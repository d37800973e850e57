using NodaTime;
using Npgsql;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Moderation.Work;

/// <summary>A community, and what we remember of the viewer there.</summary>
internal sealed record LoadedWork(
    CommunityId CommunityId,
    string Slug,
    string Name,
    string TimeZone,
    string AgencySlug,
    string AgencyName,
    Instant? SeenAt,
    bool TourLeft,
    int HiddenPrivate,
    int? ReferredElsewhere
) : IInCommunity
{
    private const string Known = """
        select c.id, c.slug, c.name, c.time_zone, a.slug, a.name, v.seen_at, t.staff_id is not null,
            moderation.hidden_private_count(c.id), moderation.referred_elsewhere(c.id)
        from communities.community_cards c
        join communities.agency_cards a on a.id = $2
        left join moderation.visits v on v.staff_id = $3 and v.community_id = c.id
        left join moderation.tours_left t on t.staff_id = $3
        """;

    private const string ById = "\nwhere c.id = $1";
    private const string BySlug = "\nwhere c.slug = $1";

    public static async Task<LoadedWork?> Of(CommunityId? id, string? slug, UnitOfWork work, CancellationToken ct)
    {
        var (sql, community) = id is { } named ? (Known + ById, (object)named.Value) : (Known + BySlug, slug ?? "");
        return (
            await work.Query(sql, [community, work.Agency.Value, work.Rights.Staff.Value], Read, ct)
        ).FirstOrDefault();
    }

    private static LoadedWork Read(NpgsqlDataReader row) =>
        new(
            CommunityId.From(row.GetGuid(0)),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.IsDBNull(6) ? null : row.GetFieldValue<Instant>(6),
            row.GetBoolean(7),
            row.GetInt32(8),
            row.IsDBNull(9) ? null : row.GetInt32(9)
        );
}
