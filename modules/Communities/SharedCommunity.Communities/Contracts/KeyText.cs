using System.Security.Cryptography;
using System.Text;

namespace SharedCommunity.Communities.Contracts;

/// <summary>An API key as its owner holds it: shown once, stored as a hash.</summary>
public static class KeyText
{
    /// <summary>How every key begins, so that scanners for leaked secrets know one.</summary>
    public const string Prefix = "sck_";

    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new key: 32 letters of 62, some 190 random bits.</summary>
    public static string New() => Prefix + RandomNumberGenerator.GetString(Letters, 32);

    /// <summary>
    /// What is stored of a key and looked up with <c>communities.api_key_by_hash</c>. A plain hash is enough: a key
    /// has too many random bits to be guessed.
    /// </summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
