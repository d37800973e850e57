using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Staff;

/// <summary>An account's membership of an agency, as co-hosts see it: the name and the languages.</summary>
internal sealed class StaffMembership
{
    private StaffMembership() { }

    public StaffMembership(
        StaffId id,
        AgencyId agency,
        string displayName,
        IReadOnlyList<string> languages,
        Instant now
    )
    {
        (Id, AgencyId, DisplayName, Languages, JoinedAt) = (id, agency, displayName, [.. languages], now);
    }

    public StaffId Id { get; private set; }
    public AgencyId AgencyId { get; private set; }

    [NotAboutMember("a staff member's name")]
    public string DisplayName { get; set; } = "";

    [NotAboutMember("languages a staff member speaks")]
    public List<string> Languages { get; set; } = [];
    public Instant JoinedAt { get; private set; }

    /// <summary>When the membership ended; null while active.</summary>
    public Instant? EndedAt { get; set; }
}

/// <summary>What only the agency sees of its staff: the account and its e-mail.</summary>
internal sealed class StaffPrivate
{
    public StaffId StaffId { get; init; }
    public AgencyId AgencyId { get; init; }
    public AccountId AccountId { get; init; }

    [NotAboutMember("a staff member's e-mail")]
    public string Email { get; set; } = "";
}

/// <summary>A role that a staff member holds, in one community or (without one) in all that the agency co-hosts.</summary>
internal sealed class StaffRole
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public StaffId StaffId { get; init; }
    public AgencyId AgencyId { get; init; }
    public CommunityId? CommunityId { get; init; }
    public Role Role { get; init; }
}
