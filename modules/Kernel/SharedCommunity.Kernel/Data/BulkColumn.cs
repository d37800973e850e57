using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace SharedCommunity.Kernel.Data;

/// <summary>A mapped column, and its values of many rows as one array.</summary>
internal sealed class BulkColumn<T>
    where T : class
{
    private readonly Func<T, object?> _get;
    private readonly Func<object?, object?> _convert;
    private readonly Type _element;

    public BulkColumn(IProperty property, StoreObjectIdentifier table)
    {
        Name = property.GetColumnName(table)!;
        var mapping = property.GetRelationalTypeMapping();
        StoreType = mapping.StoreTypeNameBase is "character varying" ? "text" : mapping.StoreType;
        var converter = mapping.Converter;
        _convert = converter is null
            ? value => value
            : value => value is null ? null : converter.ConvertToProvider(value);
        var provider = converter?.ProviderClrType ?? property.ClrType;
        provider = Nullable.GetUnderlyingType(provider) ?? provider;
        _element = provider.IsValueType ? typeof(Nullable<>).MakeGenericType(provider) : provider;
        var row = Expression.Parameter(typeof(T));
        _get = Expression
            .Lambda<Func<T, object?>>(
                Expression.Convert(Expression.Property(row, property.PropertyInfo!), typeof(object)),
                row
            )
            .Compile();
    }

    public string Name { get; }

    public string StoreType { get; }

    public NpgsqlParameter Parameter(IReadOnlyCollection<T> rows)
    {
        var values = Array.CreateInstance(_element, rows.Count);
        var at = 0;
        foreach (var row in rows)
        {
            values.SetValue(_convert(_get(row)), at++);
        }

        // Json goes as text and is cast by the statement.
        return new NpgsqlParameter { Value = values };
    }
}
