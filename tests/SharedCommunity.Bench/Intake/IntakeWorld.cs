using SharedCommunity.Bench.Load;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench.Intake;

/// <summary>Agencies with their bots, each bot in the groups of several communities; the host runs as a process.</summary>
internal sealed class IntakeWorld : IAsyncDisposable
{
    private readonly RunningHost setting = new();
    private readonly List<GroupInField> groups = [];
    private HostProcess? host;
    private long number = Shape.TenDigits;

    public TestDatabase Database => setting.Database;

    public IReadOnlyList<GroupInField> Groups => groups;

    public static async Task<IntakeWorld> Start(int agencies, int communitiesEach)
    {
        var world = new IntakeWorld();
        await world.setting.InitializeAsync();
        List<AgencyInField> all = [];
        for (var i = 0; i < agencies; i++)
            all.Add(await world.setting.Field.Agency("Agency"));
        foreach (var (agency, index) in all.Select((agency, index) => (agency, index)))
        {
            // Each community has three co-hosts, as an alliance of agencies has.
            AgencyInField[] others = [all[(index + 1) % agencies], all[(index + 2) % agencies]];
            GroupInField? first = null;
            for (var i = 0; i < communitiesEach; i++)
            {
                var community = await world.setting.Field.Community(agency, others.Distinct().Except([agency]));
                var group = first is null
                    ? await world.setting.TelegramGroup(community, agency)
                    : await world.setting.AnotherGroup(
                        community,
                        agency,
                        first.Bot,
                        first.Connection,
                        first.WebhookSecret
                    );
                first ??= group;
                world.groups.Add(group);
            }
        }
        await world.setting.Stop();
        world.host = await HostProcess.Start(world.Database, world.setting.Telegram.BaseAddress, world.setting.Address);
        return world;
    }

    /// <summary>Posts to the hooks from a process of its own; numbers go on where the last run ended.</summary>
    public async Task<LoadResult> Load(
        IReadOnlyList<Shape> shapes,
        int connections,
        double seconds,
        double warmUp = 0,
        double? perSecond = null,
        long total = long.MaxValue
    )
    {
        var address = setting.Address;
        var result = await LoadProcess.Run(
            new LoadPlan(address.Host, address.Port, connections, warmUp, seconds, perSecond, number, shapes, total)
        );
        number += result.Sent;
        var refused = result.Statuses.Where(status => status.Key != 200).ToList();
        return refused.Count == 0
            ? result
            : throw new InvalidOperationException($"Answers other than 200: {string.Join(", ", refused)}.");
    }

    /// <summary>Waits until the lanes are empty.</summary>
    public Task Drained(TimeSpan within) =>
        Eventually.Becomes(
            async () => await Count("select count(*) from (select from channels.waiting_events limit 1) w"),
            waiting => waiting == 0,
            within,
            TimeSpan.FromMilliseconds(50)
        );

    public async Task<long> Count(string sql) => (await Database.Read(sql, row => row.GetInt64(0)))[0];

    /// <summary>Empties the journal and all that came of it.</summary>
    public Task Forget() =>
        Database.Administer(
            """
            truncate channels.journal, channels.waiting_events, channels.messages, channels.deliveries,
                channels.channel_accounts, membership.members, moderation.inquiries cascade
            """,
            "vacuum analyze"
        );

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        await setting.DisposeAsync();
    }
}
