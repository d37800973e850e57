using System.Net;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.Scopes;

namespace SharedCommunity.Host.SignIn;

/// <summary>
/// How many links for a new password are sent: an account gets few in an hour, whichever host is asked, and one address
/// may not ask for the whole town's. Whoever is over the limit gets the same answer as everybody, and no mail goes.
/// </summary>
internal sealed class ResetLimits(Work work) : IDisposable
{
    /// <summary>How many mails that give access an account gets within an hour.</summary>
    public const int PerAccount = 3;

    /// <summary>How often one address may ask within an hour.</summary>
    public const int PerAddress = 20;

    private static readonly TimeSpan Within = TimeSpan.FromHours(1);

    private readonly AddressLimit _addresses = new(PerAddress, Within);

    /// <summary>Whether this address may ask once more; asking counts.</summary>
    public bool Allows(IPAddress? address) => _addresses.Allows(address);

    /// <summary>Whether this account may be sent one more link.</summary>
    public async Task<bool> Allows(AccountId account, CancellationToken stop) =>
        await work.Call("kernel.access_mails", [account.Value, Within], row => row.GetInt32(0), stop) is [< PerAccount];

    /// <inheritdoc />
    public void Dispose() => _addresses.Dispose();
}
