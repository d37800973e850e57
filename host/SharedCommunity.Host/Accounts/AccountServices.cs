using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Host.Mail;
using SharedCommunity.Host.SignIn;

namespace SharedCommunity.Host.Accounts;

/// <summary>Registers accounts, sign-in and the keys that protect secrets.</summary>
internal static class AccountServices
{
    /// <summary>With how many connections of their role the accounts do, in each host.</summary>
    public const int MostConnections = 5;

    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    public static IServiceCollection AddAccounts(
        this IServiceCollection services,
        IConfiguration configuration,
        string dataFolder
    )
    {
        var certificate = KeyCertificate.Load(configuration, dataFolder, TimeProvider.System);
        services.AddDbContext<AccountsDb>(
            (provider, options) =>
                options
                    .UseNpgsql(
                        FewConnections(provider.GetRequiredService<IConfiguration>().GetConnectionString("Accounts")),
                        AccountsDb.Provider
                    )
                    .UseSnakeCaseNamingConvention(),
            optionsLifetime: ServiceLifetime.Singleton
        );
        services
            .AddDataProtection()
            .SetApplicationName("SharedCommunity")
            .PersistKeysToDbContext<AccountsDb>()
            .ProtectKeysWithCertificate(certificate)
            .UnprotectKeysWithAnyCertificate(certificate);
        services
            .AddIdentityCore<Account>(identity =>
            {
                // Length is what makes a password strong; rules on characters make people write it down.
                identity.Password = new()
                {
                    RequiredLength = 10,
                    RequiredUniqueChars = 5,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                };
                identity.Lockout.MaxFailedAccessAttempts = 10;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
            })
            .AddEntityFrameworkStores<AccountsDb>()
            .AddUserStore<AccountStore>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddSingleton<IAccounts, BuiltInAccounts>();
        services.AddSingleton<AccountDirectory>();
        services.Configure<MailSettings>(configuration.GetSection("Mail"));
        services.AddSingleton<AccountMails>();
        services.AddSingleton<SignIn.ResetLimits>();
        services.AddHostedService<MailPump>();
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(
                IdentityConstants.ApplicationScheme,
                cookie =>
                {
                    cookie.Cookie.Name = "sc-session";
                    cookie.Cookie.HttpOnly = true;
                    cookie.Cookie.SameSite = SameSiteMode.Lax;
                    cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    cookie.ExpireTimeSpan = SessionLength;
                    cookie.SlidingExpiration = true;
                    cookie.LoginPath = "/sign-in";
                    cookie.ReturnUrlParameter = "returnTo";
                    cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
                    cookie.Events.OnRedirectToLogin = SignInEndpoints.AskToSignIn;
                    cookie.Events.OnRedirectToAccessDenied = context =>
                    {
                        context.Response.StatusCode = StatusCodes.Status403Forbidden;
                        return Task.CompletedTask;
                    };
                }
            )
            .AddCookie(
                IdentityConstants.TwoFactorUserIdScheme,
                cookie =>
                {
                    cookie.Cookie.Name = "sc-second-factor";
                    cookie.Cookie.SameSite = SameSiteMode.Lax;
                    cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
                }
            )
            .AddScheme<ApiKeyOptions, ApiKeyScheme>(ApiKeyScheme.Name, null);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(
                ApiKeyScheme.Name,
                policy => policy.AddAuthenticationSchemes(ApiKeyScheme.Name).RequireAuthenticatedUser()
            )
            .AddPolicy(
                IdentityConstants.ApplicationScheme,
                policy =>
                    policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser()
            );
        // A reset password or a disabled account ends open sessions within this time; rights are re-read at once anyway.
        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = TimeSpan.FromMinutes(1);
            stamp.OnRefreshingPrincipal = SecondFactor.Keep;
        });
        services.Configure<DataProtectionTokenProviderOptions>(token => token.TokenLifespan = TimeSpan.FromHours(24));
        return services;
    }

    // Open sessions are checked every minute, after a lull many at once. To wait for one of a few connections takes less
    // than to open one for each.
    private static string FewConnections(string? connectionString)
    {
        var few = new NpgsqlConnectionStringBuilder(connectionString);
        few.MaxPoolSize = Math.Min(few.MaxPoolSize, MostConnections);
        few.MinPoolSize = Math.Min(few.MinPoolSize, few.MaxPoolSize);
        return few.ConnectionString;
    }
}
