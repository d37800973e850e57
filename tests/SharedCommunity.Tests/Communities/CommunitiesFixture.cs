using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Communities;

/// <summary>An agency and the account of its administrator.</summary>
internal sealed record TestAgency(AgencyId Id, string Slug, AccountId Administrator)
{
    public Caller.Staff Caller => new(Administrator, Id);
}

/// <summary>The floors with accounts in memory (the host's own need a host) and a first platform administrator.</summary>
public sealed class CommunitiesFixture : RunningModules, IAsyncLifetime
{
    private int count;

    internal AccountId Platform { get; } = AccountId.New();

    internal AccountsInMemory Accounts { get; } = new();

    internal ConcurrentBag<CoHostingEnded> Ended { get; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var first = await Work.Call(
            "communities.first_platform_administrator",
            [Platform.Value],
            row => row.GetBoolean(0)
        );
        Assert.Equal([true], first);
    }

    protected override void Register(IServiceCollection all)
    {
        all.AddSingleton<IAccounts>(Accounts);
        all.AddSingleton(Ended);
        all.AddHandler<CoHostingEnded, NotesEnded>();
    }

    internal T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    internal IAdministration Administration => Get<IAdministration>();

    /// <summary>A fresh agency with an administrator of its own.</summary>
    internal async Task<TestAgency> Agency()
    {
        var slug = $"agency-{Interlocked.Increment(ref count)}";
        var email = $"administrator@{slug}.example";
        var id = await Administration.FoundAgency(
            Platform,
            slug,
            "Agency " + slug,
            new(email, "Administrator of " + slug, ["en"], []),
            demo: false,
            TestContext.Current.CancellationToken
        );
        return new(id, slug, Accounts.Of(email));
    }

    /// <summary>A staff member with these roles.</summary>
    internal async Task<(StaffId Id, Caller.Staff Caller)> Staff(TestAgency agency, params Role[] roles)
    {
        var email = $"staff-{Interlocked.Increment(ref count)}@{agency.Slug}.example";
        var id = await Administration.AddStaff(
            agency.Administrator,
            agency.Id,
            new(email, "Staff member", ["fr", "ar"], roles),
            TestContext.Current.CancellationToken
        );
        return (id, new(Accounts.Of(email), agency.Id));
    }

    /// <summary>An open community that the agency leads.</summary>
    internal Task<CommunityId> Community(TestAgency lead) =>
        Administration.FoundCommunity(
            lead.Administrator,
            lead.Id,
            new(
                $"community-{Interlocked.Increment(ref count)}",
                "Newcomers together",
                "Help with settling",
                "Newcomers",
                ["ar", "fr"],
                "America/Toronto",
                null
            ),
            TestContext.Current.CancellationToken
        );

    internal Task Join(TestAgency lead, CommunityId community, TestAgency coHost, CoHostRole role) =>
        Administration.AddCoHost(
            (lead.Administrator, lead.Id),
            (coHost.Administrator, coHost.Id, coHost.Slug),
            community,
            role,
            TestContext.Current.CancellationToken
        );

    internal sealed class NotesEnded(ConcurrentBag<CoHostingEnded> ended) : IHandle<CoHostingEnded>
    {
        public Task Handle(
            IReadOnlyList<CoHostingEnded> announced,
            UnitOfWork work,
            CancellationToken cancellationToken
        )
        {
            foreach (var one in announced)
                ended.Add(one);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Accounts without a host: an e-mail is an account.</summary>
internal sealed class AccountsInMemory : IAccounts
{
    private readonly ConcurrentDictionary<string, AccountId> accounts = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentBag<AccountId> Links { get; } = [];

    public ConcurrentBag<AccountId> SecondFactors { get; } = [];

    public AccountId Of(string email) => accounts.GetOrAdd(email, _ => AccountId.New());

    public Task<AccountId> FindOrCreate(string email, CancellationToken ct) => Task.FromResult(Of(email));

    public Task<KnownAccount?> Find(string email, CancellationToken ct) =>
        Task.FromResult(accounts.TryGetValue(email, out var known) ? new KnownAccount(known, null) : null);

    public Task<string> IssueResetLink(AccountId account, CancellationToken ct)
    {
        Links.Add(account);
        return Task.FromResult($"/sign-in/reset?account={account}");
    }

    public Task<bool> HasSecondFactor(AccountId account, CancellationToken ct) =>
        Task.FromResult(SecondFactors.Contains(account));
}
