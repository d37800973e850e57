using Npgsql;
using SharedCommunity.Host.Postgres;
using SharedCommunity.Testing;
using Xunit;

namespace SharedCommunity.Tests.Host.Postgres;

/// <summary>Each way in which a runtime role could pass the wall is planted, refused, and named with its cure.</summary>
public sealed class DatabaseRolesTests
{
    public static TheoryData<string, string, string> Plants =>
        new()
        {
            { "alter role {role} superuser", "is superuser", "alter role {role} nosuperuser" },
            { "alter role {role} bypassrls", "has BYPASSRLS", "alter role {role} nobypassrls" },
            { "alter role {role} createrole", "has CREATEROLE", "alter role {role} nocreaterole" },
            { "alter role {role} replication", "has REPLICATION", "alter role {role} noreplication" },
            {
                "create table public.mine (); alter table public.mine owner to {role}",
                "owns the table mine",
                "reassign owned by {role} to sc_owner"
            },
            {
                "create schema mine authorization {role}",
                "owns the schema mine",
                "alter schema mine owner to sc_owner"
            },
            {
                "create function public.mine() returns int language sql as 'select 1'; alter function public.mine() owner to {role}",
                "owns the function mine()",
                "reassign owned by {role} to sc_owner"
            },
            { "grant {owner} to {role}", "may become {owner}, which owns the table", "revoke {owner} from {role}" },
            {
                "alter role {role} noinherit; grant {owner} to {role}",
                "may become {owner}, which owns the database",
                "revoke {owner} from {role}"
            },
            {
                "grant pg_execute_server_program to {role}",
                "may become pg_execute_server_program",
                "revoke pg_execute_server_program from {role}"
            },
        };

    [Theory, MemberData(nameof(Plants))]
    public async Task A_role_that_could_pass_the_wall_is_refused_with_the_cure(string plant, string fault, string cure)
    {
        await using var stage = await Stage.Set();
        Assert.Empty(await stage.Faults());
        await stage.Administer(stage.Name(plant));
        var refused = await Assert.ThrowsAsync<UnsafeRolesException>(stage.Check);
        Assert.Contains(refused.Faults, f => f.Contains(stage.Name(fault), StringComparison.Ordinal));
        Assert.Contains(refused.Faults, f => f.Contains(stage.Name(cure), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grant usage on schema accounts to {role}")]
    [InlineData("grant select on accounts.users to {role}")]
    public async Task An_application_role_with_a_grant_on_accounts_is_refused(string plant)
    {
        await using var stage = await Stage.Set();
        await stage.Administer(stage.Name(plant));
        var refused = await Assert.ThrowsAsync<UnsafeRolesException>(stage.Check);
        Assert.Contains("schema accounts", Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_role_for_both_doors_is_refused()
    {
        await using var stage = await Stage.Set();
        await using var application = stage.AsApplication();
        var faults = await DatabaseRoles.Faults(application, application, TestContext.Current.CancellationToken);
        Assert.Contains(faults, f => f.Contains("each needs a role of its own", StringComparison.Ordinal));
    }

    /// <summary>A database with an owner and two runtime roles of its own, so that a planted fault harms no other test.</summary>
    private sealed class Stage(TestCluster cluster, string suffix) : IAsyncDisposable
    {
        private string Database => "roles_" + suffix;

        public static async Task<Stage> Set()
        {
            var cluster = await TestCluster.Running;
            var stage = new Stage(cluster, Guid.CreateVersion7().ToString("N")[20..]);
            foreach (var role in new[] { "{owner}", "{role}", "{accounts}" })
                await cluster.Administer([stage.Name($"create role {role} login")]);
            await cluster.Administer([stage.Name($"create database {stage.Database} owner {{owner}}")]);
            await stage.Administer(
                stage.Name("create schema accounts authorization {owner}"),
                stage.Name("create table accounts.users (); alter table accounts.users owner to {owner}")
            );
            return stage;
        }

        public string Name(string text) =>
            text.Replace("{owner}", "owner_" + suffix, StringComparison.Ordinal)
                .Replace("{role}", "app_" + suffix, StringComparison.Ordinal)
                .Replace("{accounts}", "accounts_" + suffix, StringComparison.Ordinal);

        public Task Administer(params string[] statements) => cluster.Administer(statements, Database);

        public NpgsqlDataSource AsApplication() =>
            NpgsqlDataSource.Create(Unpooled(cluster.ConnectionString(Name("{role}"), Database)));

        public async Task<IReadOnlyList<string>> Faults()
        {
            await using var application = AsApplication();
            await using var accounts = NpgsqlDataSource.Create(
                Unpooled(cluster.ConnectionString(Name("{accounts}"), Database))
            );
            return await DatabaseRoles.Faults(application, accounts, TestContext.Current.CancellationToken);
        }

        public async Task Check()
        {
            await using var application = AsApplication();
            await using var accounts = NpgsqlDataSource.Create(
                Unpooled(cluster.ConnectionString(Name("{accounts}"), Database))
            );
            await DatabaseRoles.Check(application, accounts, TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await cluster.Administer([$"drop database {Database} with (force)"]);
            foreach (var role in new[] { "{role}", "{accounts}", "{owner}" })
                await cluster.Administer([Name($"drop role {role}")]);
        }

        private static NpgsqlConnectionStringBuilder Unpooled(string connection) => new(connection) { Pooling = false };
    }
}
