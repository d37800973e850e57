using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Moderation.Texts;

namespace SharedCommunity.Moderation;

/// <summary>Inquiries, the shared queue, claims, custody and answers.</summary>
public sealed class ModerationModule : IModule
{
    /// <inheritdoc />
    public string Schema => "moderation";

    /// <inheritdoc />
    public Type Texts => typeof(ModerationTexts);

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions => [];

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation => [];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddUseCases(typeof(ModerationModule).Assembly);

    /// <inheritdoc />
    public void MapModel(ModelBuilder model) { }

    /// <inheritdoc />
    public void MapEndpoints(ModuleEndpoints endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        endpoints.MapUseCases(typeof(ModerationModule).Assembly);
    }
}
