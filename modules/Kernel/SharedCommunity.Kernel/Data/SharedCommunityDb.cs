using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Data;

/// <summary>
/// The one database context, built from each module's mapping. It is handed out by <see cref="Work"/> alone:
/// it cannot be injected, and a command without a scope throws.
/// </summary>
public sealed class SharedCommunityDb(DbContextOptions<SharedCommunityDb> options) : DbContext(options)
{
    private readonly IReadOnlyList<IModule> _modules = options.FindExtension<ModulesExtension>()?.Modules ?? [];

    /// <summary>The scope that the current unit of work runs in; none while the context is at rest.</summary>
    internal ScopeKind CurrentScope { get; set; }

    /// <summary>Lets the owner role migrate, outside any scope. The application role gains nothing by it.</summary>
    public IDisposable AsOwner()
    {
        CurrentScope = ScopeKind.Platform;
        return new AtRest(this);
    }

    private sealed class AtRest(SharedCommunityDb db) : IDisposable
    {
        public void Dispose() => db.CurrentScope = ScopeKind.None;
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        KernelModel.Map(modelBuilder);
        foreach (var module in _modules)
        {
            module.MapModel(modelBuilder);
        }
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var id in typeof(AgencyId).Assembly.GetTypes().Where(IsStrongId))
        {
            configurationBuilder.Properties(id).HaveConversion(typeof(StrongIdValueConverter<>).MakeGenericType(id));
        }

        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private static bool IsStrongId(Type type) =>
        type.IsValueType
        && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStrongId<>));
}

/// <summary>Carries the list of modules to the context, which EF Core builds by itself.</summary>
internal sealed class ModulesExtension(IReadOnlyList<IModule> modules) : IDbContextOptionsExtension
{
    public IReadOnlyList<IModule> Modules { get; } = modules;

    public DbContextOptionsExtensionInfo Info => new ModulesInfo(this);

    public void ApplyServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { }

    public void Validate(IDbContextOptions options) { }

    private sealed class ModulesInfo(ModulesExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "";

        // Hosts in one process list the same modules, so one internal provider serves them all.
        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is ModulesInfo;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) { }
    }
}
