using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharedCommunity.Bench.Load;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench.Queue;

/// <summary>
/// (b) The first page of the queue: its handler beside one hand-written batch, and through HTTP; (c) the same handler
/// beside itself as a role that row-level security does not bind.
/// </summary>
internal static class QueueRows
{
    private const int Pairs = 15;
    private const int Rounds = 100;

    /// <summary>
    /// What somebody would write by hand who has the scope, the joins and the rows, and nothing else; who knows, too, that
    /// the rows must be picked before they are joined.
    /// </summary>
    private const string ByHand = """
        select i.community_id, i.id, i.channel_id, i.text, i.language, i.topics, i.source, i.private,
            i.member_id, m.name, i.asked_at, i.respond_by, i.answered_at, i.answers, i.referrals, i.state, i.claim_until,
            i.claim_staff_id, i.claim_staff_name, a.slug, a.name, o.slug, i.version, i.starts_at, i.due_soon_from, i.closed_at,
            ch.platform
        from (
            select * from moderation.inquiries q
            where q.community_id = $1 and q.state <> 'Closed'
            order by q.queue_at, q.asked_at, q.id
            limit 51
        ) i
        join membership.member_cards m on m.id = i.member_id
        left join communities.agency_cards a on a.id = i.claim_agency_id and i.claim_until > now()
        left join communities.agency_cards o on o.id = i.assigned_agency_id
        left join channels.channel_cards ch on ch.id = i.channel_id
        order by i.queue_at, i.asked_at, i.id
        """;

    public static async Task<IReadOnlyList<Row>> Measure()
    {
        await using var world = await QueueWorld.Fill();
        var database = world.Host.Database;
        await database.Administer(
            "create role bench_bypass login bypassrls",
            // What is measured is the wall, not the planner: without the policies it reads and sorts the whole community
            // (2.5 ms instead of 0.3), and the ratio would flatter us.
            "alter role bench_bypass set enable_bitmapscan = off",
            $"grant {TestCluster.ApplicationRole} to bench_bypass"
        );
        await using var walled = RunningModules.Build(database.Application);
        await using var unwalled = RunningModules.Build(
            new NpgsqlConnectionStringBuilder(database.Application) { Username = "bench_bypass" }.ConnectionString
        );
        await using var hand = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.Application) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 1 }
        );

        var handler = Handler(walled, world);
        var bypassing = Handler(unwalled, world);
        var batch = () => Batch(hand, world);
        if (await handler() != await bypassing() || await batch() != 51)
            throw new InvalidOperationException("The handler does not give the same rows with and without the wall.");
        await Time(handler, Rounds * 2);
        await Time(bypassing, Rounds * 2);
        await Time(batch, Rounds * 2);

        var (toHand, toBypass) = (new List<double>(), new List<double>());
        var (handlers, batches, bypasses) = (new List<double>(), new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            handlers.Add(await Time(handler, Rounds));
            batches.Add(await Time(batch, Rounds));
            bypasses.Add(await Time(bypassing, Rounds));
            toHand.Add(handlers[^1] / batches[^1]);
            toBypass.Add(handlers[^1] / bypasses[^1]);
        }

        var (page, many) = await Page(world);
        return
        [
            new("queue handler, first page", Median(handlers), "ms"),
            new("queue by hand, one batch", Median(batches), "ms"),
            Row.AtMost("queue handler ÷ by hand", Median(toHand), "ratio", 2),
            Row.AtMost("queue page through HTTP, p50", page.P50, "ms", 20),
            Row.AtMost("queue page through HTTP, p99", page.P99, "ms", 60),
            new("queue pages per second, host on one core", many.PerSecond, "/s"),
            new("queue handler without the wall", Median(bypasses), "ms"),
            Row.AtMost("queue handler with ÷ without the wall", Median(toBypass), "ratio", 1.3),
        ];
    }

    /// <summary>
    /// The use case as a page runs it: through the runner, rights read in its transaction. It is internal, so it is
    /// looked up by name; once, for looking up takes longer than the use case.
    /// </summary>
    private static Func<Task<string>> Handler(ServiceProvider services, QueueWorld world)
    {
        var useCase = TestDatabase
            .Modules.SelectMany(module => UseCaseServices.UseCasesOf(module.GetType().Assembly))
            .Single(type => type.Name == "ListQueue");
        var run = typeof(QueueRows)
            .GetMethod(nameof(Run), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .MakeGenericMethod(UseCaseServices.Shape(useCase));
        object[] arguments = [services, services.GetRequiredService(useCase), world];
        return () => (Task<string>)run.Invoke(null, arguments)!;
    }

    private static async Task<string> Run<TRequest, TSubject, TResult>(
        ServiceProvider services,
        UseCase<TRequest, TSubject, TResult> useCase,
        QueueWorld world
    )
        where TRequest : notnull
        where TSubject : class
    {
        var request = new JsonObject { ["id"] = world.Largest.Id }.Deserialize<TRequest>(KernelJson.Options)!;
        var outcome = await services
            .GetRequiredService<UseCaseRunner>()
            .Run(
                useCase,
                request,
                new Caller.Staff(AccountId.From(world.Reader.Account), AgencyId.From(world.Reader.Agency.Id))
            );
        // Only asked for once per role, to compare; the measured rounds throw it away.
        return compare ? JsonSerializer.Serialize(outcome.Value, KernelJson.Options) : "";
    }

    private static bool compare = true;

    private static async Task<int> Batch(NpgsqlDataSource source, QueueWorld world)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("select set_config('app.agency', $1, true)")
                {
                    Parameters = { new() { Value = world.Reader.Agency.Id.ToString() } },
                },
                new(ByHand) { Parameters = { new() { Value = world.Largest.Id } } },
            },
        };
        var rows = 0;
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            await reader.NextResultAsync();
            var values = new object[reader.FieldCount];
            while (await reader.ReadAsync())
            {
                reader.GetValues(values);
                rows++;
            }
        }
        await transaction.CommitAsync();
        return rows;
    }

    /// <summary>
    /// The page as a moderator's browser asks for it, one after the other; then as many as the host can give on one core.
    /// </summary>
    private static async Task<(LoadResult One, LoadResult Many)> Page(QueueWorld world)
    {
        await world.Host.Stop();
        await using var host = await HostProcess.Start(world.Host.Database, world.Host.Telegram.BaseAddress);
        using var browser = await Browser.SignIn(host.Address, world.Reader);
        var path = $"/{world.Reader.Agency.Slug}/{world.Largest.Slug}/queue";
        var shape = new Shape("GET", path, new Dictionary<string, string> { ["Cookie"] = browser.Cookie }, "");
        var one = await Ask(1, 8);
        await host.StayOnOneCore();
        return (one, await Ask(4, 8));

        async Task<LoadResult> Ask(int browsers, int seconds)
        {
            var result = await LoadProcess.Run(
                new LoadPlan(host.Address.Host, host.Address.Port, browsers, 3, seconds, null, Shape.TenDigits, [shape])
            );
            return result.Statuses.Keys.All(status => status == 200)
                ? result
                : throw new InvalidOperationException($"The queue page answers {string.Join(", ", result.Statuses)}.");
        }
    }

    /// <summary>The median of some rounds, in milliseconds.</summary>
    private static async Task<double> Time<T>(Func<Task<T>> ask, int rounds)
    {
        compare = false;
        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var since = Stopwatch.GetTimestamp();
            await ask();
            times[round] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        }
        return Median(times);
    }

    private static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
