using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Data;

/// <summary>
/// Writes columns of many rows with one statement (<c>update … from unnest(…)</c>). For the hot path, on rows that were
/// read without the change tracker and are locked; elsewhere the change tracker does.
/// </summary>
public static class BulkUpdate
{
    private static readonly ConcurrentDictionary<(IModel, Type, string), object> Plans = new();

    /// <summary>Writes these properties of the rows, by their key. The key must be one column.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="rows">The rows; none is fine.</param>
    /// <param name="properties">The names of the properties; always the same ones in the same order.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>How many rows were written; fewer where the wall hides some.</returns>
    public static async Task<int> UpdateAll<T>(
        this UnitOfWork work,
        IReadOnlyCollection<T> rows,
        IReadOnlyList<string> properties,
        CancellationToken ct = default
    )
        where T : class
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(properties);
        if (rows.Count == 0)
            return 0;
        var plan =
            (Plan<T>)
                Plans.GetOrAdd(
                    (work.Db.Model, typeof(T), string.Join(' ', properties)),
                    key => Plan<T>.For(key.Item1.FindEntityType(typeof(T))!, properties)
                );
        return await work.Execute(plan.Sql, [.. plan.Columns.Select(column => column.Parameter(rows))], ct);
    }

    private sealed record Plan<T>(string Sql, IReadOnlyList<BulkColumn<T>> Columns)
        where T : class
    {
        public static Plan<T> For(IEntityType entity, IReadOnlyList<string> properties)
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            var key = new BulkColumn<T>(entity.FindPrimaryKey()!.Properties.Single(), table);
            BulkColumn<T>[] written =
            [
                .. properties.Select(name => new BulkColumn<T>(entity.FindProperty(name)!, table)),
            ];
            BulkColumn<T>[] columns = [key, .. written];
            var set = string.Join(", ", written.Select(c => $"\"{c.Name}\" = n.\"{c.Name}\""));
            var arrays = string.Join(", ", columns.Select((c, i) => $"${i + 1}::{c.StoreType}[]"));
            var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
            return new(
                $"update \"{table.Schema}\".\"{table.Name}\" t set {set} from unnest({arrays}) n({names}) "
                    + $"where t.\"{key.Name}\" = n.\"{key.Name}\"",
                columns
            );
        }
    }
}
