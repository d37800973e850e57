using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.Communities;

/// <summary>
/// A community, locked until the end of the unit of work: of two who save at the same time, the second sees what the
/// first has changed.
/// </summary>
internal static class LockedCommunity
{
    public static async Task<Community?> BySlug(string slug, UnitOfWork work, CancellationToken ct)
    {
        var found = await work
            .Db.Set<Community>()
            .FromSql($"select * from communities.communities where slug = {slug} for update")
            .ToListAsync(ct);
        return found is [var community] ? community : null;
    }
}
