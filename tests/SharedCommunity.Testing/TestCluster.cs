using System.Diagnostics;
using Npgsql;
using SharedCommunity.Host.Postgres;

namespace SharedCommunity.Testing;

/// <summary>
/// A real PostgreSQL of the tests' own, one per test process, on a Unix socket in a temporary folder. It dies with the
/// process that started it. Unless asked otherwise nothing is flushed to the disk: tests kill hosts, not the database.
/// </summary>
public sealed class TestCluster
{
    /// <summary>The role that owns the tables; migrations run as it.</summary>
    public const string OwnerRole = "sc_owner";

    /// <summary>The role that the host works as.</summary>
    public const string ApplicationRole = "sc_app";

    /// <summary>The role of the accounts' schema.</summary>
    public const string AccountsRole = "sc_accounts";

    private const string Superuser = "postgres";
    private const string Common = """
        listen_addresses = ''
        max_connections = 500

        """;

    private const string Quick = """
        shared_buffers = 256MB
        fsync = off
        synchronous_commit = off
        full_page_writes = off
        """;

    private const string Durably = """
        shared_buffers = 2GB
        max_wal_size = 4GB
        """;

    private static readonly Lazy<Task<TestCluster>> Started = new(Start);
    private readonly string folder;

    private TestCluster(string folder) => this.folder = folder;

    /// <summary>Whether a commit is on the disk before it is answered: for measurements. Set before the first use.</summary>
    public static bool Durable { get; set; }

    /// <summary>The cluster of this process, started when it is first asked for.</summary>
    public static Task<TestCluster> Running => Started.Value;

    /// <summary>A connection string for a role and database of this cluster.</summary>
    public string ConnectionString(string role, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = folder,
            Username = role,
            Database = database,
            // Many small pools live side by side in one run of the tests.
            MaxPoolSize = 30,
            // Migrations read which role they grant to.
            Options = role == OwnerRole ? $"-c sc.application_role={ApplicationRole}" : null,
        }.ConnectionString;

    internal string Libpq(string role, string database) => $"host={folder} user={role} dbname={database}";

    /// <summary>Runs statements one by one as the superuser, in the maintenance database unless another is named.</summary>
    public Task Administer(IEnumerable<string> statements, string database = "postgres") =>
        Execute(ConnectionString(Superuser, database), statements);

    /// <summary>The folder with PostgreSQL's binaries, as the host finds them.</summary>
    public static string Binaries { get; } = PostgresBinaries.Find(null).Folder;

    private static async Task<TestCluster> Start()
    {
        var folder = $"/tmp/sc-tests-{Environment.ProcessId}";
        await Run("install", AsRoot ? ["-d", "-m", "700", "-o", Superuser, folder] : ["-d", "-m", "700", folder]);
        var data = Path.Combine(folder, "data");
        await Run(
            "setpriv",
            [
                .. AsServer,
                Path.Combine(Binaries, "initdb"),
                "--no-sync",
                "-A",
                "trust",
                "-U",
                Superuser,
                "--locale=C.UTF-8",
                "-E",
                "UTF8",
                "-D",
                data,
            ]
        );
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), Common + (Durable ? Durably : Quick));
        var server = await StartServer(folder, data);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(server, folder);

        var cluster = new TestCluster(folder);
        await cluster.WaitUntilReady(server);
        await cluster.Administer([
            $"create role {OwnerRole} login",
            $"create role {ApplicationRole} login",
            $"create role {AccountsRole} login",
        ]);
        return cluster;
    }

    private static bool AsRoot => Environment.UserName == "root";

    private static string[] AsServer =>
        AsRoot ? ["--reuid", Superuser, "--regid", Superuser, "--clear-groups", "--"] : ["--"];

    private static Task<Process> StartServer(string folder, string data)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        // The signal at the parent's death follows the thread that started it, so that thread never ends.
        new Thread(() =>
        {
            var start = new ProcessStartInfo(
                "setpriv",
                ["--pdeathsig", "INT", .. AsServer, Path.Combine(Binaries, "postgres"), "-D", data, "-k", folder]
            )
            {
                RedirectStandardError = true,
                WorkingDirectory = "/",
            };
            var server = Process.Start(start)!;
            server.ErrorDataReceived += static (_, _) => { };
            server.BeginErrorReadLine();
            started.SetResult(server);
            Thread.Sleep(Timeout.Infinite);
        })
        {
            IsBackground = true,
        }.Start();
        return started.Task;
    }

    private async Task WaitUntilReady(Process server)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Administer(["select 1"]);
                return;
            }
            catch (NpgsqlException) when (!server.HasExited && attempt < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    private static void Stop(Process server, string folder)
    {
        server.Kill();
        server.WaitForExit(5000);
        Directory.Delete(folder, recursive: true);
    }

    internal static async Task Execute(string connectionString, IEnumerable<string> statements)
    {
        var one = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        await using var source = NpgsqlDataSource.Create(one);
        await using var connection = await source.OpenConnectionAsync();
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error}{await output}");
    }
}
