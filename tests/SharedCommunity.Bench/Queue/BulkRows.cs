using System.Globalization;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench.Queue;

/// <summary>
/// Fills a table with many rows by one statement. Columns that are not named and may not be empty get a value made up
/// from their type; <c>g</c> counts the rows. Foreign keys are not checked: what is put in is consistent by construction.
/// </summary>
internal sealed class BulkRows(TestDatabase database)
{
    public async Task Insert(string table, int count, params (string Column, string Expression)[] given)
    {
        var columns = await database.Read(
            """
            select a.attname::text, format_type(a.atttypid, a.atttypmod)
            from pg_attribute a
            where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
                and (a.attnotnull and not a.atthasdef or a.attname = any($2))
            order by a.attnum
            """,
            row => (Name: row.GetString(0), Type: row.GetString(1)),
            table,
            given.Select(column => column.Column).ToArray()
        );
        var missing = given.Select(column => column.Column).Except(columns.Select(column => column.Name)).ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"{table} has no {string.Join(", ", missing)}.");
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        var values = string.Join(
            ", ",
            columns.Select(column =>
                given.FirstOrDefault(g => g.Column == column.Name).Expression ?? MadeUp(column.Type)
            )
        );
        await database.Administer(
            "set session_replication_role = replica",
            string.Create(
                CultureInfo.InvariantCulture,
                $"insert into {table} ({names}) select {values} from generate_series(1, {count}) g"
            )
        );
    }

    /// <summary>A uuid that is the same for the same number: rows of one table can name those of another.</summary>
    public static string Id(string kind, string number) => $"md5('{kind}' || ({number})::text)::uuid";

    private static string MadeUp(string type) =>
        type switch
        {
            "uuid" => "gen_random_uuid()",
            "boolean" => "false",
            "bytea" => "'\\x00'",
            "jsonb" => "'{}'",
            "interval" => "'1 hour'",
            _ when type.StartsWith("timestamp", StringComparison.Ordinal) => "now()",
            _ when type.EndsWith("[]", StringComparison.Ordinal) => "'{}'",
            _ when type.StartsWith("character", StringComparison.Ordinal) || type == "text" => "'x' || g",
            _ => "1",
        };
}
