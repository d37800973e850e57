using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SharedCommunity.Channels.Binding;

/// <summary>The one-time token of a bind link: random, short enough for <c>?startgroup=</c>, kept as a hash.</summary>
internal static class BindToken
{
    /// <summary>Makes one: 128 random bits in the letters that Telegram allows in a link.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
