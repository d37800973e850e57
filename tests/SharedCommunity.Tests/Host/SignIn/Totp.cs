using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SharedCommunity.Tests.Host.SignIn;

/// <summary>An authenticator app: RFC 6238 with the usual six digits and thirty seconds.</summary>
internal static class Totp
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Code(string key, DateTimeOffset at)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / 30);
        // The algorithm is the standard's, not ours to choose.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Decode(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bits = string.Concat(
            key.Where(char.IsLetterOrDigit)
                .Select(letter => Convert.ToString(Letters.IndexOf(char.ToUpperInvariant(letter)), 2).PadLeft(5, '0'))
        );
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
