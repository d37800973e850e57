using NodaTime;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Moderation.Work;

/// <summary>When a staff member last said to have seen what had changed in a community.</summary>
internal sealed class Visit
{
    public StaffId StaffId { get; init; }
    public CommunityId CommunityId { get; init; }
    public AgencyId AgencyId { get; init; }
    public Instant SeenAt { get; init; }
}

/// <summary>That a staff member has put the first-run tour away.</summary>
internal sealed class TourLeft
{
    public StaffId StaffId { get; init; }
    public AgencyId AgencyId { get; init; }
    public Instant LeftAt { get; init; }
}
