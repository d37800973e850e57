using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Npgsql;
using SharedCommunity.Host.Accounts;

namespace SharedCommunity.Host.Postgres;

/// <summary>Where the embedded cluster lives and whose programs run it.</summary>
/// <param name="DataFolder">The installation's folder (setting <c>Data:Folder</c>).</param>
/// <param name="Binaries">The folder of PostgreSQL's programs (setting <c>Postgres:Binaries</c>), or null to look for them.</param>
internal sealed record EmbeddedPostgresOptions(string DataFolder, string? Binaries = null);

/// <summary>
/// A private PostgreSQL cluster below the data folder, for installations that name no database server. The first host
/// on a data folder starts it, further ones share it, the last one stops it; one that a killed host left is adopted.
/// </summary>
internal sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    private const string Administrator = "sc_administrator";
    private const int SocketPort = 5432;
    private const int LongestSocketPath = 107;

    private readonly string _dataFolder;
    private readonly ILogger _log;
    private ClusterSecrets _secrets = null!;
    private PostgresBinaries _binaries = null!;
    private ClusterUser _user = null!;
    private FileStream? _inUse;
    private bool _launched;

    private EmbeddedPostgres(string dataFolder, ILogger log) => (_dataFolder, _log) = (dataFolder, log);

    /// <summary>How to reach the database, as each of its three roles.</summary>
    public DatabaseConnections Connections { get; private set; } = null!;

    /// <summary>Whether a running server was found and taken over rather than started.</summary>
    public bool Adopted { get; private set; }

    private string Cluster => Path.Combine(_dataFolder, "postgres");

    private string LogFile => Path.Combine(Cluster, "server.log");

    /// <summary>Starts the cluster, or adopts the one that runs; creates it the first time.</summary>
    /// <exception cref="PostgresUnavailableException">It cannot be had; the message says the ways to get on.</exception>
    public static async Task<EmbeddedPostgres> Start(
        EmbeddedPostgresOptions options,
        ILogger log,
        CancellationToken stop
    )
    {
        var folder = Path.GetFullPath(options.DataFolder);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var postgres = new EmbeddedPostgres(folder, log);
        await using var turn = await postgres.TakeTurn(stop);
        try
        {
            await postgres.StartInTurn(options.Binaries, stop);
        }
        catch when (postgres._launched)
        {
            await postgres.StopServer();
            throw;
        }

        // Held shared for as long as this host lives: the kernel lets go of it, however the host ends.
        postgres._inUse = new FileStream(
            Path.Combine(folder, "postgres.in-use"),
            FileMode.OpenOrCreate,
            FileAccess.Read,
            FileShare.Read
        );
        return postgres;
    }

    /// <summary>Stops the cluster, unless another host on the same data folder still uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_inUse is null)
            return;
        await using var turn = await TakeTurn(CancellationToken.None);
        await _inUse.DisposeAsync();
        _inUse = null;
        try
        {
            await using var alone = new FileStream(
                Path.Combine(_dataFolder, "postgres.in-use"),
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException)
        {
            return; // another host is on it
        }

        await StopServer();
    }

    private async Task StopServer()
    {
        var result = await ProgramRun.Run(
            _binaries.Program("pg_ctl"),
            ["stop", "-D", Cluster, "-m", "fast", "-w", "-t", "60"],
            _user,
            CancellationToken.None
        );
        if (result.ExitCode != 0 && PostmasterPid.Read(Cluster) is not null)
            _log.LogWarning("The embedded PostgreSQL did not stop: {Message}", result.Error.Trim());
    }

    private async Task StartInTurn(string? binaries, CancellationToken stop)
    {
        var versionFile = Path.Combine(Cluster, "PG_VERSION");
        var exists = File.Exists(versionFile);
        _binaries = PostgresBinaries.Find(
            binaries,
            exists ? int.Parse(await File.ReadAllTextAsync(versionFile, stop), CultureInfo.InvariantCulture) : null
        );
        _secrets = ClusterSecrets.LoadOrCreate(Path.Combine(_dataFolder, "postgres-secrets.json"), exists);
        _user = exists ? await ClusterUser.ForExisting(Cluster, stop) : await ClusterUser.ForNew(_dataFolder, stop);
        if (!exists)
            await NewCluster.Create(Cluster, Administrator, _secrets.Administrator, _binaries, _user, stop);

        var running = PostmasterPid.Read(Cluster);
        if (running is not null && running.ServesCluster(Cluster))
        {
            Adopted = true;
            _log.LogInformation("The embedded PostgreSQL runs already (process {Pid}).", running.Pid);
        }
        else
        {
            if (running is not null && running.BlocksStart())
                File.Delete(Path.Combine(Cluster, "postmaster.pid"));
            await Launch(stop);
        }

        var connection = await Reach(stop);
        await DatabaseRoles.Ensure(connection, Administrator, _secrets, stop);
        Connections = new(
            For(connection, DatabaseRoles.Application, _secrets.Application, 50),
            For(connection, DatabaseRoles.Accounts, _secrets.Accounts, AccountServices.MostConnections),
            For(connection, DatabaseRoles.Owner, _secrets.Owner, 4)
        );
    }

    private async Task Launch(CancellationToken stop)
    {
        if (File.Exists(LogFile) && new FileInfo(LogFile).Length > 10_000_000)
            File.Move(LogFile, LogFile + ".1", overwrite: true);
        var socket = Path.Combine(Cluster, $".s.PGSQL.{SocketPort}");
        var useSocket = PlainPath().IsMatch(Cluster) && socket.Length <= LongestSocketPath;
        // pg_ctl makes the server a session of its own (setsid), so that Ctrl-C in the terminal reaches the host only.
        for (var attempt = 1; ; attempt++)
        {
            var where = useSocket
                ? $"-p {SocketPort} -c listen_addresses='' -k '{Cluster}'"
                : $"-p {FreePort()} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";
            var result = await ProgramRun.Run(
                _binaries.Program("pg_ctl"),
                ["start", "-D", Cluster, "-l", LogFile, "-w", "-t", "300", "-o", where],
                _user,
                CancellationToken.None // it ends by itself, and a server half started must not be left alone
            );
            if (result.ExitCode == 0)
            {
                _launched = true;
                stop.ThrowIfCancellationRequested();
                return;
            }

            // A port that was free a moment ago may be taken by now.
            if (useSocket || attempt == 3)
                throw new PostgresUnavailableException(
                    $"The embedded PostgreSQL did not start; its log is {LogFile}. {result.Error.Trim()}"
                );
        }
    }

    /// <summary>Waits until the server really answers: one that a crash left behind may still be recovering.</summary>
    private async Task<NpgsqlConnectionStringBuilder> Reach(CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var running =
                PostmasterPid.Read(Cluster)
                ?? throw new PostgresUnavailableException(
                    $"The embedded PostgreSQL has stopped; its log is {LogFile}."
                );
            var connection = new NpgsqlConnectionStringBuilder
            {
                Host = running.SocketFolder.Length > 0 ? running.SocketFolder : "127.0.0.1",
                Port = running.Port,
                ApplicationName = "SharedCommunity",
            };
            try
            {
                await using var source = NpgsqlDataSource.Create(
                    For(connection, Administrator, _secrets.Administrator, 1, "postgres")
                );
                await using var probe = await source.OpenConnectionAsync(stop);
                return connection;
            }
            catch (NpgsqlException e)
                when (attempt < 600 && e is not PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
            {
                await Task.Delay(100, stop);
            }
            catch (NpgsqlException e)
            {
                throw new PostgresUnavailableException(
                    $"The embedded PostgreSQL runs but does not answer; its log is {LogFile}. {e.Message}",
                    e
                );
            }
        }
    }

    private static string For(
        NpgsqlConnectionStringBuilder connection,
        string role,
        string password,
        int pool,
        string database = DatabaseRoles.Database
    ) =>
        new NpgsqlConnectionStringBuilder(connection.ConnectionString)
        {
            Database = database,
            Username = role,
            Password = password,
            MaxPoolSize = pool,
        }.ConnectionString;

    /// <summary>Starting and stopping take turns, over all hosts on the data folder.</summary>
    private async Task<FileStream> TakeTurn(CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(
                    Path.Combine(_dataFolder, "postgres.turn"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
            }
            catch (IOException) when (attempt < 2400)
            {
                await Task.Delay(50, stop);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("^[A-Za-z0-9/._+@=-]+$")]
    private static partial Regex PlainPath();
}
