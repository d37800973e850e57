using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Host.Serving;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Testing;

/// <summary>
/// The whole product in this process: a real Kestrel on a loopback port, real PostgreSQL, all workers running, and a
/// Telegram on loopback. What a test does goes through the doors that people and platforms use.
/// </summary>
public partial class RunningHost : IAsyncDisposable
{
    private readonly string folder = HostSettingsOfTests.NewFolder();
    private TestDatabase? database;
    private FakeTelegram? telegram;
    private WebApplication? app;

    /// <summary>The database.</summary>
    public TestDatabase Database => database ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>Who there is in the field.</summary>
    public Field Field => new(Database);

    /// <summary>The platform.</summary>
    public FakeTelegram Telegram => telegram ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>Where the host listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The host's services, for what has no door.</summary>
    public IServiceProvider Services => app?.Services ?? throw new InvalidOperationException("Not started yet.");

    /// <summary>The one door to the database.</summary>
    public Work Work => Services.GetRequiredService<Work>();

    /// <summary>Runs use cases.</summary>
    public UseCaseRunner Runner => Services.GetRequiredService<UseCaseRunner>();

    /// <summary>Makes the database, starts the platform and the host.</summary>
    public virtual async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create();
        telegram = await FakeTelegram.Start();
        Address = HostSettingsOfTests.FreeAddress();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = "SharedCommunity.Host",
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = "Testing",
            }
        );
        builder.Configuration.AddInMemoryCollection(
            HostSettingsOfTests.For(database, Address, telegram.BaseAddress, folder)
        );
        builder.Configuration.AddInMemoryCollection(Settings());
        app = HostApplication.Build(builder, Arrange);
        await app.StartAsync();
    }

    /// <summary>Settings that a test adds or changes.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings() => [];

    /// <summary>Services that a test adds or takes the place of.</summary>
    protected virtual void Arrange(WebApplicationBuilder builder) { }

    /// <summary>Stops the host and leaves database and platform: for tests that go on with processes.</summary>
    public async Task Stop()
    {
        if (app is not null)
        {
            // Disposed alone, the workers would find their connections gone from under them.
            await app.StopAsync();
            await app.DisposeAsync();
        }
        app = null;
    }

    /// <summary>Nobody in particular.</summary>
    public HttpClient Stranger() => Doors.Stranger(Address);

    /// <summary>A staff member's program, with an API key.</summary>
    public HttpClient As(StaffInField staff) => Doors.As(Address, staff);

    /// <summary>A staff member's browser, signed in; it follows no redirects.</summary>
    public Task<Browser> SignInAs(StaffInField staff) => Browser.SignIn(Address, staff);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (telegram is not null)
            await telegram.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
