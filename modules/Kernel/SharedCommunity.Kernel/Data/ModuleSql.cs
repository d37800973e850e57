using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SharedCommunity.Kernel.Data;

/// <summary>Runs the SQL that stands beside the modules: policies, functions, views.</summary>
public static class ModuleSql
{
    /// <summary>The assemblies whose SQL is run, lowest floor first. The host fills it.</summary>
    public static IList<Assembly> Floors { get; } = [typeof(ModuleSql).Assembly];

    /// <summary>
    /// Runs <c>Schema/{number}_*.sql</c> of every module, lowest floor first, in the migration that makes the tables.
    /// </summary>
    /// <param name="migration">The migration.</param>
    /// <param name="number">Four digits; one number belongs to one migration for ever.</param>
    public static void RunModuleSql(this MigrationBuilder migration, string number)
    {
        ArgumentNullException.ThrowIfNull(migration);
        foreach (var floor in Floors)
        {
            var names = floor
                .GetManifestResourceNames()
                .Where(name => name.StartsWith($"{number}_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);
            foreach (var name in names)
            {
                using var reader = new StreamReader(floor.GetManifestResourceStream(name)!);
                migration.Sql(reader.ReadToEnd());
            }
        }
    }
}
