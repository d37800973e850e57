using System.Diagnostics;
using Npgsql;
using SharedCommunity.Host.Postgres;

namespace SharedCommunity.Host.Backup;

/// <summary>The database into a file and back, by PostgreSQL's own programs, as the owner role.</summary>
internal sealed class DatabaseDump(DatabaseConnections connections, string? binaries)
{
    private string Owner =>
        connections.Owner
        ?? throw new PostgresUnavailableException(
            "ConnectionStrings:Owner is not set: a backup reads everything, as the role that owns the database."
        );

    /// <summary>Writes all schemas and rows to a file.</summary>
    public Task Write(string file, CancellationToken stop) =>
        Run("pg_dump", ["--format=custom", "--no-owner", $"--file={file}"], stop);

    /// <summary>Reads them back, all or nothing.</summary>
    /// <exception cref="PostgresUnavailableException">The database is not empty.</exception>
    public async Task Read(string file, CancellationToken stop)
    {
        await using (var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Owner) { Pooling = false }))
        {
            await using var tables = source.CreateCommand(
                """
                select exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                  where c.relkind in ('r', 'p') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_')
                """
            );
            if (await tables.ExecuteScalarAsync(stop) is true)
                throw new PostgresUnavailableException(
                    "The database is not empty. A backup is restored into a new one: choose an empty data folder, or an empty database."
                );
            // The roles' script made it, empty; the backup brings its own.
            await using var schema = source.CreateCommand("drop schema if exists accounts");
            await schema.ExecuteNonQueryAsync(stop);
        }

        await Run("pg_restore", ["--single-transaction", "--exit-on-error", "--no-owner", file], stop);
        await DoubtWhatWaited(stop);
    }

    /// <summary>
    /// What waited to be sent when the backup was made may have gone since: nothing is sent twice by itself, so it
    /// counts as attempted, and whoever takes over the connection shows it as unknown, for a person to decide.
    /// </summary>
    private async Task DoubtWhatWaited(CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Owner) { Pooling = false });
        await using var doubt = source.CreateCommand(
            """
            update channels.deliveries d set state = 'Attempted'
            from channels.channels c
            where c.id = d.channel_id and c.connection_id is not null and d.state = 'Waiting'
            """
        );
        await doubt.ExecuteNonQueryAsync(stop);
    }

    private async Task Run(string program, string[] arguments, CancellationToken stop)
    {
        var connection = new NpgsqlConnectionStringBuilder(Owner);
        var start = new ProcessStartInfo(Find(program))
        {
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = connection.Host,
                ["PGPORT"] = connection.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["PGUSER"] = connection.Username,
                ["PGPASSWORD"] = connection.Password,
                ["PGDATABASE"] = connection.Database,
                ["PGSSLMODE"] = connection.SslMode switch
                {
                    SslMode.Disable => "disable",
                    SslMode.Require => "require",
                    SslMode.VerifyCA => "verify-ca",
                    SslMode.VerifyFull => "verify-full",
                    _ => "prefer",
                },
            },
        };
        // pg_restore writes to a database only when one is named; pg_dump takes it the same way.
        start.ArgumentList.Add($"--dbname={connection.Database}");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0)
            throw new PostgresUnavailableException($"{program} failed: {(await error).Trim()}");
    }

    /// <summary>Beside the server's programs, or on the PATH where only the client's are installed.</summary>
    private string Find(string program)
    {
        try
        {
            var beside = PostgresBinaries.Find(binaries).Program(program);
            if (File.Exists(beside))
                return beside;
        }
        catch (PostgresUnavailableException)
        {
            // A machine that uses a database server elsewhere has the client's programs only.
        }

        return program;
    }
}
