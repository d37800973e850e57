using Npgsql;

namespace SharedCommunity.Host.Postgres;

/// <summary>The three doors to the database: the application role, the accounts role, and the owner's, where known.</summary>
/// <param name="Application">Connection string of the role that serves; row-level security holds it.</param>
/// <param name="Accounts">Connection string of the role that alone reaches the schema <c>accounts</c>.</param>
/// <param name="Owner">Connection string of the role that migrates; absent where migrations run elsewhere.</param>
internal sealed record DatabaseConnections(string Application, string Accounts, string? Owner)
{
    /// <summary>What the configuration names; null when it names no database, so that the embedded one is used.</summary>
    /// <exception cref="InvalidOperationException">A connection string is missing, or would let a scope leak.</exception>
    public static DatabaseConnections? From(IConfiguration configuration)
    {
        var application = configuration.GetConnectionString("SharedCommunity");
        var accounts = configuration.GetConnectionString("Accounts");
        var owner = configuration.GetConnectionString("Owner");
        if (string.IsNullOrWhiteSpace(application))
        {
            return string.IsNullOrWhiteSpace(accounts) && string.IsNullOrWhiteSpace(owner)
                ? null
                : throw new InvalidOperationException(
                    "ConnectionStrings:Accounts or :Owner is set, ConnectionStrings:SharedCommunity is not: set all, or none."
                );
        }

        if (string.IsNullOrWhiteSpace(accounts))
            throw new InvalidOperationException(
                "ConnectionStrings:SharedCommunity is set, ConnectionStrings:Accounts is not: accounts have a role of their own."
            );
        foreach (var text in new[] { application, accounts })
        {
            // Without the reset, what a pooled connection was last allowed to see would pass to its next user.
            if (new NpgsqlConnectionStringBuilder(text).NoResetOnClose)
                throw new InvalidOperationException(
                    "'No Reset On Close' may not be set: a scope would leak to the connection's next user."
                );
        }

        return new(application, accounts, string.IsNullOrWhiteSpace(owner) ? null : owner);
    }
}
