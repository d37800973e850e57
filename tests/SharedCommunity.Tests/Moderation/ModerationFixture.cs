using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using SharedCommunity.Channels.Connections;
using SharedCommunity.Channels.Contracts;
using SharedCommunity.Channels.Messages;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Moderation;

/// <summary>A staff member of a test.</summary>
public sealed record Someone(AccountId Account, AgencyId Agency, StaffId Staff, string Name)
{
    public Caller Caller => new Caller.Staff(Account, Agency);
}

/// <summary>Two agencies that co-host one community on a bot of the first, a referral partner, and a stranger.</summary>
public sealed class ModerationFixture : RunningModules, IAsyncLifetime
{
    private const string Standard = """
        {"respondWithin":"PT24H","rule":"elapsed","hours":[],"holidays":[],"replyOutsideHours":true}
        """;

    private readonly Dictionary<string, ChannelAccountId> _accounts = [];
    private int _made;

    public AgencyId North { get; } = AgencyId.New();
    public AgencyId South { get; } = AgencyId.New();
    public Someone Amina { get; private set; } = null!;
    public Someone Omar { get; private set; } = null!;
    public Someone Boris { get; private set; } = null!;
    public Someone Viewer { get; private set; } = null!;
    public Someone Partner { get; private set; } = null!;
    public Someone Stranger { get; private set; } = null!;
    public CommunityId Community { get; private set; }
    public string Slug => $"newcomers-{_made}";
    public ChannelId Group { get; private set; }
    public ChannelId PrivateLine { get; private set; }
    private ConnectionId Connection { get; set; }

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAgency(North, "north");
        await AddAgency(South, "south");
        var (third, fourth) = (AgencyId.New(), AgencyId.New());
        await AddAgency(third, "third");
        await AddAgency(fourth, "fourth");
        Amina = await AddStaff(North, "Amina", Role.Moderator);
        Omar = await AddStaff(North, "Omar", Role.Moderator);
        Boris = await AddStaff(South, "Boris", Role.Moderator);
        Viewer = await AddStaff(South, "Vera", Role.Viewer);
        Partner = await AddStaff(third, "Paul", Role.Moderator);
        Stranger = await AddStaff(fourth, "Sara", Role.Moderator);
        await FreshCommunity(third: third);
    }

    /// <summary>A community of its own for one test, so that tests of a class do not meet each other's inquiries.</summary>
    public async Task FreshCommunity(string standard = Standard, AgencyId? third = null)
    {
        Community = CommunityId.New();
        var partner = third ?? Partner.Agency;
        _made++;
        await Database.Administer(
            $"""
            insert into communities.communities (id, community_id, slug, name, purpose, audience, description, languages,
                time_zone, interactive, state, created_at, service_standard)
            values ('{Community}', '{Community}', 'newcomers-{_made}', 'Newcomers', '', '', '', array['en','ar'],
                'America/Toronto', true, 'Open', now(), {(standard.Length == 0 ? "null" : $"'{standard}'")})
            """,
            $"""
            insert into communities.co_hosts (community_id, agency_id, role, state, invited_at, state_at)
            values ('{Community}', '{North}', 'Lead', 'Active', now(), now()),
                ('{Community}', '{South}', 'CoHost', 'Active', now(), now()),
                ('{Community}', '{partner}', 'ReferralPartner', 'Active', now(), now())
            """
        );
        await Work.Run(
            Scope.Agency(North),
            async (unit, ct) =>
            {
                var setup = Services.GetRequiredService<IChannelSetup>();
                (Connection, _) = await setup.ConnectTelegram(
                    unit,
                    $"{_made}:AA{Guid.CreateVersion7():N}",
                    $"help_{_made}_bot",
                    ConnectionMode.Webhook,
                    demo: false,
                    ct
                );
                await unit.Db.SaveChangesAsync(ct);
                Group = await setup.BindGroup(unit, Community, Connection, $"-100{_made}", "Newcomers", ct);
                await unit.Db.SaveChangesAsync(ct);
                PrivateLine = await unit
                    .Db.Set<ChannelCard>()
                    .Where(c => c.CommunityId == Community && c.PrivateLine)
                    .Select(c => c.Id)
                    .SingleAsync(ct);
            }
        );
    }

    /// <summary>Somebody writes, as the dispatcher would announce it. Returns the message.</summary>
    public async Task<MessageId> Says(
        string who,
        string text,
        bool privately = false,
        Duration after = default,
        bool toPerson = false,
        bool answersChoice = false
    )
    {
        Clock.Advance(after.ToTimeSpan());
        var message = MessageId.New();
        await Work.Run(
            Scope.Community(Community),
            async (unit, ct) => await Post(unit, message, who, text, privately, toPerson, answersChoice)
        );
        return message;
    }

    /// <summary>Many write at once, in one batch.</summary>
    public Task Write(IEnumerable<(string Who, string Text, bool Privately)> posts) =>
        Work.Run(
            Scope.Community(Community),
            async (unit, ct) =>
            {
                foreach (var (who, text, privately) in posts)
                    await Post(unit, MessageId.New(), who, text, privately, false);
            }
        );

    private Task Post(
        UnitOfWork unit,
        MessageId id,
        string who,
        string text,
        bool privately,
        bool toPerson,
        bool answersChoice = false
    )
    {
        var key = $"{Community}/{who}";
        if (!_accounts.TryGetValue(key, out var account))
        {
            account = _accounts[key] = ChannelAccountId.New();
            unit.Db.Add(
                new ChannelAccount
                {
                    Id = account,
                    CommunityId = Community,
                    ConnectionId = Connection,
                    Account = $"{_accounts.Count}",
                    Name = who,
                    FirstSeenAt = unit.Now,
                }
            );
        }

        var channel = privately ? PrivateLine : Group;
        unit.Db.Add(
            new Message
            {
                Id = id,
                CommunityId = Community,
                ChannelId = channel,
                ChannelAccountId = account,
                ConversationId = privately ? account : null,
                WriterName = who,
                Text = text,
                SentAt = unit.Now,
                Private = privately,
                Placed = !privately,
            }
        );
        unit.Announce(
            new MessagePosted(
                Community,
                id,
                channel,
                account,
                who,
                null,
                text,
                privately,
                toPerson,
                false,
                unit.Now,
                false,
                AnswersChoice: answersChoice
            )
        );
        return Task.CompletedTask;
    }

    /// <summary>Runs a use case as somebody.</summary>
    public Task<Outcome<TResult>> As<TRequest, TSubject, TResult>(
        Someone who,
        UseCase<TRequest, TSubject, TResult> useCase,
        TRequest request
    )
        where TRequest : notnull
        where TSubject : class => Runner.Run(useCase, request, who.Caller);

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task<List<long>> Count(string sql, params object[] arguments) =>
        Database.Read(sql, row => row.GetInt64(0), arguments);

    private Task AddAgency(AgencyId id, string slug) =>
        Database.Administer(
            $"""
            insert into communities.agencies (id, slug, name, state, demo, created_at)
            values ('{id}', '{slug}', 'Agency {slug}', 'Active', false, now())
            """
        );

    private async Task<Someone> AddStaff(AgencyId agency, string name, Role role)
    {
        var someone = new Someone(AccountId.New(), agency, StaffId.New(), name);
        await Database.Administer(
            $"""
            insert into communities.staff (id, agency_id, display_name, languages, joined_at)
            values ('{someone.Staff}', '{agency}', '{name}', array['en'], now())
            """,
            $"""
            insert into communities.staff_private (staff_id, agency_id, account_id, email)
            values ('{someone.Staff}', '{agency}', '{someone.Account}', '{name}@example.org')
            """,
            $"""
            insert into communities.staff_roles (id, staff_id, agency_id, role)
            values ('{Guid.CreateVersion7()}', '{someone.Staff}', '{agency}', '{role}')
            """
        );
        return someone;
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
