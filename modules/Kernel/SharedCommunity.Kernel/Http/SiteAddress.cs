using Microsoft.Extensions.Configuration;

namespace SharedCommunity.Kernel.Http;

/// <summary>Where people reach the site, and which addresses are of it.</summary>
public static class SiteAddress
{
    private const string First = "http://127.0.0.1:5080";

    /// <summary>The address that every link is built from, without a slash at its end: <c>PublicUrl</c>, else the first of <c>urls</c>.</summary>
    public static string Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        string?[] given = [configuration["PublicUrl"], configuration["urls"]?.Split(';')[0], First];
        return given.First(address => !string.IsNullOrEmpty(address))!.TrimEnd('/');
    }

    /// <summary>
    /// Whether an address leads to this site whatever a browser makes of it: one slash, no backslash (some take it for a
    /// second slash), no control character (they leave those out).
    /// </summary>
    public static bool IsHere(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.StartsWith('/')
            && !address.StartsWith("//", StringComparison.Ordinal)
            && !address.Contains('\\', StringComparison.Ordinal)
            && !address.Any(char.IsControl);
    }
}
