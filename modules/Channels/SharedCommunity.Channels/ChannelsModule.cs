using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Texts;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels;

/// <summary>Connections, channels, the inbound journal, messages and deliveries.</summary>
public sealed class ChannelsModule : IModule
{
    /// <inheritdoc />
    public string Schema => "channels";

    /// <inheritdoc />
    public Type Texts => typeof(ChannelsTexts);

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions => [];

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation => [];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddUseCases(typeof(ChannelsModule).Assembly);

    /// <inheritdoc />
    public void MapModel(ModelBuilder model) { }

    /// <inheritdoc />
    public void MapEndpoints(ModuleEndpoints endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapUseCases(typeof(ChannelsModule).Assembly);
    }
}
