using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Live;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Kernel;

/// <summary>Registers the Kernel.</summary>
public static class KernelServices
{
    /// <summary>Registers the Kernel and the modules, lowest first.</summary>
    /// <param name="services">The services.</param>
    /// <param name="modules">The modules in floor order.</param>
    /// <param name="configuration">The settings; <c>ConnectionStrings:SharedCommunity</c> is the application role's.</param>
    public static IServiceCollection AddKernel(
        this IServiceCollection services,
        IReadOnlyList<IModule> modules,
        Microsoft.Extensions.Configuration.IConfiguration configuration
    )
    {
        ArgumentNullException.ThrowIfNull(modules);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new DatabaseSources(
            provider
                .GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()
                .GetSection("ConnectionStrings")["SharedCommunity"]
                ?? throw new InvalidOperationException("ConnectionStrings:SharedCommunity is not set."),
            modules
        ));
        services.AddSingleton<AnnouncementRegistry>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<Wakeups>();
        services.AddSingleton<LiveNotifier>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveNotifier>());
        services.AddSingleton<Work>();
        services.AddSingleton<ParkedReplays>();
        services.AddHostedService(provider => provider.GetRequiredService<ParkedReplays>());
        services.AddSingleton<Housekeeping>();
        services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        services.AddSingleton<UseCaseRunner>();
        services.AddSingleton<Mail.Mails>();
        services.AddSingleton<CallerSource>();
        services.AddSingleton<Problems>();
        services.AddSingleton<Audit.AuditWords>();
        services.ConfigureHttpJsonOptions(json => KernelJson.Apply(json.SerializerOptions));
        foreach (var module in modules)
        {
            services.AddSingleton(module);
            module.AddServices(services, configuration);
        }

        return services;
    }
}
