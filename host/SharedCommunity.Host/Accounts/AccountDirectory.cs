using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Host.Accounts;

/// <summary>Accounts for the host's own commands and workers, outside any request.</summary>
internal sealed class AccountDirectory(IServiceScopeFactory scopes)
{
    /// <summary>The account with that address, if there is one.</summary>
    public Task<AccountId?> Find(string email) =>
        With(async accounts =>
            await accounts.FindByEmailAsync(email) is { } found ? AccountId.From(found.Id) : (AccountId?)null
        );

    /// <summary>Where to write to the owner of an account; null if there is no such account any more.</summary>
    public Task<string?> EmailOf(AccountId account) =>
        With(async accounts => (await accounts.FindByIdAsync(account.ToString()))?.Email);

    /// <summary>Remembers the language that an account's owner chose.</summary>
    public async Task SetLanguage(AccountId account, string language)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<AccountsDb>()
            .Users.Where(one => one.Id == account.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Language, language));
    }

    /// <summary>Gives a new account its first password.</summary>
    public Task SetFirstPassword(AccountId account, string password) =>
        With(async accounts =>
        {
            var found =
                await accounts.FindByIdAsync(account.ToString())
                ?? throw new InvalidOperationException("There is no such account.");
            var result = await accounts.AddPasswordAsync(found, password);
            return result.Succeeded
                ? true
                : throw new InvalidOperationException(string.Join(", ", result.Errors.Select(e => e.Code)));
        });

    private async Task<T> With<T>(Func<UserManager<Account>, Task<T>> action)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await action(scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
    }
}
