using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>How a token leads to an invitation.</summary>
internal static class Invitations
{
    private const string Lookup = "communities.invitation_by_hash";

    /// <summary>The co-hosting to which a token invites the caller's agency; null for any token that does not.</summary>
    public static async Task<CoHost?> ByToken(string token, UnitOfWork work, CancellationToken ct, bool toAnswer = true)
    {
        var hash = Invitation.HashOf(token);
        var found = await work.Call(
            Lookup,
            [hash, work.Now],
            row => (Community: CommunityId.From(row.GetGuid(0)), Agency: AgencyId.From(row.GetGuid(1))),
            ct
        );
        if (found is not [var (community, agency)] || agency != work.Agency)
            return null;
        // The row is locked: of two who answer the same invitation, the second finds it answered.
        if (toAnswer)
        {
            await work.Query(
                "select 1 from communities.co_hosts where community_id = $1 and agency_id = $2 for update",
                [community.Value, agency.Value],
                _ => 0,
                ct
            );
        }
        return await work
            .Db.Set<CoHost>()
            .FirstOrDefaultAsync(
                c => c.CommunityId == community && c.AgencyId == agency && c.Invitation!.TokenHash == hash,
                ct
            );
    }

    /// <summary>The agency to which a token belongs, before any scope is known: its id and its name in addresses.</summary>
    public static async Task<(AgencyId Id, string Slug)?> AgencyOf(
        string token,
        Work work,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var now = NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow());
        var found = await work.Call(
            Lookup,
            [Invitation.HashOf(token), now],
            row => (AgencyId.From(row.GetGuid(1)), row.GetString(2)),
            ct
        );
        return found is [var one] ? one : null;
    }
}
