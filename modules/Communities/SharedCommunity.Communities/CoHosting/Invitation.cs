using System.Security.Cryptography;
using System.Text;
using NodaTime;
using SharedCommunity.Kernel.Data;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>
/// An open invitation: the link that a Lead handed out, and what the invited agency may know before it takes part. It
/// lives on the co-hosting that it is of, so that whatever ends the one ends the other.
/// </summary>
internal sealed class Invitation
{
    /// <summary>How long a link can be accepted.</summary>
    public static readonly Duration Lifetime = Duration.FromDays(14);

    /// <summary>Only the hash is kept. A plain one is enough: the token is 128 random bits.</summary>
    [NotAboutMember("a hash")]
    public byte[] TokenHash { get; init; } = [];
    public Instant ExpiresAt { get; init; }

    [NotAboutMember("the community's name, as it was")]
    public string CommunityName { get; init; } = "";

    [NotAboutMember("what the community is for, as it was said")]
    public string Purpose { get; init; } = "";

    [NotAboutMember("the inviting agency's name, as it was")]
    public string AgencyName { get; init; } = "";

    [NotAboutMember("the name of the staff member who invites")]
    public string StaffName { get; init; } = "";

    /// <summary>A new token, shown once to whoever invites.</summary>
    public static string NewToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>What is stored of a token and looked up with <c>communities.invitation_by_hash</c>.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
