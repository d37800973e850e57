using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Binding;

/// <summary>A one-time link by which a group asks to be bound to a community. Kept as a hash; fifteen minutes.</summary>
internal sealed class BindLink : IInCommunity
{
    public static readonly Duration Lasts = Duration.FromMinutes(15);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public CommunityId CommunityId { get; init; }
    public ConnectionId ConnectionId { get; init; }

    [NotAboutMember("a token, hashed")]
    public byte[] Hash { get; init; } = [];
    public StaffId MadeBy { get; init; }
    public Instant ExpiresAt { get; init; }
    public Instant? UsedAt { get; set; }
}

/// <summary>A group that asked with a good token, and waits until an administrator has looked at title and name.</summary>
internal sealed class BindRequest : IInCommunity
{
    public Guid Id { get; init; }
    public CommunityId CommunityId { get; init; }
    public ConnectionId ConnectionId { get; init; }

    [NotAboutMember("a group's id")]
    public string ChatId { get; set; } = "";

    [NotAboutMember("a group's title")]
    public string Title { get; init; } = "";

    /// <summary>The name of who asked, as the platform shows it.</summary>
    [AboutMember]
    public string AskedBy { get; init; } = "";
    public Instant AskedAt { get; init; }
    public Instant? DecidedAt { get; set; }
    public StaffId? DecidedBy { get; set; }
    public bool? Confirmed { get; set; }
}
