using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Connections;

/// <summary>Others see a connection whose channel they share; only its owner mends or closes it.</summary>
internal static class OwnConnection
{
    public static Task<Connection?> Find(ConnectionId id, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Connection>().FirstOrDefaultAsync(c => c.Id == id && c.AgencyId == work.Agency, ct);
}
