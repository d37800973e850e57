using System.Net;
using System.Threading.RateLimiting;
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

    private readonly PartitionedRateLimiter<IPAddress> _addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address =>
            RateLimitPartition.GetSlidingWindowLimiter(
                address,
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = PerAddress,
                    Window = Within,
                    SegmentsPerWindow = 6,
                    QueueLimit = 0,
                }
            )
    );

    /// <summary>Whether this address may ask once more; asking counts.</summary>
    public bool Allows(IPAddress? address)
    {
        using var lease = _addresses.AttemptAcquire(Network(address));
        return lease.IsAcquired;
    }

    /// <summary>Whether this account may be sent one more link.</summary>
    public async Task<bool> Allows(AccountId account, CancellationToken stop) =>
        await work.Call("kernel.access_mails", [account.Value, Within], row => row.GetInt32(0), stop) is [< PerAccount];

    /// <inheritdoc />
    public void Dispose() => _addresses.Dispose();

    // Whoever has one address of the newer kind has a whole network of them.
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
