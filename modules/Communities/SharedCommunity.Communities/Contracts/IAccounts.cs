using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.Contracts;

/// <summary>
/// The accounts beside the house: they have a database role of their own. A step that needs both does the account
/// first and the staff row second, each repeatable.
/// </summary>
public interface IAccounts
{
    /// <summary>The account of that e-mail; made without a password where there is none.</summary>
    Task<AccountId> FindOrCreate(string email, CancellationToken ct);

    /// <summary>The account of that e-mail, if there is one.</summary>
    Task<KnownAccount?> Find(string email, CancellationToken ct);

    /// <summary>
    /// Makes a one-time link by which the account's owner sets a new password. Shown once to whoever issued it.
    /// </summary>
    /// <returns>The address below the site's root.</returns>
    Task<string> IssueResetLink(AccountId account, CancellationToken ct);

    /// <summary>Whether the account signs in with a second factor.</summary>
    Task<bool> HasSecondFactor(AccountId account, CancellationToken ct);
}

/// <summary>An account that somebody may be written to.</summary>
/// <param name="Id">The account.</param>
/// <param name="Language">The language that its owner chose; null if none was chosen.</param>
public sealed record KnownAccount(AccountId Id, string? Language);
