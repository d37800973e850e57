using SharedCommunity.Bench;
using SharedCommunity.Bench.Bare;
using SharedCommunity.Bench.Load;

// Sub-commands are the processes that the bench itself starts; without one, the whole bench runs.
switch (args)
{
    case [LoadProcess.Command]:
        return await LoadProcess.Serve();
    case [BareEndpoint.Command, var connectionString]:
        return await BareEndpoint.Serve(connectionString);
    default:
        break;
}

var postgres = args is ["--postgres", var given]
    ? given
    : throw new ArgumentException("--postgres <connection string>");
var bare = await BareRow.Measure(postgres, 6);
Row[] rows =
[
    new("bare endpoint, 32 callers", bare.PerSecond, "events/s"),
    new("bare endpoint, p50", bare.P50, "ms"),
    new("bare endpoint, p99", bare.P99, "ms"),
    new("load generator", bare.Cores, "cores"),
];
RowTable.Print(rows, Console.Out);
await RowTable.Write(rows, Path.Combine("artifacts", "bench.json"));
return 0;
