using NodaTime;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Contracts;

/// <summary>How an agency that shares an active community with the reader is shown.</summary>
public sealed class AgencyCard
{
    /// <summary>The agency.</summary>
    public AgencyId Id { get; init; }

    /// <summary>Its name in addresses; never changes.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";
}

/// <summary>How a staff member is shown to colleagues, those of co-hosts included.</summary>
public sealed class StaffCard
{
    /// <summary>The staff membership.</summary>
    public StaffId Id { get; init; }

    /// <summary>The agency.</summary>
    public AgencyId AgencyId { get; init; }

    /// <summary>The name that colleagues see.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>When they left; null while they work there.</summary>
    public Instant? EndedAt { get; init; }
}

/// <summary>A community, as the floors above need it. Seen by its active Leads and CoHosts and by its own system work.</summary>
public sealed class CommunityCard : IInCommunity
{
    /// <summary>The community.</summary>
    public CommunityId Id { get; init; }

    /// <summary>Its name in addresses.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its languages, BCP 47, the main one first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Its time zone, a tz database id.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Whether members may post (interactive) or only read (one-way).</summary>
    public bool Interactive { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public CommunityState State { get; init; }

    /// <summary>The service standard as JSON (the shape of the API); null where nothing is promised.</summary>
    public string? ServiceStandard { get; init; }

    CommunityId IInCommunity.CommunityId => Id;
}

/// <summary>An agency's part in a community.</summary>
public sealed class CoHostCard : IInCommunity
{
    /// <summary>The community.</summary>
    public CommunityId CommunityId { get; init; }

    /// <summary>The agency.</summary>
    public AgencyId AgencyId { get; init; }

    /// <summary>The part that it has.</summary>
    public CoHostRole Role { get; init; }

    /// <summary>Where the co-hosting stands.</summary>
    public CoHostState State { get; init; }
}

/// <summary>The part that an agency has in a community.</summary>
public enum CoHostRole
{
    /// <summary>Leads: invites co-hosts.</summary>
    Lead,

    /// <summary>Works the shared queue.</summary>
    CoHost,

    /// <summary>Takes referrals; sees nothing of the community.</summary>
    ReferralPartner,
}

/// <summary>Where a co-hosting stands.</summary>
public enum CoHostState
{
    /// <summary>Invited, has not accepted.</summary>
    Invited,

    /// <summary>Takes part.</summary>
    Active,

    /// <summary>Suspended by the Lead: sees nothing.</summary>
    Suspended,

    /// <summary>Left: sees nothing.</summary>
    Left,
}
