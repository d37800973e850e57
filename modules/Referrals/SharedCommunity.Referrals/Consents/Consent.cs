using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Referrals.Contracts;

namespace SharedCommunity.Referrals.Consents;

/// <summary>
/// A member's yes to share something with other agencies, or the other ground that an agency's policy names (toolkit,
/// Appendix 3: consent form, circle of care, implied consent, emergencies). Owned by the agency that wrote it down.
/// </summary>
internal sealed class Consent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public AgencyId AgencyId { get; init; }
    public CommunityId CommunityId { get; init; }
    public MemberId MemberId { get; init; }
    public ConsentGround Ground { get; init; }
    public ConsentHow? How { get; init; }

    /// <summary>The agency that may receive it; null on those of before this was written down.</summary>
    [NotAboutMember("an agency")]
    public string? ToSlug { get; init; }

    [NotAboutMember("an agency")]
    public string? ToName { get; init; }

    /// <summary>What may be shared.</summary>
    [NotAboutMember("names of kinds")]
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>The member's words, or what was said to them.</summary>
    [AboutMember]
    public string Words { get; init; } = "";

    /// <summary>The language of the words, where the member read and answered them on a form or in the chat.</summary>
    [NotAboutMember("the code of a language")]
    public string? Language { get; init; }

    /// <summary>The clause of the agency's policy, where it is not the member's own yes.</summary>
    [NotAboutMember("a clause of a policy")]
    public string? Clause { get; init; }

    /// <summary>Why it is an emergency.</summary>
    [AboutMember]
    public string? Reason { get; init; }

    /// <summary>Who was notified of the emergency.</summary>
    [AboutMember]
    public string? Notified { get; init; }

    /// <summary>The colleague whom the sender chose to be told of the emergency.</summary>
    public StaffId? SecondStaffId { get; init; }

    /// <summary>Who was told of the emergency: by the names that were shown.</summary>
    [NotAboutMember("staff members' shown names, as they were")]
    public IReadOnlyList<string> SecondNames { get; init; } = [];
    public StaffId RecordedBy { get; init; }
    public Instant GivenAt { get; init; }

    /// <summary>Until when it holds; null until it is withdrawn.</summary>
    public Instant? Until { get; init; }
    public Instant? WithdrawnAt { get; private set; }

    /// <summary>Who wrote down that the member took it back.</summary>
    public StaffId? WithdrawnBy { get; private set; }

    /// <summary>Why, where the member said so. It stays here: nobody else is told.</summary>
    [AboutMember]
    public string? WithdrawnReason { get; private set; }

    /// <summary>When the end of its time took effect on what had not gone by then.</summary>
    public Instant? ExpiredAt { get; private set; }

    /// <summary>Where it stands.</summary>
    public ConsentState StateAt(Instant now) =>
        WithdrawnAt is not null ? ConsentState.Withdrawn
        : Until <= now ? ConsentState.Expired
        : ConsentState.InForce;

    /// <summary>Whether something of that kind may go out on it now.</summary>
    public bool Covers(SharedKind kind, Instant now) =>
        StateAt(now) == ConsentState.InForce && Scope.Contains(kind.ToString());

    /// <summary>The member takes it back; false if that was done before.</summary>
    public bool Withdraw(StaffId by, string? reason, Instant now)
    {
        if (WithdrawnAt is not null)
            return false;
        (WithdrawnAt, WithdrawnBy, WithdrawnReason) = (now, by, reason);
        return true;
    }

    /// <summary>Its time is over.</summary>
    public void Expire(Instant now) => ExpiredAt = now;

    /// <summary>What the receiving agency may know of it.</summary>
    public ConsentTold Told => new(Ground, [.. Scope.Select(Enum.Parse<SharedKind>)], How, Clause, Until);
}
