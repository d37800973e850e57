using NodaTime;
using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Membership.Contracts;

/// <summary>Somebody came into a group of the community, for the first time or again.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Member">The member.</param>
/// <param name="Channel">The group.</param>
/// <param name="At">When.</param>
public sealed record MemberJoined(CommunityId CommunityId, MemberId Member, ChannelId Channel, Instant At)
    : IAnnouncement;

/// <summary>A member left a group of the community.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Member">The member.</param>
/// <param name="Channel">The group.</param>
/// <param name="At">When.</param>
public sealed record MemberLeft(CommunityId CommunityId, MemberId Member, ChannelId Channel, Instant At)
    : IAnnouncement;
