using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Dispatch;
using SharedCommunity.Channels.Journal;
using SharedCommunity.Channels.Telegram;
using SharedCommunity.Fakes.Telegram;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Channels;

/// <summary>
/// Kernel and modules with a Telegram on loopback: two agencies that co-host two communities on one bot of the first,
/// and a third agency that has nothing to do with either.
/// </summary>
public sealed class ChannelsFixture : RunningModules, IAsyncLifetime
{
    public FakeTelegram Telegram { get; private set; } = null!;
    public FakeBot Bot { get; private set; } = null!;
    public AgencyId Owner { get; } = AgencyId.New();
    public AgencyId Partner { get; } = AgencyId.New();
    public AgencyId Stranger { get; } = AgencyId.New();
    public CommunityId Community { get; } = CommunityId.New();
    public ConnectionId Connection { get; private set; }
    public string WebhookSecret { get; private set; } = "";
    public ChannelId Channel { get; private set; }
    public Recorder Heard { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        Telegram = await FakeTelegram.Start();
        Bot = Telegram.AddBot("settle_bot", "4242:AA" + Guid.CreateVersion7().ToString("N"));
        await base.InitializeAsync();
        ((IConfigurationRoot)Services.GetRequiredService<IConfiguration>())["PublicUrl"] = "https://community.example";
        await AddAgency(Owner, "owner");
        await AddAgency(Partner, "partner");
        await AddAgency(Stranger, "stranger");
        await AddCommunity(Community, "newcomers", "Newcomers");
        await Work.Run(
            Scope.Agency(Owner),
            async (unit, ct) =>
            {
                var setup = Services.GetRequiredService<IChannelSetup>();
                (Connection, WebhookSecret) = await setup.ConnectTelegram(
                    unit,
                    Bot.Identity.Token,
                    Bot.Identity.Username,
                    ConnectionMode.Webhook,
                    demo: false,
                    ct
                );
                Channel = await setup.BindGroup(
                    unit,
                    Community,
                    Connection,
                    $"{Sample.Newcomers.Id}",
                    Sample.Newcomers.Title,
                    ct
                );
            }
        );
        await StartWorker<JournalWriter>();
    }

    protected override void Register(IServiceCollection all)
    {
        all.Configure<TelegramOptions>(o =>
        {
            o.ApiBaseUrl = Telegram.BaseAddress;
            o.CallTimeout = TimeSpan.FromSeconds(2);
        });
        all.AddSingleton(Heard);
        all.AddHandler<MessagePosted, Posted>();
        all.AddHandler<MessageEdited, Edited>();
        all.AddHandler<AccountJoined, Came>();
        all.AddHandler<AccountLeft, Went>();
        all.AddHandler<DeliverySettled, Settled>();
        all.AddHandler<ChoiceMade, Chose>();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Telegram.DisposeAsync();
    }

    /// <summary>Telegram said these things, in this order.</summary>
    public Task Said(params TelegramUpdate[] updates) => Said(Connection, updates);

    /// <summary>The same through another connection.</summary>
    public async Task Said(ConnectionId connection, params TelegramUpdate[] updates)
    {
        var writer = Services.GetRequiredService<JournalWriter>();
        var written = await writer.Append(
            [.. updates.Select(u => TelegramEntry.Of(connection, TelegramIntake.Scan(u.Bytes()), u.Bytes()))],
            TestContext.Current.CancellationToken
        );
        Assert.True(written);
    }

    /// <summary>Works the journal until nothing waits that could be worked now.</summary>
    public async Task Dispatch()
    {
        var dispatcher = Worker<Dispatcher>();
        while (await dispatcher.Round(TestContext.Current.CancellationToken) > 0) { }
    }

    public T Worker<T>()
        where T : Microsoft.Extensions.Hosting.IHostedService =>
        Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<T>().Single();

    public Task<List<long>> Count(string sql, params object[] arguments) =>
        Database.Read(sql, row => row.GetInt64(0), arguments);

    /// <summary>A new administrator of an agency.</summary>
    public async Task<Caller.Staff> Administrator(AgencyId agency)
    {
        var (staff, account) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Database.Administer(
            $"insert into communities.staff (id, agency_id, display_name, languages, joined_at) values ('{staff}', '{agency}', 'Ana', '{{}}', now())",
            $"insert into communities.staff_private (staff_id, agency_id, account_id, email) values ('{staff}', '{agency}', '{account}', '{staff}@example.org')",
            $"insert into communities.staff_roles (id, staff_id, agency_id, role) values (gen_random_uuid(), '{staff}', '{agency}', 'AgencyAdministrator')"
        );
        return new Caller.Staff(AccountId.From(account), agency);
    }

    public Task AddAgency(AgencyId id, string slug) =>
        Database.Administer(
            $"""
            insert into communities.agencies (id, slug, name, state, demo, created_at)
            values ('{id}', '{slug}', 'Agency {slug}', 'Active', false, now())
            """
        );

    public Task AddCommunity(CommunityId id, string slug, string name) =>
        Database.Administer(
            $"""
            insert into communities.communities (id, community_id, slug, name, purpose, audience, description, languages,
                time_zone, interactive, state, created_at)
            values ('{id}', '{id}', '{slug}', '{name}', '', '', '', array['en','ar'], 'America/Toronto', true, 'Open', now())
            """,
            $"""
            insert into communities.co_hosts (community_id, agency_id, agency_slug, role, state, invited_at, state_at)
            values ('{id}', '{Owner}', 'owner', 'Lead', 'Active', now(), now()), ('{id}', '{Partner}', 'partner', 'CoHost', 'Active', now(), now())
            """
        );

    /// <summary>What was announced and committed; a handler can be told to fail.</summary>
    public sealed class Recorder
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<IAnnouncement> _all = new();

        public IReadOnlyList<T> Of<T>() => [.. _all.OfType<T>()];

        public void Add(IEnumerable<IAnnouncement> announced)
        {
            foreach (var one in announced)
                _all.Enqueue(one);
        }

        public void Forget() => _all.Clear();
    }

    private abstract class Listener<T>(Recorder recorder) : IHandle<T>
        where T : IAnnouncement
    {
        public Task Handle(IReadOnlyList<T> announced, UnitOfWork work, CancellationToken cancellationToken)
        {
            recorder.Add(announced.Cast<IAnnouncement>());
            return Task.CompletedTask;
        }
    }

    private sealed class Posted(Recorder recorder) : Listener<MessagePosted>(recorder);

    private sealed class Edited(Recorder recorder) : Listener<MessageEdited>(recorder);

    private sealed class Came(Recorder recorder) : Listener<AccountJoined>(recorder);

    private sealed class Went(Recorder recorder) : Listener<AccountLeft>(recorder);

    private sealed class Chose(Recorder recorder) : Listener<ChoiceMade>(recorder);

    private sealed class Settled(Recorder recorder) : Listener<DeliverySettled>(recorder);
}
