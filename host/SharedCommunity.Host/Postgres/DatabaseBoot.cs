using System.Runtime.InteropServices;
using Npgsql;
using SharedCommunity.Host.Serving;

namespace SharedCommunity.Host.Postgres;

/// <summary>
/// What comes before everything else: a database that answers, is migrated where that is ours to do, and whose roles
/// cannot pass the wall. Fills the connection strings into the configuration; disposed last.
/// </summary>
internal sealed class DatabaseBoot : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private DatabaseBoot(EmbeddedPostgres? embedded, DatabaseConnections connections) =>
        (_embedded, Connections) = (embedded, connections);

    /// <summary>How the database is reached.</summary>
    public DatabaseConnections Connections { get; }

    /// <summary>Whether the database is the host's own.</summary>
    public bool Embedded => _embedded is not null;

    /// <summary>Reaches the database without changing it: for the commands that do one thing with it.</summary>
    public static async Task<DatabaseBoot> Reach(WebApplicationBuilder builder, CancellationToken stop)
    {
        var settings = HostSettings.Read(builder.Configuration);
        CreateDataFolder(settings.DataFolder);
        EmbeddedPostgres? embedded = null;
        if (DatabaseConnections.From(builder.Configuration) is not { } connections)
        {
            using var logging = LoggerFactory.Create(log =>
                log.AddConfiguration(builder.Configuration.GetSection("Logging"))
                    // The output of a command is its result, a key for one, and nothing beside it.
                    .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            );
            embedded = await EmbeddedPostgres.Start(
                new(settings.DataFolder, builder.Configuration["Postgres:Binaries"]),
                logging.CreateLogger<EmbeddedPostgres>(),
                stop
            );
            connections = embedded.Connections;
        }

        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:SharedCommunity"] = connections.Application,
                ["ConnectionStrings:Accounts"] = connections.Accounts,
                ["ConnectionStrings:Owner"] = connections.Owner,
            }
        );
        return new(embedded, connections);
    }

    /// <summary>Reaches the database and makes it fit to serve from, or says why it is not.</summary>
    /// <exception cref="PostgresUnavailableException">There is no database to be had.</exception>
    /// <exception cref="UnsafeRolesException">A runtime role could pass row-level security.</exception>
    public static async Task<DatabaseBoot> Serve(WebApplicationBuilder builder, CancellationToken stop)
    {
        using var signals = new StopSignals(stop);
        var boot = await Reach(builder, signals.Token);
        try
        {
            // Elsewhere 'migrate' is a step of its own: the owner's password need not lie on the machines that serve.
            if (boot.Embedded || (builder.Environment.IsDevelopment() && boot.Connections.Owner is not null))
                await boot.Migrate(signals.Token);
            await boot.Check(builder.Environment, signals.Token);
            return boot;
        }
        catch
        {
            await boot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings the schema up to date, as the owner role.</summary>
    public async Task Migrate(CancellationToken stop)
    {
        var owner =
            Connections.Owner
            ?? throw new PostgresUnavailableException(
                "ConnectionStrings:Owner is not set: migrations run as the role that owns the database."
            );
        await DatabaseMigrator.Migrate(owner, RoleOf(Connections.Application), RoleOf(Connections.Accounts), stop);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_embedded is null)
            return;
        // Idle connections of the pools would only be cut off.
        NpgsqlConnection.ClearAllPools();
        await _embedded.DisposeAsync();
    }

    private async Task Check(IHostEnvironment environment, CancellationToken stop)
    {
        await using var application = Unpooled(Connections.Application);
        await using var accounts = Unpooled(Connections.Accounts);
        await DatabaseRoles.Check(application, accounts, stop);
        if (environment.IsDevelopment())
            return;
        await using var demo = application.CreateCommand("select communities.demo_agencies()");
        if (await demo.ExecuteScalarAsync(stop) is > 0L)
            throw new PostgresUnavailableException(
                "The database holds the demo's agencies, whose passwords lie in a file: it is no place for real members. "
                    + "Start with an empty database, or run in the environment Development."
            );
    }

    private static NpgsqlDataSource Unpooled(string connection) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });

    private static string RoleOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Username!;

    /// <summary>It will hold keys and passwords: nobody else looks in.</summary>
    private static void CreateDataFolder(string folder) =>
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Ctrl-C while the database is being made: give up in good order, before the web host listens for it.</summary>
    private sealed class StopSignals : IDisposable
    {
        private readonly CancellationTokenSource _source;
        private readonly PosixSignalRegistration[] _registrations;

        public StopSignals(CancellationToken stop)
        {
            _source = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _registrations =
            [
                PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel),
                PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel),
            ];
        }

        public CancellationToken Token => _source.Token;

        public void Dispose()
        {
            foreach (var registration in _registrations)
                registration.Dispose();
            _source.Dispose();
        }

        private void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            _source.Cancel();
        }
    }
}
