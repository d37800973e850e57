using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Localisation;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Testing;

/// <summary>
/// The floors without the host: Kernel and modules as the host registers them, on a database of their own. For tests
/// that run use cases and handlers; addresses, pages and sign-in need <c>RunningHost</c>.
/// </summary>
public class RunningModules : IAsyncDisposable
{
    private ServiceProvider? services;
    private TestDatabase? database;

    /// <summary>The database.</summary>
    public TestDatabase Database => database ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>All services of Kernel and modules.</summary>
    public IServiceProvider Services => services ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>The one door to the database.</summary>
    public Work Work => Services.GetRequiredService<Work>();

    /// <summary>Runs use cases.</summary>
    public UseCaseRunner Runner => Services.GetRequiredService<UseCaseRunner>();

    /// <summary>The clock that everything reads; it stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    /// <summary>Makes the database and the services. Workers are registered and do not run.</summary>
    public virtual async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create();
        services = Build(
            database.Application,
            all =>
            {
                all.AddSingleton<TimeProvider>(Clock);
                Register(all);
            }
        );
    }

    /// <summary>Kernel and modules on a database, as a role; the clock is the machine's unless it is replaced.</summary>
    public static ServiceProvider Build(string connectionString, Action<IServiceCollection>? arrange = null)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["ConnectionStrings:SharedCommunity"] = connectionString }
            )
            .Build();
        var all = new ServiceCollection();
        all.AddSingleton<IConfiguration>(settings);
        all.AddLogging();
        all.AddReaderTexts();
        all.AddHttpClient();
        all.AddDataProtection();
        all.AddKernel(TestDatabase.Modules, settings);
        arrange?.Invoke(all);
        return all.BuildServiceProvider();
    }

    /// <summary>What a test adds or takes the place of.</summary>
    protected virtual void Register(IServiceCollection all) { }

    /// <summary>Starts one background worker, such as the dispatcher, for a test of it.</summary>
    public async Task<T> StartWorker<T>()
        where T : class, IHostedService
    {
        var worker = Services.GetServices<IHostedService>().OfType<T>().Single();
        await worker.StartAsync(CancellationToken.None);
        return worker;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
