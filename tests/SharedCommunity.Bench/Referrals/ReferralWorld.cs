using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using SharedCommunity.Bench.Queue;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;

namespace SharedCommunity.Bench.Referrals;

/// <summary>
/// Agencies in a ring, each referring to the next, on one host, one broker and one database; and a partner whose own
/// software reads nothing.
/// </summary>
internal sealed class ReferralWorld : IAsyncDisposable
{
    /// <summary>What a referral's first message says.</summary>
    public const string Body =
        """{"agencyName":"Harbour Welcome Centre","community":"First Steps in the City","service":"Employment counselling","language":"ar","shared":[{"kind":"language","text":"ar"},{"kind":"name","text":"Salma Khatib"},{"kind":"inquiry","text":"I was a welder for eleven years. Who can help me to find work here, and to have my certificates recognised?"}],"consent":{"ground":"given","how":"message","scope":["language","name","inquiry"]},"note":"She came in spring and has her certificates with her."}""";

    private readonly RunningHost setting = new();
    private readonly List<AgencyInField> ring = [];
    private AgencyInField silent = null!;
    private NpgsqlDataSource? watch;
    private HostProcess? host;
    private StaffInField moderator = null!;
    private JsonNode inquiry = null!;
    private CommunityInField community = null!;

    public RabbitMqBroker Broker { get; } = new();

    public static async Task<ReferralWorld> Start(int agencies)
    {
        var world = new ReferralWorld();
        await world.Broker.Start();
        await world.setting.InitializeAsync();
        var field = world.setting.Field;
        for (var i = 0; i < agencies; i++)
            world.ring.Add(await field.Agency("Agency"));
        world.silent = await field.Agency("Silent");
        var community = world.community = await field.Community(world.ring[0], world.ring.Skip(1));
        world.moderator = await field.Staff(world.ring[0], Role.Moderator);
        var group = await world.setting.TelegramGroup(community, world.ring[0]);
        await world.setting.TelegramSays(group, RunningHost.Newcomer("Salma"), "Who can help me find work?");
        world.inquiry = await world.setting.InquiryOf(community, world.moderator, "find work");
        await world.setting.Database.Administer(
            $"""
            insert into referrals.agency_voices (agency_id, user_name, granted, host_reads, asked_at, granted_at)
            values ('{world.silent.Id}', 'silent', true, false, now(), now())
            """
        );
        await world.setting.Stop();
        world.host = await HostProcess.Start(
            world.setting.Database,
            world.setting.Telegram.BaseAddress,
            settings: world.Broker.Settings
        );
        return world;
    }

    /// <summary>
    /// Referrals a second, from the moment when their rows lie in the outbox until each has taken effect at its receiver
    /// and its acknowledgement at its sender.
    /// </summary>
    public async Task<double> Through(int referrals)
    {
        await Fill("ring", referrals, $"(array[{List(ring)}])[1 + g % {ring.Count}]", Next());
        var clock = Stopwatch.StartNew();
        await setting.Database.Administer(
            "update referrals.outbox set next_at = now() where next_at = 'infinity'",
            $"select pg_notify('sharedcommunity', 'wake:outbox {Guid.Empty}')"
        );
        await Eventually.Becomes(
            () =>
                Count(
                    $"select count(*) from (select from referrals.outbox where to_slug in ({List(ring)}) and next_at is not null limit 1) o"
                ),
            left => left == 0,
            TimeSpan.FromMinutes(5),
            TimeSpan.FromMilliseconds(20)
        );
        var perSecond = referrals / clock.Elapsed.TotalSeconds;
        var arrived = await Count("select count(*) from referrals.referrals where side = 'Receiver'");
        var known = await Count(
            "select count(*) from referrals.referrals where side = 'Sender' and state = 'Acknowledged'"
        );
        if (arrived != referrals || known != referrals)
            throw new InvalidOperationException(
                $"Of {referrals} referrals {arrived} arrived, {known} are known to have."
            );
        return perSecond;
    }

