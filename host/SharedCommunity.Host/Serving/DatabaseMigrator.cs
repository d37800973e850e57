using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharedCommunity.Host.Accounts;
using SharedCommunity.Kernel.Data;

namespace SharedCommunity.Host.Serving;

/// <summary>Brings the schema up to date, as the owner role; used by <c>migrate</c> and in Development.</summary>
internal static class DatabaseMigrator
{
    /// <param name="owner">The owner role's connection string.</param>
    /// <param name="applicationRole">The role that the host works as; it is given what it needs and no more.</param>
    /// <param name="accountsRole">The role of the accounts.</param>
    /// <param name="ct">Stops between two migrations.</param>
    public static async Task Migrate(string owner, string applicationRole, string accountsRole, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(owner)
        {
            Options = $"-c sc.application_role={applicationRole}",
            Pooling = false,
        }.ConnectionString;

        await using (
            var accounts = new AccountsDb(
                new DbContextOptionsBuilder<AccountsDb>()
                    .UseNpgsql(settings, AccountsDb.Provider)
                    .UseSnakeCaseNamingConvention()
                    .Options
            )
        )
        {
            await accounts.Database.MigrateAsync(ct);
            await Grant(settings, accountsRole, ct);
        }

        await using var house = new SharedCommunityDb(
            DatabaseSources.Options(
                Modules.All,
                options =>
                    options.UseNpgsql(
                        settings,
                        npgsql =>
                        {
                            DatabaseSources.Provider(npgsql);
                            npgsql.MigrationsAssembly(typeof(DatabaseMigrator).Assembly.GetName().Name);
                        }
                    )
            )
        );
        using (house.AsOwner())
        {
            await house.Database.MigrateAsync(ct);
        }
    }

    private static async Task Grant(string owner, string accountsRole, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select set_config('sc.accounts_role', $1, false)")
                {
                    Parameters = { new() { Value = accountsRole } },
                },
                new(
                    """
                    do $$
                    declare role constant text := current_setting('sc.accounts_role');
                    begin
                        execute format('grant usage on schema accounts to %I', role);
                        execute format('grant select, insert, update, delete on all tables in schema accounts to %I', role);
                        execute format('grant usage, select on all sequences in schema accounts to %I', role);
                    end $$
                    """
                ),
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }
}
