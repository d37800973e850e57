using System.Data;
using Npgsql;

namespace SharedCommunity.Kernel.Data;

/// <summary>The statements that Npgsql prepares by itself on a connection once they are used again.</summary>
internal static class PreparedStatements
{
    /// <summary>
    /// After a failure, before the connection serves anybody else. A statement that fails in the very use in which it is
    /// prepared is taken for a prepared one without columns, and the next use of it breaks (npgsql issue 6391).
    /// </summary>
    public static void Forget(NpgsqlConnection connection)
    {
        if (connection.State == ConnectionState.Open)
            connection.UnprepareAll();
    }
}
