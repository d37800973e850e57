using System.Globalization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using OpenTelemetry.Metrics;
using Scalar.AspNetCore;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Host.Pages;
using SharedCommunity.Host.Reading;
using SharedCommunity.Host.SignIn;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Http;

namespace SharedCommunity.Host.Serving;

/// <summary>Builds the web application: the modules, who may come in, what is served where.</summary>
internal static class HostApplication
{
    public static WebApplication Build(WebApplicationBuilder builder, Action<WebApplicationBuilder>? arrange = null)
    {
        var settings = HostSettings.Read(builder.Configuration);
        builder.WebHost.UseUrls(
            settings.MetricsPort > 0
                ? $"{settings.Urls};http://127.0.0.1:{settings.MetricsPort.ToString(CultureInfo.InvariantCulture)}"
                : settings.Urls
        );
        // Style sheets and scripts lie in the host's and the modules' folders until they are published; then this finds nothing.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(settings);
        builder.Services.AddKernel(Modules.All, builder.Configuration);
        builder.Services.AddAccounts(builder.Configuration, settings.DataFolder);
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "sc-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.FormFieldName = "formToken";
        });
        builder.Services.AddConsolePages();
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
        builder.Services.AddOpenApi("v1", ApiDescription.Configure);
        builder.Services.AddHealthChecks().AddCheck<DatabaseReady>("database", tags: ["ready"]);
        builder
            .Services.AddOpenTelemetry()
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddMeter("Npgsql", "SharedCommunity.*")
                    // A page has hundreds of parts, and to time each costs more than it tells: pages are timed as requests.
                    .AddView(instrument =>
                        instrument.Meter.Name == "Microsoft.AspNetCore.Components.Lifecycle"
                            ? MetricStreamConfiguration.Drop
                            : null
                    )
                    .AddPrometheusExporter()
            );
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in builder.Configuration.GetSection("Proxies:Known").Get<string[]>() ?? [])
            {
                forwarded.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
            }
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        arrange?.Invoke(builder);

        var app = builder.Build();
        Serve(app, settings);
        return app;
    }

    private static void Serve(WebApplication app, HostSettings settings)
    {
        app.UseForwardedHeaders();
        app.Use((context, next) => KeepPortsApart(context, next, settings));
        app.UseResponseCompression();
        app.UseSecurityHeaders(app.Environment.WebRootFileProvider);
        app.UseReaderLanguage();
        app.UseStatusPages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseSecondFactor();
        app.UseAntiforgery();

        app.MapStaticAssets();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapOpenApi("/openapi/{documentName}.json");
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference("/scalar");
        }

        app.MapSignIn();
        app.MapConsolePages();
        var endpoints = new ModuleEndpoints(
            app,
            app.MapGroup("/api/v1").RequireAuthorization(ApiKeyScheme.Name).WordsAreNoValues(),
            app.MapGroup("").RequireAuthorization(IdentityConstants.ApplicationScheme).WordsAreNoValues()
        );
        foreach (var module in Modules.All)
        {
            module.MapEndpoints(endpoints);
        }
    }

    /// <summary>Figures are served on their own loopback port and nothing else is; elsewhere they do not exist.</summary>
    private static Task KeepPortsApart(HttpContext context, RequestDelegate next, HostSettings settings)
    {
        var onMetricsPort = settings.MetricsPort > 0 && context.Connection.LocalPort == settings.MetricsPort;
        var asksForMetrics = context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);
        if (onMetricsPort != asksForMetrics)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    }
}
