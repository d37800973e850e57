using NodaTime;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Membership.Contracts;

/// <summary>A member as a list or the API shows one.</summary>
/// <param name="Id">The member.</param>
/// <param name="CommunityId">The community.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Language">The language that we know the member by, BCP 47.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="LeftAt">When the member left; null while here.</param>
public sealed record MemberItem(
    MemberId Id,
    CommunityId CommunityId,
    string Name,
    string? Language,
    Instant JoinedAt,
    Instant? LeftAt
);
