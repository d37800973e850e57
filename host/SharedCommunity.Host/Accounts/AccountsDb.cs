using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SharedCommunity.Host.Accounts;

/// <summary>An account signs in and belongs to no agency.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public Account() => Id = Guid.CreateVersion7();

    /// <summary>The language that its owner chose, two letters; null while none was chosen.</summary>
    public string? Language { get; set; }
}

/// <summary>
/// Accounts and the Data Protection keys, alone: schema <c>accounts</c>, a database role of its own. The application
/// role has no grant here, and this role has none elsewhere.
/// </summary>
internal sealed class AccountsDb(DbContextOptions<AccountsDb> options)
    : IdentityUserContext<Account, Guid>(options),
        IDataProtectionKeyContext
{
    public const string Schema = "accounts";

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public static void Provider(
        Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql
    ) =>
        npgsql
            .MigrationsHistoryTable("migrations", Schema)
            .MigrationsAssembly(typeof(AccountsDb).Assembly.GetName().Name);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.HasDefaultSchema(Schema);
        base.OnModelCreating(builder);
        builder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Language).HasMaxLength(2);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
    }
}

/// <summary>Makes the context for the migration tool.</summary>
internal sealed class DesignTimeAccountsDb : IDesignTimeDbContextFactory<AccountsDb>
{
    public AccountsDb CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<AccountsDb>()
                .UseNpgsql("Host=/nowhere", AccountsDb.Provider)
                .UseSnakeCaseNamingConvention()
                .Options
        );
}
