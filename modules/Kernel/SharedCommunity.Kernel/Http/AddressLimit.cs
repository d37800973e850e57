using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace SharedCommunity.Kernel.Http;

/// <summary>How often one address may ask something that needs no account, on this host.</summary>
/// <param name="permits">How often within the time.</param>
/// <param name="within">The time.</param>
public sealed class AddressLimit(int permits, TimeSpan within) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address =>
            RateLimitPartition.GetSlidingWindowLimiter(
                address,
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = permits,
                    Window = within,
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

    /// <inheritdoc />
    public void Dispose() => _addresses.Dispose();

    // Whoever has one address of the newer kind has a whole network of them.
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
