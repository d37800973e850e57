using NodaTime;

namespace SharedCommunity.Moderation.Contracts;

/// <summary>An agency that an inquiry may be referred to.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="Own">Whether it is one's own: another team of it.</param>
public sealed record ReferTo(string Slug, string Name, bool Own)
{
    /// <summary>Those of the inquiry's topics that it helps with.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Whether it helps with any; null where it has not said, or the inquiry has none.</summary>
    public bool? AnswersTopic { get; init; }

    /// <summary>Whether somebody there speaks the inquiry's language; null where that is not known.</summary>
    public bool? SpeaksLanguage { get; init; }

    /// <summary>Whether somebody is there now; null where it has not said.</summary>
    public bool? OpenNow { get; init; }

    /// <summary>Until when, where somebody is there now.</summary>
    public Instant? Until { get; init; }

    /// <summary>From when on, where nobody is there now.</summary>
    public Instant? OpensAt { get; init; }

    /// <summary>How many of one's own agency's referrals are open there; what others send is nobody's business.</summary>
    public int Waiting { get; init; }

    /// <summary>How many of one's own last ten there were completed.</summary>
    public int Completed { get; init; }

    /// <summary>How many of those helped, at least in part.</summary>
    public int Helped { get; init; }

    /// <summary>The reasons for its place, in the reader's words.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];
}
