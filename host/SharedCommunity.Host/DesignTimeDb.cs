using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SharedCommunity.Kernel.Data;

namespace SharedCommunity.Host;

/// <summary>Makes the context for the migration tool, which compares models and needs no database.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<SharedCommunityDb>
{
    public SharedCommunityDb CreateDbContext(string[] args) =>
        new(
            DatabaseSources.Options(
                Modules.All,
                o =>
                    o.UseNpgsql(
                        "Host=/nowhere",
                        n =>
                        {
                            DatabaseSources.Provider(n);
                            n.MigrationsAssembly(typeof(DesignTimeDb).Assembly.GetName().Name);
                        }
                    )
            )
        );
}
