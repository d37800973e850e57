using Mono.Cecil;

namespace SharedCommunity.Tests.Architecture;

/// <summary>Rules of what compiled code calls and constructs.</summary>
internal static class CallRules
{
    private static readonly string[] Connections =
    [
        "Npgsql.NpgsqlConnection",
        "Npgsql.NpgsqlDataSource",
        "Npgsql.NpgsqlDataSourceBuilder",
        "Npgsql.NpgsqlSlimDataSourceBuilder",
    ];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(
            "Connections are opened by the Kernel alone",
            house =>
                from floor in house.Modules
                from call in Calls(floor)
                where Connections.Contains(call.Target.DeclaringType.FullName)
                where call.Target.Name is ".ctor" or "Create" or "Build" or "BuildMultiHost"
                select $"{call.From} opens a connection ({call.Target.DeclaringType.Name})",
            () => Plant.Types("OwnConnection"),
            "OwnConnection.Queue.SideDoor"
        ),
        new(
            "No SQL is handed to the mapper as a string",
            house =>
                from floor in house.All
                from call in Calls(floor)
                where call.Target.Name is "FromSqlRaw" or "SqlQueryRaw" or "ExecuteSqlRaw" or "ExecuteSqlRawAsync"
                select $"{call.From} calls {call.Target.Name}",
            () => Plant.Types("RawSql"),
            "RawSql.Queue.Finder"
        ),
        new(
            "Texts that SQL is made of are constants",
            BuiltSql,
            () => Plant.Types("BuiltSql"),
            "BuiltSql.Queue.Sorter"
        ),
    ];

    internal sealed record Call(string From, MethodDefinition Method, MethodReference Target);

    /// <summary>Every call and construction of a floor, by the written type that it stands in.</summary>
    public static IEnumerable<Call> Calls(Floor floor) =>
        from type in floor.Types
        from nested in TypeRules.Nested(type)
        from method in nested.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference
        select new Call(type.FullName, method, (MethodReference)instruction.Operand);

    /// <summary>
    /// Whoever hands SQL to a unit of work or a command writes no interpolated or joined string in the same method:
    /// values travel as parameters.
    /// </summary>
    private static IEnumerable<string> BuiltSql(House house) =>
        from floor in house.Modules
        from method in Calls(floor).GroupBy(call => (call.From, call.Method))
        where method.Any(call => TakesSql(call.Target)) && method.Any(call => JoinsStrings(call.Target))
        select $"{method.Key.From} builds SQL in {method.Key.Method.Name}";

    private static bool TakesSql(MethodReference target) =>
        target.DeclaringType.Name switch
        {
            "NpgsqlCommand" or "NpgsqlBatchCommand" => target.Name is ".ctor" or "set_CommandText",
            "UnitOfWork" => target.Name is "Query" or "Execute" or "Command",
            _ => false,
        };

    private static bool JoinsStrings(MethodReference target) =>
        target.DeclaringType.FullName switch
        {
            "System.String" => target.Name is "Concat" or "Format" or "Join" or "Replace",
            "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler" => target.Name == ".ctor",
            "System.Text.StringBuilder" => target.Name == ".ctor",
            _ => false,
        };
}
