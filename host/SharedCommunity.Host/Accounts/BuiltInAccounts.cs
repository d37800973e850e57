using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Host.Accounts;

/// <summary>Built-in accounts: ASP.NET Core Identity.</summary>
internal sealed class BuiltInAccounts(IServiceScopeFactory scopes) : IAccounts
{
    public async Task<AccountId> FindOrCreate(string email, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await accounts.FindByEmailAsync(email) is { } known)
        {
            return AccountId.From(known.Id);
        }

        var made = new Account
        {
            UserName = email,
            Email = email,
            EmailConfirmed = true,
        };
        var result = await accounts.CreateAsync(made);
        if (result.Succeeded)
        {
            return AccountId.From(made.Id);
        }

        // Somebody else made it in the meantime: the unique index decides, and both mean the same account.
        return await accounts.FindByEmailAsync(email) is { } theirs
            ? AccountId.From(theirs.Id)
            : throw new InvalidOperationException(
                $"The account could not be made: {string.Join(", ", result.Errors.Select(e => e.Code))}."
            );
    }

    public async Task<KnownAccount?> Find(string email, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await accounts.FindByEmailAsync(email) is { } known
            ? new KnownAccount(AccountId.From(known.Id), known.Language)
            : null;
    }

    public async Task<string> IssueResetLink(AccountId account, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var found =
            await accounts.FindByIdAsync(account.ToString())
            ?? throw new InvalidOperationException("There is no such account.");
        var token = await accounts.GeneratePasswordResetTokenAsync(found);
        return QueryHelpers.AddQueryString(
            "/sign-in/reset",
            new Dictionary<string, string?>
            {
                ["account"] = account.ToString(),
                ["token"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token)),
            }
        );
    }

    public async Task<bool> HasSecondFactor(AccountId account, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await accounts.FindByIdAsync(account.ToString()) is { TwoFactorEnabled: true };
    }
}

/// <summary>Puts the account's id, and nothing else of ours, into the sign-in cookie.</summary>
internal sealed class AccountClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(CallerSource.AccountClaim, user.Id.ToString()));
        return identity;
    }
}
