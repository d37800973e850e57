using Npgsql;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Wall;

/// <summary>Tries a row from where somebody stands: read it, change it, delete it, put one like it.</summary>
internal sealed class WallTrial(TestDatabase database, Cast cast) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(database.Application);

    /// <summary>How many things were tried.</summary>
    public int Cases { get; private set; }

    /// <summary>What went through the wall that should not, and what did not that should.</summary>
    public List<string> Failures { get; } = [];

    /// <param name="row">The row as it lies in the database.</param>
    /// <param name="seenBy">Who sees it, by the names in <see cref="Cast.Stands"/>.</param>
    /// <param name="again">A row like it that is not there yet.</param>
    /// <param name="putBy">Who else may put one like it, for a reason of its own.</param>
    public async Task Try(Row row, IReadOnlyList<string> seenBy, Row again, IReadOnlyList<string> putBy)
    {
        foreach (var stand in cast.Stands)
        {
            var sees = seenBy.Contains(stand.Name);
            var seen = await Affected(stand, $"select from {row.Table.Name} where {row.IsThis}");
            Expect(seen == (sees ? 1 : 0), $"{stand.Name} sees {seen} of {row.Table.Name}");
            if (sees)
                continue;

            var key = row.Table.Key[0];
            var changed = await Affected(
                stand,
                $"update {row.Table.Name} set \"{key}\" = \"{key}\" where {row.IsThis}"
            );
            Expect(changed == 0, $"{stand.Name} changes {row.Table.Name}");
            var deleted = await Affected(stand, $"delete from {row.Table.Name} where {row.IsThis}");
            Expect(deleted == 0, $"{stand.Name} deletes from {row.Table.Name}");
            if (putBy.Contains(stand.Name))
                continue;
            var put = await Affected(stand, again.InsertSql);
            Expect(put == 0, $"{stand.Name} puts a row into {row.Table.Name}");
        }
    }

    /// <summary>Rows touched, none where the wall refuses; everything is rolled back.</summary>
    public async Task<int> Affected(Stand stand, string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (setting, value) in stand.Settings)
        {
            await using var set = new NpgsqlCommand("select set_config($1, $2, true)", connection, transaction)
            {
                Parameters =
                {
                    new() { Value = setting },
                    new() { Value = value.ToString() },
                },
            };
            await set.ExecuteNonQueryAsync();
        }
        try
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            if (!sql.StartsWith("select", StringComparison.Ordinal))
                return await command.ExecuteNonQueryAsync();
            await using var reader = await command.ExecuteReaderAsync();
            var read = 0;
            while (await reader.ReadAsync())
                read++;
            return read;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return 0;
        }
        // The wall is asked first: whoever stumbles over a constraint has got past it.
        catch (PostgresException constraint) when (constraint.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            return 1;
        }
    }

    private void Expect(bool holds, string failure)
    {
        Cases++;
        if (!holds)
            Failures.Add(failure);
    }

    public async ValueTask DisposeAsync() => await source.DisposeAsync();
}
