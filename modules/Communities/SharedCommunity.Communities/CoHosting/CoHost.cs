using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.CoHosting;

/// <summary>An agency's part in a community.</summary>
internal sealed class CoHost : IInCommunity
{
    public CommunityId CommunityId { get; init; }
    public AgencyId AgencyId { get; init; }

    /// <summary>How the agency was invited: its card is hidden from the Lead until it takes part.</summary>
    [NotAboutMember("an agency's address")]
    public string AgencySlug { get; init; } = "";
    public CoHostRole Role { get; set; }
    public CoHostState State { get; set; }
    public Instant InvitedAt { get; init; }

    /// <summary>When the state was last changed.</summary>
    public Instant StateAt { get; set; }

    /// <summary>What was handed out to invite the agency; null unless it is invited.</summary>
    public Invitation? Invitation { get; private set; }

    /// <summary>
    /// Whether the agency itself is active. The database keeps it in step with the agency (0002_visible.sql), so that
    /// every policy can tell from this one row who takes part.
    /// </summary>
    public bool AgencyActive { get; private set; } = true;

    /// <summary>Whether it takes part in what the community shares.</summary>
    public bool IsActive => State == CoHostState.Active;

    /// <summary>Whether a Lead may bring the co-hosting into that state.</summary>
    public bool MayBecome(CoHostState next) =>
        (State, next) switch
        {
            (CoHostState.Active, CoHostState.Suspended or CoHostState.Left) => true,
            (CoHostState.Suspended, CoHostState.Active or CoHostState.Left) => true,
            (CoHostState.Invited, CoHostState.Left) => true,
            _ => false,
        };

    /// <summary>Changes the state and says when. An invitation that was answered or taken back is none any more.</summary>
    public void Become(CoHostState next, Instant now) => (State, StateAt, Invitation) = (next, now, null);

    /// <summary>Invites the agency; a link that was handed out before leads nowhere from here on.</summary>
    public void Invite(CoHostRole role, Invitation invitation, Instant now)
    {
        Become(CoHostState.Invited, now);
        (Role, Invitation) = (role, invitation);
    }

    /// <summary>Whether the agency may still accept.</summary>
    public bool IsOpenAt(Instant now) =>
        State == CoHostState.Invited && (Invitation is null || Invitation.ExpiresAt > now);
}