    /// <summary>So many wait for the silent partner: they have gone out before, and part of them is due again.</summary>
    public async Task Silence(int referrals)
    {
        await Fill("silent", referrals, $"(array[{List(ring)}])[1 + g % {ring.Count}]", $"'{silent.Slug}'");
        await setting.Database.Administer(
            """
            update referrals.outbox set attempts = 4, created_at = now() - interval '1 hour',
                next_at = now() + random() * interval '16 minutes' - interval '2 minutes'
            where next_at = 'infinity'
            """,
            "vacuum analyze referrals.outbox"
        );
    }

    /// <summary>Milliseconds from pressing "send" until the receiver's row can be read, one referral after the other.</summary>
    public async Task<List<double>> Latencies(int referrals)
    {
        List<double> all = [];
        using var client = Doors.As(host!.Address, moderator);
        await setting.Database.Administer(Forgotten);
        for (var i = 0; i < referrals; i++)
        {
            var clock = Stopwatch.StartNew();
            await client.Post(
                $"/api/v1/inquiries/{inquiry["id"]}/refer",
                new JsonObject
                {
                    ["agency"] = ring[1].Slug,
                    ["service"] = $"Service {i}",
                    ["share"] = new JsonArray("language"),
                    ["keepOpen"] = true,
                }
            );
            await Eventually.Becomes(
                () => Count("select count(*) from referrals.referrals where side = 'Receiver'"),
                many => many == i + 1,
                every: TimeSpan.FromMilliseconds(1)
            );
            all.Add(clock.Elapsed.TotalMilliseconds);
        }
        return all;
    }

    private const string Forgotten = "truncate referrals.referrals, referrals.referral_events, referrals.inbox cascade";

    /// <summary>Rows as sending leaves them, put in at once; nothing is due yet.</summary>
    private async Task Fill(string kind, int referrals, string from, string to)
    {
        await setting.Database.Administer(Forgotten, $"delete from referrals.outbox where to_slug <> '{silent.Slug}'");
        var rows = new BulkRows(setting.Database);
        var mark = string.Create(CultureInfo.InvariantCulture, $"{kind}{Stopwatch.GetTimestamp()}");
        var agency = $"(select a.id from communities.agencies a where a.slug = {from})";
        await rows.Insert(
            "referrals.referrals",
            referrals,
            ("id", BulkRows.Id(mark, "g")),
            ("loop_id", BulkRows.Id(mark, "g")),
            ("agency_id", agency),
            ("side", "'Sender'"),
            ("state", "'Sent'"),
            ("owes", "'Receiver'"),
            ("own_slug", from),
            ("other_slug", to),
            ("community_id", $"'{community.Id}'"),
            ("inquiry_id", $"'{inquiry["id"]}'"),
            ("member_id", "gen_random_uuid()"),
            ("shared", "'[]'"),
            ("said", "1"),
            ("taken", "0"),
            ("heard", "0")
        );
        await rows.Insert(
            "referrals.outbox",
            referrals,
            ("id", "gen_random_uuid()"),
            ("agency_id", agency),
            ("from_slug", from),
            ("to_slug", to),
            ("loop_id", BulkRows.Id(mark, "g")),
            ("type", "'ReferralSent'"),
            ("sequence", "1"),
            ("acknowledges", "0"),
            ("body", $"'{Body}'"),
            ("attempts", "0"),
            ("next_at", "'infinity'")
        );
        await setting.Database.Administer("vacuum analyze referrals.outbox, referrals.referrals");
    }

    private string Next() => $"(array[{List(ring)}])[1 + (g + 1) % {ring.Count}]";

    private static string List(IEnumerable<AgencyInField> agencies) =>
        string.Join(", ", agencies.Select(agency => $"'{agency.Slug}'"));

    /// <summary>Looks on a connection that stays: to look must not cost what is measured.</summary>
    private async Task<long> Count(string sql)
    {
        watch ??= NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(setting.Database.Administrator)
            {
                MaxAutoPrepare = 10,
                AutoPrepareMinUsages = 2,
            }
        );
        await using var command = watch.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        if (watch is not null)
            await watch.DisposeAsync();
        await setting.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
