using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Host.Serving;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Data;

namespace SharedCommunity.Testing;

/// <summary>A database with the whole schema: a copy of a template that is migrated once per run.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplate);
    private static int count;

    private readonly TestCluster cluster;
    private readonly string name;

    private TestDatabase(TestCluster cluster, string name)
    {
        (this.cluster, this.name) = (cluster, name);
        Application = cluster.ConnectionString(TestCluster.ApplicationRole, name);
        Accounts = cluster.ConnectionString(TestCluster.AccountsRole, name);
        Owner = cluster.ConnectionString(TestCluster.OwnerRole, name);
    }

    /// <summary>The floors above the Kernel, lowest first.</summary>
    public static IReadOnlyList<IModule> Modules => Host.Modules.All;

    /// <summary>The connection string of the role that the host works as.</summary>
    public string Application { get; }

    /// <summary>The connection string of the accounts' role.</summary>
    public string Accounts { get; }

    /// <summary>The connection string of the role that owns the tables.</summary>
    public string Owner { get; }

    /// <summary>The superuser's connection string, for measurements that look again and again.</summary>
    public string Administrator => cluster.ConnectionString("postgres", name);

    /// <summary>The superuser's connection in libpq's form, for PostgreSQL's own programs.</summary>
    public string Superuser => cluster.Libpq("postgres", name);

    /// <summary>A fresh copy of the template.</summary>
    public static async Task<TestDatabase> Create()
    {
        var cluster = await TestCluster.Running;
        var template = await Template.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref count)}");
        await cluster.Administer([$"create database {name} owner {TestCluster.OwnerRole} template {template}"]);
        return new TestDatabase(cluster, name);
    }

    /// <summary>Runs statements as the superuser, past every wall: to arrange and to look, never as the product does.</summary>
    public Task Administer(params IEnumerable<string> statements) => cluster.Administer(statements, name);

    /// <summary>Reads as the superuser, past every wall.</summary>
    public Task<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> row, params object[] arguments) =>
        Read(cluster.ConnectionString("postgres", name), sql, row, arguments);

    /// <summary>Reads with another role's connection string.</summary>
    public static async Task<List<T>> Read<T>(
        string connectionString,
        string sql,
        Func<NpgsqlDataReader, T> row,
        params object[] arguments
    )
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }
        );
        await using var command = source.CreateCommand(sql);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(row(reader));
        return rows;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await cluster.Administer([$"drop database if exists {name} with (force)"]);

    /// <summary>Whether the migrations are behind the model; a test says so, the other tests run on the model.</summary>
    public static bool MigrationIsBehind
    {
        get
        {
            using var db = House("Host=/nowhere");
            return db.Database.HasPendingModelChanges();
        }
    }

    private static async Task<string> MakeTemplate()
    {
        const string Name = "template_sc";
        var cluster = await TestCluster.Running;
        await cluster.Administer([$"create database {Name} owner {TestCluster.OwnerRole}"]);
        // A connection left in a pool would keep the template from being copied.
        var owner = cluster.ConnectionString(TestCluster.OwnerRole, Name) + ";Pooling=false";
        if (!MigrationIsBehind)
        {
            await DatabaseMigrator.Migrate(owner, TestCluster.ApplicationRole, TestCluster.AccountsRole, default);
            return Name;
        }

        await using var db = House(owner);
        var tables = ((RelationalDatabaseCreator)db.GetService<IRelationalDatabaseCreator>()).GenerateCreateScript();
        await TestCluster.Execute(owner, [tables, .. ModuleScripts()]);
        await using var accounts = new AccountsDb(
            new DbContextOptionsBuilder<AccountsDb>()
                // A pooled connection would stay open, and nobody can copy a template that somebody has open.
                .UseNpgsql(
                    new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString,
                    AccountsDb.Provider
                )
                .UseSnakeCaseNamingConvention()
                .Options
        );
        await accounts.Database.MigrateAsync();
        await TestCluster.Execute(
            owner,
            [
                $"grant usage on schema accounts to {TestCluster.AccountsRole}",
                $"grant select, insert, update, delete on all tables in schema accounts to {TestCluster.AccountsRole}",
                $"grant usage, select on all sequences in schema accounts to {TestCluster.AccountsRole}",
            ]
        );
        return Name;
    }

    private static SharedCommunityDb House(string connectionString) =>
        new(
            DatabaseSources.Options(
                Modules,
                options =>
                    options.UseNpgsql(
                        connectionString,
                        npgsql =>
                        {
                            DatabaseSources.Provider(npgsql);
                            npgsql.MigrationsAssembly(typeof(DatabaseMigrator).Assembly.GetName().Name);
                        }
                    )
            )
        );

    private static IEnumerable<string> ModuleScripts() =>
        from assembly in Modules.Select(module => module.GetType().Assembly).Prepend(typeof(IModule).Assembly)
        from name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
        where name.EndsWith(".sql", StringComparison.Ordinal)
        select new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd();
}
