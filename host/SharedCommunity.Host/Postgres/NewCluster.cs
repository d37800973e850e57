namespace SharedCommunity.Host.Postgres;

/// <summary>Makes a cluster's files: passwords asked for everywhere, and a log that holds nobody's words.</summary>
internal static class NewCluster
{
    /// <summary>Made beside its place and renamed, so that a crash never leaves half a cluster.</summary>
    public static async Task Create(
        string cluster,
        string administrator,
        string password,
        PostgresBinaries binaries,
        ClusterUser user,
        CancellationToken stop
    )
    {
        var draft = cluster + ".new";
        var passwordFile = cluster + ".password";
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        File.Delete(passwordFile);
        Directory.CreateDirectory(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await user.Give(draft, stop);
        try
        {
            var only = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            await using (var writer = new StreamWriter(passwordFile, only))
                await writer.WriteLineAsync(password);
            await user.Give(passwordFile, stop);
            var result = await ProgramRun.Run(
                binaries.Program("initdb"),
                [
                    "-D",
                    draft,
                    "-U",
                    administrator,
                    "--auth=scram-sha-256",
                    $"--pwfile={passwordFile}",
                    "--locale=C.UTF-8",
                    "-E",
                    "UTF8",
                ],
                user,
                stop
            );
            if (result.ExitCode != 0)
                throw new PostgresUnavailableException(
                    $"The embedded PostgreSQL could not be created: {result.Error.Trim()}"
                );
        }
        finally
        {
            File.Delete(passwordFile);
        }

        await File.AppendAllTextAsync(Path.Combine(draft, "postgresql.conf"), Settings, stop);
        Directory.Move(draft, cluster);
    }

    // The server's log must never hold a member's words: no statements, no parameters, no offending values.
    private const string Settings = """

        # SharedCommunity
        password_encryption = 'scram-sha-256'
        max_connections = 150
        jit = off
        random_page_cost = 1.1
        log_checkpoints = off
        log_min_error_statement = panic
        log_min_duration_statement = -1
        log_parameter_max_length_on_error = 0
        log_error_verbosity = terse
        timezone = 'UTC'
        log_timezone = 'UTC'
        """;
}
