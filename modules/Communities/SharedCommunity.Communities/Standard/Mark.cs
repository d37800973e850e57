using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SharedCommunity.Communities.Communities;

namespace SharedCommunity.Communities.Standard;

/// <summary>A mark of what a page of settings showed: who saves over another's change is told first.</summary>
internal static class Mark
{
    /// <summary>The mark of the promise, and of the zone in which it is kept.</summary>
    public static string OfStandard(Community community) => Of(community.TimeZone, community.ServiceStandard ?? "");

    /// <summary>The mark of all else.</summary>
    public static string OfDescription(Community community) =>
        Of(JsonSerializer.Serialize(CommunityView.Of(community) with { ServiceStandard = null }), community.Slug);

    private static string Of(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..16];
}
