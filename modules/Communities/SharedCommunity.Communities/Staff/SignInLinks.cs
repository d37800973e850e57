using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Communities.Staff;

/// <summary>
/// Whose sign-in link an agency may hand out. A link sets a password, so it opens every door of the account: it is
/// given for accounts that belong to no other agency, ended memberships included, and not to the platform.
/// </summary>
internal static class SignInLinks
{
    public static async Task<bool> MayIssue(
        AccountId account,
        AgencyId agency,
        UnitOfWork work,
        CancellationToken ct
    ) =>
        await work.Call("communities.account_is_ours", [account.Value, agency.Value], row => row.GetBoolean(0), ct)
            is [true];

    /// <summary>The link for somebody who was just added; null where an agency may not give it.</summary>
    public static async Task<string?> ForNewcomer(
        IAccounts accounts,
        AccountId account,
        AgencyId agency,
        UnitOfWork work,
        CancellationToken ct
    ) => await MayIssue(account, agency, work, ct) ? await accounts.IssueResetLink(account, ct) : null;
}
