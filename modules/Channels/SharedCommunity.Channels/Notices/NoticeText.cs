using NodaTime;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Channels.Notices;

/// <summary>The notes that a bot writes by itself, as far as a community may put words of its own.</summary>
internal enum NoticeKind
{
    /// <summary>To everybody who writes to the bot alone for the first time.</summary>
    Private,

    /// <summary>In a group that has just been bound.</summary>
    Group,

    /// <summary>The emergency number that both of them name.</summary>
    Emergency,
}

/// <summary>A community's own words for a note, in one language. Where there are none, ours count.</summary>
internal sealed class NoticeText : IInCommunity
{
    public CommunityId CommunityId { get; init; }
    public NoticeKind Kind { get; init; }

    [NotAboutMember("a language's code")]
    public string Language { get; init; } = "";

    [NotAboutMember("what a community tells everybody")]
    public string Text { get; set; } = "";
    public Instant ChangedAt { get; set; }
}
