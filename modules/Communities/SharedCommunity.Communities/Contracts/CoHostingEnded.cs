using SharedCommunity.Kernel.Announcements;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.Contracts;

/// <summary>An agency was suspended from a community or left it. Its custody ends in this transaction.</summary>
/// <param name="CommunityId">The community.</param>
/// <param name="Agency">The agency.</param>
public sealed record CoHostingEnded(CommunityId CommunityId, AgencyId Agency) : IAnnouncement;
