using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SharedCommunity.Host.Postgres;
using Xunit;

namespace SharedCommunity.Tests.Host.Postgres;

/// <summary>The private cluster: made, shared, adopted, recovered, stopped. Each test has a data folder of its own.</summary>
public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sc-pg-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Cluster => Path.Combine(_folder, "data", "postgres");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_cluster_has_the_three_roles_and_keeps_its_rows_over_a_restart()
    {
        await using (var postgres = await StartOne())
        {
            Assert.False(postgres.Adopted);
            Assert.Equal("sc_app", await Ask(postgres.Connections.Application, "select current_user::text"));
            Assert.Equal("sc_accounts", await Ask(postgres.Connections.Accounts, "select current_user::text"));
            Assert.Equal("on", await Ask(postgres.Connections.Application, "show fsync"));
            await Ask(postgres.Connections.Owner!, "create table public.kept as select 42 as n");
        }

        Assert.Null(PostmasterPid.Read(Cluster));
        await using var again = await StartOne();
        Assert.Equal(42, await Ask(again.Connections.Owner!, "select n from public.kept"));
        await using var application = NpgsqlDataSource.Create(again.Connections.Application);
        await using var accounts = NpgsqlDataSource.Create(again.Connections.Accounts);
        await DatabaseRoles.Check(application, accounts, Stop);
    }

    [Fact]
    public async Task Passwords_are_asked_for_and_stand_in_a_file_that_only_its_owner_reads()
    {
        await using var postgres = await StartOne();
        var secrets = Path.Combine(_folder, "data", "postgres-secrets.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secrets));
        var wrong = new NpgsqlConnectionStringBuilder(postgres.Connections.Application) { Password = "wrong" };
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Ask(wrong.ConnectionString, "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task The_application_role_has_no_grant_in_the_accounts_schema()
    {
        await using var postgres = await StartOne();
        await Ask(postgres.Connections.Owner!, "create table accounts.secret as select 7 as n");
        Assert.Equal(7, await Ask(postgres.Connections.Accounts, "select n from accounts.secret"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            Ask(postgres.Connections.Application, "select n from accounts.secret")
        );
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Two_hosts_share_one_cluster_and_the_last_one_stops_it()
    {
        var starts = await Task.WhenAll(StartOne(), StartOne());
        var second = starts.Single(p => p.Adopted);
        var first = starts.Single(p => !p.Adopted);
        Assert.Equal(first.Connections, second.Connections);
        await first.DisposeAsync();
        Assert.Equal(1, await Ask(second.Connections.Application, "select 1"));
        await second.DisposeAsync();
        Assert.Null(PostmasterPid.Read(Cluster));
    }

    [Fact]
    public async Task A_server_that_was_killed_recovers_with_what_was_committed()
    {
        var killed = await StartOne();
        await Ask(killed.Connections.Owner!, "create table public.kept as select 42 as n");
        Kill(PostmasterPid.Read(Cluster)!.Pid);
        await using var again = await StartOne();
        Assert.False(again.Adopted);
        Assert.Equal(42, await Ask(again.Connections.Owner!, "select n from public.kept"));
        await killed.DisposeAsync();
        Assert.Equal(42, await Ask(again.Connections.Owner!, "select n from public.kept"));
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_no_server_behind()
    {
        await (await StartOne()).DisposeAsync();
        using var givenUp = new CancellationTokenSource();
        var cancelling = Task.Run(
            async () =>
            {
                while (PostmasterPid.Read(Cluster) is null)
                    await Task.Delay(1, Stop);
                await givenUp.CancelAsync();
            },
            Stop
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            EmbeddedPostgres.Start(new(Path.Combine(_folder, "data")), NullLogger.Instance, givenUp.Token)
        );
        await cancelling;
        Assert.Null(PostmasterPid.Read(Cluster));
        await using var postgres = await StartOne();
        Assert.False(postgres.Adopted);
    }

    [Fact]
    public async Task A_pid_file_whose_number_another_program_has_now_is_no_obstacle()
    {
        await (await StartOne()).DisposeAsync();
        using var other = Process.Start("sleep", "60");
        var lines = new[]
        {
            other.Id.ToString(CultureInfo.InvariantCulture),
            Cluster,
            "1764000000",
            "5432",
            Cluster,
            "",
            "  5432001         0",
            "ready   ",
        };
        await File.WriteAllLinesAsync(Path.Combine(Cluster, "postmaster.pid"), lines, Stop);
        await using var postgres = await StartOne();
        Assert.False(postgres.Adopted);
        Assert.Equal(1, await Ask(postgres.Connections.Application, "select 1"));
        other.Kill();
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_is_served_on_a_loopback_port()
    {
        var deep = Path.Combine(_folder, new string('d', 100));
        await using var postgres = await StartOne(deep);
        Assert.Equal("127.0.0.1", new NpgsqlConnectionStringBuilder(postgres.Connections.Application).Host);
        Assert.Equal(1, await Ask(postgres.Connections.Application, "select 1"));
    }

    [Fact]
    public async Task Half_a_cluster_left_by_a_crash_is_made_anew()
    {
        Directory.CreateDirectory(Cluster + ".new/base");
        await using var postgres = await StartOne();
        Assert.Equal(1, await Ask(postgres.Connections.Application, "select 1"));
    }

    [Fact]
    public async Task Without_binaries_the_message_names_the_ways()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(() =>
            EmbeddedPostgres.Start(new(Path.Combine(_folder, "data"), empty), NullLogger.Instance, Stop)
        );
        Assert.Contains(empty, refused.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Postgres__Binaries", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__SharedCommunity", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_passwords_are_named_and_not_made_anew()
    {
        await (await StartOne()).DisposeAsync();
        var secrets = Path.Combine(_folder, "data", "postgres-secrets.json");
        File.Delete(secrets);
        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(() => StartOne());
        Assert.Contains(secrets, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(secrets));
    }

    private Task<EmbeddedPostgres> StartOne(string? folder = null) =>
        EmbeddedPostgres.Start(new(folder ?? Path.Combine(_folder, "data")), NullLogger.Instance, Stop);

    private static async Task<object?> Ask(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connection) { Pooling = false }
        );
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        process.WaitForExit();
    }
}
