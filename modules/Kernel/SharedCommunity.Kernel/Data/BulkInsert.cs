using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Kernel.Data;

/// <summary>
/// Inserts many rows with one statement (<c>insert … select from unnest(…)</c>), so that the row-level policy's
/// scope is worked out once for the batch. For the hot path; elsewhere the change tracker does.
/// </summary>
public static class BulkInsert
{
    private static readonly ConcurrentDictionary<(IModel, Type, string?), object> Plans = new();

    /// <summary>Inserts the rows as they are mapped. Entities with list columns cannot be inserted this way.</summary>
    /// <param name="work">The unit of work.</param>
    /// <param name="rows">The rows; none is fine.</param>
    /// <param name="onConflict">A constant such as <c>on conflict do nothing</c>.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>How many rows were written.</returns>
    public static async Task<int> InsertAll<T>(
        this UnitOfWork work,
        IReadOnlyCollection<T> rows,
        string? onConflict = null,
        CancellationToken ct = default
    )
        where T : class
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            return 0;
        }

        var plan =
            (Plan<T>)
                Plans.GetOrAdd(
                    (work.Db.Model, typeof(T), onConflict),
                    static key => Plan<T>.For(key.Item1.FindEntityType(typeof(T))!, key.Item3)
                );
        return await work.Execute(plan.Sql, [.. plan.Columns.Select(column => column.Parameter(rows))], ct);
    }

    private sealed record Plan<T>(string Sql, IReadOnlyList<BulkColumn<T>> Columns)
        where T : class
    {
        public static Plan<T> For(IEntityType entity, string? onConflict)
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            BulkColumn<T>[] columns =
            [
                .. entity
                    .GetProperties()
                    .Where(p =>
                        p.ValueGenerated is not ValueGenerated.OnAdd
                        || p.ClrType == typeof(Guid)
                        || p.GetValueConverter() is not null
                    )
                    .Where(p => p.PropertyInfo is not null && p.GetComputedColumnSql() is null)
                    .Select(p => new BulkColumn<T>(p, table)),
            ];
            var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
            var arrays = string.Join(", ", columns.Select((c, i) => $"${i + 1}::{c.StoreType}[]"));
            var sql = new StringBuilder("insert into \"")
                .Append(table.Schema)
                .Append("\".\"")
                .Append(table.Name)
                .Append("\" (")
                .Append(names)
                .Append(") select * from unnest(")
                .Append(arrays)
                .Append(") ")
                .Append(onConflict);
            return new(sql.ToString(), columns);
        }
    }
}
