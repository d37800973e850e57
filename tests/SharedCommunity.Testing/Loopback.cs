using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using System.Security.Cryptography;

namespace SharedCommunity.Testing;

/// <summary>Places on this machine's own address.</summary>
public static class Loopback
{
    // Below what systems give to outgoing connections (Linux from 32768, others from 49152): a port from there could be
    // taken by a caller while its host is down, even by a call to itself that the system joins up with itself.
    private const int From = 20_000;
    private const int To = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port that nobody listens on now, and that is given to nobody else in this run.</summary>
    public static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(place => place.Port);
        var busy = taken.ToHashSet();
        for (var i = 0; i < To - From; i++)
        {
            var port = RandomNumberGenerator.GetInt32(From, To);
            if (!busy.Contains(port) && Given.TryAdd(port, true))
                return port;
        }

        throw new InvalidOperationException($"No free port between {From} and {To}.");
    }
}
