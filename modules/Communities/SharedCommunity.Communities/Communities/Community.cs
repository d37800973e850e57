using NodaTime;
using SharedCommunity.Communities.Contracts;
using SharedCommunity.Kernel.Data;
using SharedCommunity.Kernel.Ids;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.Communities;

/// <summary>The shared group: purpose, audience, languages, time zone, what is promised.</summary>
internal sealed class Community : IInCommunity
{
    private Community() { }

    public Community(
        CommunityId id,
        string slug,
        string name,
        string timeZone,
        IReadOnlyList<string> languages,
        Instant now
    )
    {
        (Id, CommunityId, Slug, Name, TimeZone, Languages, CreatedAt) = (
            id,
            id,
            slug,
            name,
            timeZone,
            [.. languages],
            now
        );
    }

    public CommunityId Id { get; private set; }

    /// <summary>The same id again: the shared template asks every table for a community_id.</summary>
    public CommunityId CommunityId { get; private set; }

    [NotAboutMember("a community's address")]
    public string Slug { get; private set; } = "";

    [NotAboutMember("a community's name")]
    public string Name { get; set; } = "";

    [NotAboutMember("what the community is for")]
    public string Purpose { get; set; } = "";

    [NotAboutMember("whom the community is for")]
    public string Audience { get; set; } = "";

    [NotAboutMember("how the community describes itself")]
    public string Description { get; set; } = "";

    [NotAboutMember("language codes")]
    public List<string> Languages { get; set; } = [];

    [NotAboutMember("a tz database id")]
    public string TimeZone { get; set; } = "";
    public bool Interactive { get; set; } = true;
    public CommunityState State { get; set; } = CommunityState.Planning;

    /// <summary>The service standard in the shape of the API; null promises nothing.</summary>
    [NotAboutMember("the service standard")]
    public string? ServiceStandard { get; set; }

    /// <summary>Whether its staff must use a second factor, whatever their agency asks.</summary>
    public bool RequiresTotp { get; set; }
    public Instant CreatedAt { get; private set; }

    /// <summary>
    /// Goes to another stage: forwards one at a time, and back from winding down, for a community that found new
    /// hosts. A closed one stays closed.
    /// </summary>
    /// <returns>False if that stage cannot be reached from here.</returns>
    public bool GoTo(CommunityState next)
    {
        var reachable = CanGoTo(next);
        if (reachable)
            State = next;
        return reachable;
    }

    /// <summary>Whether that stage can be reached from here.</summary>
    public bool CanGoTo(CommunityState next) =>
        (State, next) switch
        {
            (CommunityState.Planning, CommunityState.Open) => true,
            (CommunityState.Open, CommunityState.WindingDown) => true,
            (CommunityState.WindingDown, CommunityState.Open or CommunityState.Closed) => true,
            _ => State == next,
        };
}
