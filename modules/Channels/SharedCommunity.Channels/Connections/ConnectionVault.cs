using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Channels.Connections;

/// <summary>A connection's credentials, opened for a worker.</summary>
internal sealed record OpenedConnection(
    ConnectionId Id,
    AgencyId Owner,
    ConnectionMode Mode,
    ConnectionState State,
    bool Demo,
    string Token,
    string WebhookSecret
);

/// <summary>
/// Keeps tokens and secrets encrypted with keys that lie outside the database. Who opens one is a worker or the media
/// proxy; no page and no use case reads a token back.
/// </summary>
internal sealed class ConnectionVault(IDataProtectionProvider protection, Work work)
{
    /// <summary>Encrypts and stores a token, with a fresh webhook secret, which is returned.</summary>
    public async Task<string> Store(UnitOfWork unit, ConnectionId connection, string token, CancellationToken ct)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var protector = Protector(connection);
        var stored = await unit.Call(
            "channels.connection_secret_set",
            [
                connection.Value,
                protector.Protect(Encoding.UTF8.GetBytes(token)),
                protector.Protect(Encoding.UTF8.GetBytes(secret)),
                Hash(secret),
            ],
            row => row.GetBoolean(0),
            ct
        );
        return stored is [true]
            ? secret
            : throw new InvalidOperationException("The connection is not the scope's agency's.");
    }

    /// <summary>Opens a connection's credentials; null where there is no such connection.</summary>
    public async Task<OpenedConnection?> Open(ConnectionId connection, CancellationToken ct)
    {
        var protector = Protector(connection);
        var found = await work.Call(
            "channels.connection_secret",
            [connection.Value],
            row => new OpenedConnection(
                connection,
                AgencyId.From(row.GetGuid(1)),
                Enum.Parse<ConnectionMode>(row.GetString(2)),
                Enum.Parse<ConnectionState>(row.GetString(3)),
                row.GetBoolean(4),
                Encoding.UTF8.GetString(protector.Unprotect(row.GetFieldValue<byte[]>(5))),
                Encoding.UTF8.GetString(protector.Unprotect(row.GetFieldValue<byte[]>(6)))
            ),
            ct
        );
        return found is [var one] ? one : null;
    }

    /// <summary>What is kept of a webhook secret to compare with: it is long and random, so a plain hash does.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    // One purpose per connection: a row copied from one to another does not open.
    private IDataProtector Protector(ConnectionId connection) =>
        protection.CreateProtector("SharedCommunity.Channels.Connection", connection.ToString());
}
