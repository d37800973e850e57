using Microsoft.Extensions.DependencyInjection;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Kernel;

/// <summary>Something happened; two handlers of the fixture write it down.</summary>
public sealed record Noted(CommunityId CommunityId, string Note) : IAnnouncement;

/// <summary>Writes every note down, and fails on those that say so.</summary>
internal sealed class WriteDown : IHandle<Noted>
{
    public static readonly HashSet<string> FailsOn = [];

    /// <summary>The scope in which each note was heard last.</summary>
    public static readonly Dictionary<string, Scope> HeardIn = [];

    public async Task Handle(IReadOnlyList<Noted> announced, UnitOfWork work, CancellationToken cancellationToken)
    {
        foreach (var noted in announced)
        {
            await ProbeFixture.Write(work, noted.CommunityId, $"first:{noted.Note}", cancellationToken);
            HeardIn[noted.Note] = work.Scope;
            if (FailsOn.Contains(noted.Note))
                throw new InvalidOperationException("as ordered");
        }
    }
}

/// <summary>A second handler, which never fails.</summary>
internal sealed class WriteDownToo : IHandle<Noted>
{
    public async Task Handle(IReadOnlyList<Noted> announced, UnitOfWork work, CancellationToken cancellationToken)
    {
        foreach (var noted in announced)
            await ProbeFixture.Write(work, noted.CommunityId, $"second:{noted.Note}", cancellationToken);
    }
}

/// <summary>Two agencies in one community, a third in none, and a table that is shared by the template.</summary>
public sealed class ProbeFixture : RunningModules, IAsyncLifetime
{
    public CommunityId Community { get; } = CommunityId.New();
    public AgencyId Ours { get; } = AgencyId.New();
    public AgencyId Theirs { get; } = AgencyId.New();
    public AgencyId Strangers { get; } = AgencyId.New();
    public AccountId Moderator { get; } = AccountId.New();
    public AccountId Viewer { get; } = AccountId.New();
    public AccountId Stranger { get; } = AccountId.New();

    public Caller As(AccountId account) => new Caller.Staff(account, account == Stranger ? Strangers : Ours);

    public static Task Write(UnitOfWork work, CommunityId community, string note, CancellationToken ct) =>
        work.Execute("insert into kernel.probe (community_id, note) values ($1, $2)", [community.Value, note], ct);

    public Task<List<string>> Notes() =>
        Database.Read("select note from kernel.probe order by seq", row => row.GetString(0));

    protected override void Register(IServiceCollection all) =>
        all.AddHandler<Noted, WriteDown>().AddHandler<Noted, WriteDownToo>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.Administer(
            "select set_config('sc.application_role', 'sc_app', false)",
            "create table kernel.probe (seq bigint generated always as identity, community_id uuid not null, note text not null)",
            "call kernel.community_shared('kernel.probe')",
            $"insert into communities.communities (id, community_id, slug, name, purpose, audience, description, languages, time_zone, interactive, state, created_at) values ('{Community}', '{Community}', 'probe', 'Probe', '', '', '', '{{en}}', 'America/Toronto', true, 'Open', now())"
        );
        foreach (var (agency, slug) in new[] { (Ours, "ours"), (Theirs, "theirs"), (Strangers, "strangers") })
            await Database.Administer(
                $"insert into communities.agencies (id, slug, name, state, demo, created_at) values ('{agency}', '{slug}', '{slug}', 'Active', false, now())"
            );
        foreach (var agency in new[] { Ours, Theirs })
            await Database.Administer(
                $"insert into communities.co_hosts (agency_id, community_id, role, state, invited_at, state_at) values ('{agency}', '{Community}', 'CoHost', 'Active', now(), now())"
            );
        foreach (
            var (account, agency, role) in new[]
            {
                (Moderator, Ours, Role.Moderator),
                (Viewer, Ours, Role.Viewer),
                (Stranger, Strangers, Role.Moderator),
            }
        )
        {
            var staff = StaffId.New();
            await Database.Administer(
                $"insert into communities.staff (id, agency_id, display_name, languages, joined_at) values ('{staff}', '{agency}', '{role}', '{{}}', now())",
                $"insert into communities.staff_private (staff_id, agency_id, account_id, email) values ('{staff}', '{agency}', '{account}', 'x@example.org')",
                $"insert into communities.staff_roles (id, staff_id, agency_id, role) values ('{Guid.CreateVersion7()}', '{staff}', '{agency}', '{role}')"
            );
        }
    }
}
