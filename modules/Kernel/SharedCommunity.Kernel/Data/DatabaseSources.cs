using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SharedCommunity.Kernel.Data;

/// <summary>The application role's connection pool and the contexts made on it. Nothing outside the Kernel opens one.</summary>
public sealed class DatabaseSources : IAsyncDisposable
{
    private readonly Microsoft.EntityFrameworkCore.Infrastructure.PooledDbContextFactory<SharedCommunityDb> _contexts;

    /// <summary>Opens the pool.</summary>
    /// <param name="connectionString">The application role's connection string.</param>
    /// <param name="modules">The modules, lowest first.</param>
    public DatabaseSources(string connectionString, IReadOnlyList<IModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        ConnectionString = Tuned(connectionString);
        var builder = new NpgsqlDataSourceBuilder(ConnectionString);
        builder.UseNodaTime();
        Source = builder.Build();
        _contexts = new(Options(modules, o => o.UseNpgsql(Source, Provider)));
    }

    /// <summary>The connection string in use, with what the walls need forced on.</summary>
    public string ConnectionString { get; }

    internal NpgsqlDataSource Source { get; }

    internal SharedCommunityDb Context() => _contexts.CreateDbContext();

    /// <summary>The options of a context, for the migration tool and the owner's commands.</summary>
    public static DbContextOptions<SharedCommunityDb> Options(
        IReadOnlyList<IModule> modules,
        Action<DbContextOptionsBuilder<SharedCommunityDb>> provider
    )
    {
        ArgumentNullException.ThrowIfNull(provider);
        var options = new DbContextOptionsBuilder<SharedCommunityDb>();
        provider(options);
        options.UseSnakeCaseNamingConvention().AddInterceptors(new ScopeGuard());
        (
            (Microsoft.EntityFrameworkCore.Infrastructure.IDbContextOptionsBuilderInfrastructure)options
        ).AddOrUpdateExtension(new ModulesExtension(modules));
        return options.Options;
    }

    /// <summary>What every context shares: NodaTime, one history table.</summary>
    public static void Provider(
        Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql
    )
    {
        ArgumentNullException.ThrowIfNull(npgsql);
        npgsql.UseNodaTime().MigrationsHistoryTable("migrations", "kernel").MaxBatchSize(500);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await Source.DisposeAsync();

    private static string Tuned(string connectionString)
    {
        var tuned = new NpgsqlConnectionStringBuilder(connectionString);
        // Without the reset on return one caller's settings would reach the next.
        tuned.NoResetOnClose = false;
        if (tuned.MaxAutoPrepare == 0)
        {
            tuned.MaxAutoPrepare = 200;
            tuned.AutoPrepareMinUsages = 2;
        }

        return tuned.ConnectionString;
    }
}
