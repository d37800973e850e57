using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>An agency's part in a community.</summary>
internal sealed class CoHost : IInCommunity
{
    public CommunityId CommunityId { get; init; }
    public AgencyId AgencyId { get; init; }
    public CoHostRole Role { get; set; }
    public CoHostState State { get; set; }
    public Instant InvitedAt { get; init; }

    /// <summary>When the state was last changed.</summary>
    public Instant StateAt { get; set; }
}
