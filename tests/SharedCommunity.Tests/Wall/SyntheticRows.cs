using System.Globalization;
using System.Text;
using Npgsql;
using SharedCommunity.Testing;

namespace SharedCommunity.Tests.Wall;

/// <summary>
/// Puts a row into any table, whatever its columns: values are made up from their types, foreign keys are switched off.
/// So a table that is added tomorrow is tried without a line of test code.
/// </summary>
internal sealed class SyntheticRows(TestDatabase database)
{
    private int count;

    /// <summary>The tables of our schemas with their columns and the names of their policies.</summary>
    public async Task<IReadOnlyList<Table>> Tables()
    {
        string[] schemas = [.. TestDatabase.Modules.Select(module => module.Schema).Prepend("kernel")];
        return await database.Read(
            """
            select n.nspname, c.relname,
                array(select a.attname::text from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum),
                array(select format_type(a.atttypid, a.atttypmod) from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum),
                array(select a.attnotnull from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum),
                array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
                    where i.indrelid = c.oid and i.indisprimary order by a.attnum),
                array(select p.polname::text from pg_policy p where p.polrelid = c.oid order by 1)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = any($1) and c.relkind = 'r' and c.relname <> 'migrations'
            order by 1, 2
            """,
            Read,
            [schemas]
        );
    }

    /// <summary>Makes up a row; what is given is taken. Columns that may be empty stay empty unless they are given.</summary>
    public Row MakeUp(Table table, params (string Column, object Value)[] given)
    {
        count++;
        var values = table
            .Columns.Where(column => column.NotNull || given.Any(g => g.Column == column.Name))
            .Select(column =>
                (
                    column.Name,
                    Value: given.Any(g => g.Column == column.Name)
                        ? Literal(given.First(g => g.Column == column.Name).Value)
                        : Default(column)
                )
            );
        return new Row(table, [.. values]);
    }

    /// <summary>Inserts rows as superuser, with no trigger and no foreign key in the way.</summary>
    public Task Insert(params IEnumerable<Row> rows) =>
        database.Administer(["set session_replication_role = replica", .. rows.Select(row => row.InsertSql)]);

    private string Default(Column column) =>
        column.Type switch
        {
            "uuid" => Literal(Guid.CreateVersion7()),
            "boolean" => "false",
            "bytea" => string.Create(CultureInfo.InvariantCulture, $"'\\x{count:x8}'"),
            "jsonb" or "json" => "'{}'",
            "date" => "'2026-03-02'",
            "time without time zone" => "'09:00'",
            "interval" => "'1 hour'",
            "inet" => "'127.0.0.1'",
            "tsvector" => "''",
            _ when column.Type.StartsWith("timestamp", StringComparison.Ordinal) => "'2026-03-02T15:00:00Z'",
            _ when column.Type.EndsWith("[]", StringComparison.Ordinal) => "'{}'",
            _ when column.Type.StartsWith("character", StringComparison.Ordinal) || column.Type == "text" =>
                string.Create(CultureInfo.InvariantCulture, $"'x{count}'"),
            _ => count.ToString(CultureInfo.InvariantCulture),
        };

    private static string Literal(object value) =>
        value switch
        {
            bool yes => yes ? "true" : "false",
            DBNull => "null",
            _ => $"'{value}'",
        };

    private static Table Read(NpgsqlDataReader row)
    {
        var names = row.GetFieldValue<string[]>(2);
        var types = row.GetFieldValue<string[]>(3);
        var notNull = row.GetFieldValue<bool[]>(4);
        return new Table(
            $"{row.GetString(0)}.{row.GetString(1)}",
            [.. names.Select((name, i) => new Column(name, types[i], notNull[i]))],
            row.GetFieldValue<string[]>(5),
            row.GetFieldValue<string[]>(6)
        );
    }
}

internal sealed record Column(string Name, string Type, bool NotNull);

internal sealed record Table(
    string Name,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<string> Key,
    IReadOnlyList<string> Policies
)
{
    public bool Has(string column) => Columns.Any(c => c.Name == column);
}

/// <summary>A row as SQL literals.</summary>
internal sealed record Row(Table Table, IReadOnlyList<(string Column, string Value)> Values)
{
    public string InsertSql
    {
        get
        {
            var sql = new StringBuilder($"insert into {Table.Name} (");
            sql.AppendJoin(", ", Values.Select(value => $"\"{value.Column}\"")).Append(") values (");
            return sql.AppendJoin(", ", Values.Select(value => value.Value)).Append(')').ToString();
        }
    }

    /// <summary>A condition that this row alone meets.</summary>
    public string IsThis =>
        string.Join(
            " and ",
            Values
                .Where(value => Table.Key.Contains(value.Column))
                .Select(value => $"\"{value.Column}\" = {value.Value}")
        );
}
