using System.Globalization;
using System.Text;
using Npgsql;

namespace SharedCommunity.Kernel.Data;

internal static class DefinerCall
{
    public static async Task<List<T>> Run<T>(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        string function,
        IReadOnlyList<object?> arguments,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        if (!DefinerFunctions.Callable.Contains(function))
        {
            throw new InvalidOperationException($"{function} is not on the closed list of definer functions.");
        }

        var sql = new StringBuilder("select * from ").Append(function).Append('(');
        for (var i = 1; i <= arguments.Count; i++)
        {
            sql.Append(i == 1 ? "$" : ", $").Append(i.ToString(CultureInfo.InvariantCulture));
        }

        await using var command = new NpgsqlCommand(sql.Append(')').ToString(), connection, transaction);
        foreach (var argument in arguments)
        {
            command.Parameters.Add(
                argument as NpgsqlParameter ?? new NpgsqlParameter { Value = argument ?? DBNull.Value }
            );
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
