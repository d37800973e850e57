using SharedCommunity.Bench;
using SharedCommunity.Bench.Bare;
using SharedCommunity.Bench.Intake;
using SharedCommunity.Bench.Live;
using SharedCommunity.Bench.Load;
using SharedCommunity.Bench.Queue;
using SharedCommunity.Bench.Referrals;
using SharedCommunity.Testing;

// Sub-commands are the processes that the bench itself starts; without one, the whole bench runs. Words on the command
// line choose parts: intake, path, queue, live, referrals, host.
switch (args)
{
    case [LoadProcess.Command]:
        return await LoadProcess.Serve();
    case [BareEndpoint.Command, var connectionString]:
        return await BareEndpoint.Serve(connectionString);
    default:
        break;
}

TestCluster.Durable = true;
List<Row> rows = [];
if (Chosen("intake") || Chosen("path"))
{
    var (durable, bare) = await DurableRows.Measure();
    rows.AddRange(durable);
    if (Chosen("path"))
        rows.AddRange(await WholePathRows.Measure(bare));
}
if (Chosen("queue"))
    rows.AddRange(await QueueRows.Measure());
if (Chosen("live"))
    rows.AddRange(await LiveRows.Measure());
if (Chosen("referrals"))
    rows.AddRange(await ReferralRows.Measure());
if (Chosen("host"))
    rows.AddRange(await HostRows.Measure());

RowTable.Print(rows, Console.Out);
await RowTable.Write(rows, Path.Combine("artifacts", "bench.json"));
return 0;

bool Chosen(string part) => args.Length == 0 || args.Contains(part);
