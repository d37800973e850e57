using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharedCommunity.Host.Serving;
using SharedCommunity.Kernel.Live;

namespace SharedCommunity.Host.Demo;

/// <summary>
/// Lets the demo move in at the first start: only in Development, only where every listen address is loopback, only
/// into a database that has no agency. The host is ready when the demo is complete.
/// </summary>
internal sealed class DemoStart(
    DemoSeed seed,
    HostSettings settings,
    DemoClock clock,
    Wakeups wakeups,
    ILogger<DemoStart> log
) : IHostedLifecycleService, IHealthCheck
{
    private DemoFile? _planted;
    private bool _complete;

    /// <summary>Registers it where the conditions are met that do not need the database.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        if (!IsPlace(builder))
            return;
        builder.Services.AddSingleton<DemoClock>();
        builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<DemoClock>());
        builder.Services.AddSingleton<DemoSeed>();
        builder.Services.AddSingleton<DemoStart>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoStart>());
        builder.Services.AddHealthChecks().AddCheck<DemoStart>("demo", tags: ["ready"]);
    }

    /// <summary>Whether the demo may live here: Development, and reachable from this machine only.</summary>
    public static bool IsPlace(WebApplicationBuilder builder) =>
        builder.Environment.IsDevelopment()
        && HostSettings
            .Read(builder.Configuration)
            .Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(IsLoopback);

    /// <summary>Before anything works or listens: agencies, staff, community, channel.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await seed.IsEmpty(cancellationToken))
            _planted = await seed.Plant(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Once the host listens: the messages and the referrals, through its own doors.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_planted is { } demo)
        {
            var host = new Uri(settings.Urls.Split(';')[0]);
            using var telegram = new DemoTelegram(host, demo, clock);
            using (var loop = new DemoLoop(host, demo, telegram, clock, wakeups))
                await loop.Play(cancellationToken);
            await telegram.Send(cancellationToken);
        }
        _complete = true;
        var file = Path.Combine(settings.DataFolder, DemoFile.Name);
        if (File.Exists(file))
            log.LogInformation(
                "SharedCommunity serves on {Address}. The demo's accounts and keys stand in {File}.",
                settings.PublicUrl,
                file
            );
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(_complete ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (
            address.Host == "localhost"
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))
        );
}
