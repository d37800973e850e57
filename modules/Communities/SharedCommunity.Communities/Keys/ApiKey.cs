using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;

namespace SharedCommunity.Communities.Keys;

/// <summary>A key of one staff membership: acts as that person, never exceeds their rights. Only its hash is stored.</summary>
internal sealed class ApiKey
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public AgencyId AgencyId { get; init; }
    public StaffId StaffId { get; init; }

    [NotAboutMember("what the key is for, in its owner's words")]
    public string Name { get; init; } = "";

    [NotAboutMember("a hash")]
    public byte[] Hash { get; init; } = [];

    [NotAboutMember("the key's first letters")]
    public string Prefix { get; init; } = "";
    public Instant CreatedAt { get; init; }
    public Instant? RevokedAt { get; set; }

    /// <summary>The day, in UTC, of the last request with it; the look-up writes it, once a day.</summary>
    public LocalDate? LastUsedOn { get; init; }
}
