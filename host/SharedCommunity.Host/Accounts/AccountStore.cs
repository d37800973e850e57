using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace SharedCommunity.Host.Accounts;

/// <summary>
/// Keeps accounts; what proves a second factor (the authenticator's key, the recovery codes) is encrypted, so that a
/// dump of the database alone does not let anybody pass.
/// </summary>
internal sealed class AccountStore(AccountsDb db, IDataProtectionProvider protection, IdentityErrorDescriber errors)
    : UserOnlyStore<Account, AccountsDb, Guid>(db, errors)
{
    private readonly IDataProtector _protector = protection.CreateProtector("SharedCommunity.SecondFactor");

    public override Task SetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        string? value,
        CancellationToken cancellationToken
    ) =>
        base.SetTokenAsync(
            user,
            loginProvider,
            name,
            value is null ? null : _protector.Protect(value),
            cancellationToken
        );

    public override async Task<string?> GetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        CancellationToken cancellationToken
    ) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value
            ? _protector.Unprotect(value)
            : null;
}
